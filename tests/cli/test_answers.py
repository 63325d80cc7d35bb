"""Yes and no, typed in either language."""

import pytest

from provision.cli.dialogue import TRUTHS


@pytest.mark.parametrize(
    ("typed", "lang", "agreed"),
    [("y", "en", True), ("YES", "en", True), (" ya ", "id", True), ("tidak", "id", False), ("", "id", False), ("no", "en", False), ("yep", "en", False)],
)  # fmt: skip
def test_only_a_yes_is_a_yes(typed: str, lang: str, agreed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    from provision.cli.office import CliOffice
    from provision.i18n import Text

    asked = []
    monkeypatch.setattr("click.prompt", lambda text, **_: asked.append(text) or typed)
    office = CliOffice({"provision.lang": lang}, {})
    assert office.agrees(Text("Carry this out?")) is agreed
    assert asked == [{"id": "Laksanakan rencana ini? [y/T]", "en": "Carry this out? [y/N]"}[lang]]


def test_the_dialogue_takes_ya_and_tidak() -> None:
    assert (TRUTHS["ya"], TRUTHS["tidak"]) == ("true", "false")
