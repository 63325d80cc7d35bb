"""A playbook: what the decree promises about one service, as data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from provision.errors import NotFound
from provision.i18n import Text, msg
from provision.names import shown

T = TypeVar("T")


class Role(StrEnum):
    """Who takes a step of a service."""

    HEAD = "head"
    SECRETARY = "secretary"
    DIVISION_HEAD = "division_head"
    PRAKOM = "prakom"
    SERVER_ADMIN = "server_admin"
    GENERAL_ADMIN = "general_admin"
    ON_CALL = "on_call"


ROLES: Mapping[Role, str] = {
    Role.HEAD: msg("head of the office"),
    Role.SECRETARY: msg("secretary"),
    Role.DIVISION_HEAD: msg("head of division"),
    Role.PRAKOM: msg("Prakom"),
    Role.SERVER_ADMIN: msg("server administrator"),
    Role.GENERAL_ADMIN: msg("general administration"),
    Role.ON_CALL: msg("on call"),
}

# The components of a service standard (PermenPANRB 15/2014), in the decree's order.
COMPONENTS = (
    "legal_basis",
    "requirements",
    "procedure",
    "time",
    "cost",
    "product",
    "facilities",
    "competence",
    "supervision",
    "complaints",
    "staff",
    "guarantee",
    "safety",
    "evaluation",
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in both languages. A site writes its own playbooks, so they stand in no catalogue."""

    id: str
    en: str

    def to(self, lang: str) -> str:
        """Return the words in a language of `i18n.LANGUAGES`."""
        return self.en if lang == "en" else self.id


@dataclass(frozen=True, slots=True)
class Decree:
    """The decision that the standard stands in."""

    title: str
    number: str
    dated: date


@dataclass(frozen=True, slots=True)
class Requirement:
    """What the requester's letter must hold, and why it is asked for."""

    key: str
    title: Phrase
    why: Phrase


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the procedure, by whoever holds the roles, in that order.

    `command` is the command that does it; "" where people do it and the program has no part.
    """

    key: str
    title: Phrase
    roles: tuple[Role, ...]
    command: str = ""


@dataclass(frozen=True, slots=True)
class Clock:
    """How long the service may take.

    The working days begin after the step `starts_after`, or at the receipt of the letter where that
    is "". `paused_while` says when they do not run.
    """

    working_days: int
    starts_after: str
    paused_while: Phrase


@dataclass(frozen=True, slots=True)
class Playbook:
    """A service of the decree: its fourteen components, and the letter template for each outcome."""

    service: str
    number: int
    title: Phrase
    decree: Decree
    legal_basis: tuple[Phrase, ...]
    requirements: tuple[Requirement, ...]
    procedure: tuple[Step, ...]
    time: Clock
    cost: Phrase
    product: Phrase
    facilities: tuple[Phrase, ...]
    competence: Phrase
    supervision: Phrase
    complaints: str
    staff: int
    guarantee: Phrase
    safety: Phrase
    evaluation: tuple[Phrase, ...]
    letters: Mapping[str, str]

    def step(self, key: str) -> Step:
        """Return the step of that key. Raises NotFound."""
        return _named(key, {step.key: step for step in self.procedure}, self.service)

    def letter(self, outcome: str) -> str:
        """Return the file name of the letter template for an outcome. Raises NotFound."""
        return _named(outcome, self.letters, self.service)

    def steps_by(self, command: str) -> Sequence[Step]:
        """Return the steps that a command of the program takes."""
        return [step for step in self.procedure if step.command == command]


def _named(key: str, known: Mapping[str, T], service: str) -> T:
    if key in known:
        return known[key]
    raise NotFound(
        Text(
            "The playbook of {service} has no {key}; it has {known}",
            service=service,
            key=shown(key),
            known=sorted(known),
        )
    )
