"""What the handbooks and the README tell people to type is there to be typed."""

from pathlib import Path

import pytest

from tests.cli.commands import calls, every_command, fault, shown_in

CHECKOUT = Path(__file__).parents[2]
PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_exists(page: Path) -> None:
    every_command("en")
    called = [words for line in shown_in(page.read_text()) if "provision" in line for words in calls(line)]
    found = [f"{' '.join(words)}: {why}" for words in called if (why := fault(words, whole=False))]
    assert found == []


def test_commands_are_seen_in_prose_and_in_blocks() -> None:
    page = "Look: `provision audit\ndns` and\n\n    $ provision check dinkes     its data\n    cd x && provision plan \\\n      a\n"
    assert [list(words) for line in shown_in(page) for words in calls(line)] == [
        ["check", "dinkes"],
        ["plan", "a"],
        ["audit", "dns"],
    ]


FAULTS = [("`provision chek dinkes`", True), ("`provision check --all`x", True), ("`provision undo`", False), ("    provision request nwe\n", True)]  # fmt: skip


@pytest.mark.parametrize(("page", "wrong"), FAULTS)
def test_what_is_wrong_is_seen(page: str, wrong: bool) -> None:
    [words] = [words for line in shown_in(page) for words in calls(line)]
    assert bool(fault(words, whole=False)) is wrong
