"""One name of a zone on the sheet: what it is, whose it may be, and what a person decides."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from provision.i18n import Text, msg
from provision.model.rrset import RRset
from provision.names import Fqdn, Slug
from provision.services.subdomain.kinds import NameKind

MARK_DIGITS = 12


class Decision(StrEnum):
    """What a person decides about a name."""

    GRANT = "grant"
    PART = "part"
    INFRASTRUCTURE = "infrastructure"
    ASK = "ask"


class Sure(StrEnum):
    """How sure a proposal is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


NAME_KINDS = {
    NameKind.DELEGATION: msg("delegation"),
    NameKind.GLUE: msg("address of a name server (glue)"),
    NameKind.HIDDEN: msg("hidden below a delegation"),
    NameKind.REDIRECTION: msg("redirection of a whole branch (DNAME)"),
    NameKind.WILDCARD: msg("wildcard"),
    NameKind.ALIAS: msg("alias"),
    NameKind.ADDRESS: msg("address"),
    NameKind.MAIL: msg("mail"),
    NameKind.TEXT: msg("text"),
    NameKind.OTHER: msg("other"),
}
DECISIONS = {
    Decision.GRANT: msg("grant"),
    Decision.PART: msg("part"),
    Decision.INFRASTRUCTURE: msg("infrastructure"),
    Decision.ASK: msg("ask"),
}
SURE = {Sure.HIGH: msg("high"), Sure.MEDIUM: msg("medium"), Sure.LOW: msg("low")}


@dataclass(frozen=True, slots=True)
class Row:
    """What is proposed for a name; `agency` is None where nobody can be named."""

    name: Fqdn
    kind: NameKind
    records: tuple[RRset, ...]
    decision: Decision
    reason: Text
    agency: Slug | None = None
    sure: Sure = Sure.HIGH

    def to_json(self, lang: str) -> dict[str, Any]:
        """Return plain data for `--output json`."""
        return {
            "name": self.name.text,
            "kind": self.kind.value,
            "records": [rrset.to_json() for rrset in self.records],
            "agency": self.agency.text if self.agency else None,
            "decision": self.decision.value,
            "confidence": self.sure.value,
            "reason": self.reason.to(lang),
        }


def mark_of(records: Sequence[RRset]) -> str:
    """Return what tells whether the records at a name are still those of the sheet.

    It begins with a letter: a spreadsheet makes a number of what looks like one.
    """
    data = json.dumps([rrset.to_json() for rrset in sorted(records)], sort_keys=True)
    return "r" + hashlib.sha256(data.encode()).hexdigest()[:MARK_DIGITS]
