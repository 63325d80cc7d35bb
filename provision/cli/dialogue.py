"""The dialogue of a bare `request new`: one field after the other, asked again until it can be used."""

from typing import TYPE_CHECKING, Any

import click

from provision.cli.speech import NO, YES
from provision.flow.border import Border
from provision.flow.intake import fault_of
from provision.i18n import Text, msg
from provision.model.request import Action

if TYPE_CHECKING:
    from provision.cli.office import CliOffice

Answers = dict[str, Any]

# Each key of the form with its question, and whether it may stay empty.
LETTER = (
    ("agency", msg("Agency that wrote (its key, as dinkes, or its official name)"), False),
    ("letter.number", msg("Letter's number"), False),
    ("letter.date", msg("Letter's date"), False),
    ("letter.subject", msg("Letter's subject"), False),
    ("letter.received", msg("Received on (empty: today)"), True),
    ("name", msg("Name of the subdomain"), False),
)
NEW = (
    ("ips", msg("Public IP addresses, with commas between"), False),
    ("ns", msg("Name servers, with spaces between, each NAME or NAME/IP; or the word office or zone"), False),
    ("www", msg("Is www.NAME used too (yes or no; empty: no)"), True),
    ("until", msg("Last day, where it is for an event (empty: none)"), True),
)
ASKED = {
    Action.NEW: NEW,
    Action.CHANGE: (
        ("ips", msg("New IP addresses, with commas between (empty: as they are)"), True),
        ("ns", msg("New name servers, with spaces between (empty: as they are)"), True),
        ("www", msg("Is www.NAME used too (yes or no; empty: as it is)"), True),
        ("until", msg("New last day (empty: as it is)"), True),
    ),
    Action.RENAME: (
        ("to", msg("New name"), False),
        ("until", msg("Day until which the old name stays beside the new one"), False),
    ),
    Action.HANDOVER: (("receiver", msg("Agency that shall hold the name"), False),),
}
LAST = (("purpose", msg("What it is for (may be empty)"), True),)
TRUTHS = {**dict.fromkeys(YES, "true"), **dict.fromkeys(NO, "false")}
SEVERAL = {"ips": ",", "ns": " "}


def ask(answers: Answers, border: Border, office: "CliOffice") -> Answers:
    """Return the answers to every question; each is judged at once, and asked again where it is wrong."""
    action = Action(answers.get("action", Action.NEW))
    for key, question, optional in (*LETTER, *ASKED.get(action, ()), *LAST):
        answers = _ask(answers, key, office.words(Text(question)), border, office, optional=optional)
    return answers


def _ask(
    answers: Answers, key: str, question: str, border: Border, office: "CliOffice", *, optional: bool
) -> Answers:
    while True:
        text = click.prompt(question, default="" if optional else None, show_default=False, err=True).strip()
        if optional and not text:
            return answers
        told = _with(answers, key, text)
        fault = fault_of(key, told, border)
        if fault is None:
            return told
        office.say(fault)


def _with(answers: Answers, key: str, text: str) -> Answers:
    text = TRUTHS.get(text.lower(), text) if key == "www" else text
    value = _split(text, SEVERAL[key]) if key in SEVERAL else text
    above, _, last = key.rpartition(".")
    if not above:
        return {**answers, key: value}
    return {**answers, above: {**answers.get(above, {}), last: value}}


def _split(text: str, separator: str) -> list[str]:
    return [part for part in (piece.strip() for piece in text.split(separator)) if part]
