"""Tells what a tag means: the test case behind it, its level, its sentences, its source."""

from typing import TYPE_CHECKING

from provision.cli.report import level_word
from provision.i18n import catalogue

if TYPE_CHECKING:
    from provision.checks.dns.case import Case, Message
    from provision.cli.office import CliOffice


def explain_tag(office: "CliOffice", tag: str) -> None:
    """Print what each test case says by this tag. Raises BadInput where none knows it."""
    from provision.checks.tags import explained

    found = explained(tag)
    if office.output == "json":
        office.print_json([_plain(office, tag.upper(), case, message) for case, message in found])
        return
    for case, message in found:
        _print(office, tag.upper(), case, message)


def _plain(office: "CliOffice", tag: str, case: "Case", message: "Message") -> dict[str, str]:
    words = catalogue(office.lang).gettext
    return {
        "testcase": case.name,
        "tag": tag,
        "level": message.level.name,
        "why": words(message.why),
        "do": words(message.do) if message.do else "",
        "source": case.source,
    }


def _print(office: "CliOffice", tag: str, case: "Case", message: "Message") -> None:
    plain = _plain(office, tag, case, message)
    office.print(office.styled(tag, "bold") + f"  {office.words(level_word(message.level))} · {case.name}")
    office.print(f"  {plain['why']}")
    if plain["do"]:
        office.print(office.styled(f"  → {plain['do']}", "dim"))
    office.print(office.styled(f"  {case.source}", "dim"))
