"""What a letter may tell: everything that its template can be filled with."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from provision.calendar import long_date, long_month
from provision.errors import BadConfig
from provision.i18n import Text
from provision.model.request import Action, Letter
from provision.model.site import Agency, Office, Official
from provision.names import BIDI

Outcome = Literal["granted", "returned"]

# Written in by hand, or by `letter number`, once the office's agenda has given them.
NUMBER_BLANK = "." * 28
DAY_BLANK = "." * 8

# "acting", "daily acting", "on behalf of", "through": never in capitals, even in a title in capitals.
PREFIXES = frozenset({"Plt.", "Plh.", "Pj.", "a.n.", "u.b."})
NO_BREAK = "\u00a0"
NIP_GROUPS = ((0, 8), (8, 14), (14, 15), (15, 18))
NOT_PRINTED = frozenset({"Cc", "Cs", "Cn", "Zl", "Zp"})


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """All that a template of a reply letter may use; sentences are Indonesian and stand alone.

    office       the letterhead, and the officials by role
    agency       whom the letter goes to: `head` is the post that it is addressed to
    letter       the incoming letter that it answers
    outcome      "granted": what was asked for is done; "returned": it is not, for the reasons given
    action       what the incoming letter asked for
    object       what the action is about, as the agency knows it: the subdomain
    today        the day of drafting: gives the month of the date, whose day stays blank
    working_days what the decree promises for a request that is complete
    rows         (label, value) of what was made, or, for a revocation, of what stood last; a value
                 may have several lines; a label explains any word that an agency may not know
    usage        how to use what was made, and what to beware of; one sentence or two each
    reasons      (why, do) of each thing that stood in the way: what is wrong, and what to correct
    copies       who else gets the letter (tembusan), by post
    number       the letter's own number, once it has one
    signed       the day of the signature, once it is known
    signer       the role of the official who signs
    """

    office: Office
    agency: Agency
    letter: Letter
    outcome: Outcome
    action: Action
    object: str
    today: date
    working_days: int
    rows: Sequence[tuple[str, str]] = ()
    usage: Sequence[str] = ()
    reasons: Sequence[tuple[str, str]] = ()
    copies: Sequence[str] = ()
    number: str = ""
    signed: date | None = None
    signer: str = "head"

    def context(self) -> dict[str, Any]:
        """Return what the template sees: plain texts fit for print. Raises BadConfig without a signer."""
        context = {
            "office": _office(self.office),
            "signer": _official(self._signer()),
            "agency": {"name": self.agency.name, "head": self.agency.head, "place": self.agency.place},
            "letter": _letter(self.letter),
            "outcome": self.outcome,
            "action": self.action.value,
            "object": self.object,
            "working_days": self.working_days,
            "rows": [{"label": label, "value": value} for label, value in self.rows],
            "usage": self.usage,
            "reasons": [{"why": why, "do": do} for why, do in self.reasons],
            "copies": self.copies,
            "number": self.number or NUMBER_BLANK,
            "date": _together(
                long_date(self.signed) if self.signed else f"{DAY_BLANK} {long_month(self.today)}"
            ),
        }
        return {key: _printable(value) for key, value in context.items()}

    def _signer(self) -> Official:
        try:
            return self.office.officials[self.signer]
        except KeyError:
            raise BadConfig(
                Text("inventory/site.yaml names no official for the role {role}", role=self.signer)
            ) from None


def _office(office: Office) -> dict[str, str]:
    names = ("government", "name", "address", "website", "email", "place", "complaints")
    return {name: getattr(office, name) for name in names} | {"name": _no_lonely_word(office.name)}


def _official(official: Official) -> dict[str, str]:
    return {
        "title": _capitals(official.title),
        "name": official.name,
        "rank": official.rank,
        "nip": _grouped(official.nip),
    }


def _letter(letter: Letter) -> dict[str, str]:
    return {"number": letter.number, "date": _together(long_date(letter.dated)), "subject": letter.subject}


def _together(text: str) -> str:
    return text.replace(" ", NO_BREAK)


def _no_lonely_word(text: str) -> str:
    """Return a heading whose last word does not stand on a line by itself."""
    return NO_BREAK.join(text.rsplit(" ", 1))


def _capitals(title: str) -> str:
    return " ".join(word if word in PREFIXES else word.upper() for word in title.split())


def _grouped(nip: str) -> str:
    """Return a NIP in its groups: birth, appointment, sex, serial number."""
    digits = nip.replace(" ", "")
    return " ".join(digits[start:end] for start, end in NIP_GROUPS).strip()


def _printable(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, str):
        return _printable_text(value)
    return [_printable(inner) for inner in value] if isinstance(value, Sequence) else value


def _printable_text(text: str) -> str:
    """Return text that means on paper what it says: nothing invisible, reversed, or evaluated later.

    A mark `${` would be filled in by SRIKANDI, to which the letter may go; a space disarms it.
    """
    letters = (" " if _unprintable(letter) else letter for letter in text if letter not in BIDI)
    return "".join(letters).replace("${", "$ {")


def _unprintable(letter: str) -> bool:
    return letter != "\n" and unicodedata.category(letter) in NOT_PRINTED
