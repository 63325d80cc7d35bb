"""A plan as rows for a person at a web panel: one record a row, what goes before what comes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from provision.i18n import Text, msg
from provision.model.change import Change
from provision.model.plan import Plan
from provision.model.rrset import RRset


class Act(StrEnum):
    """What is done with a record."""

    DELETE = "delete"
    RETIME = "retime"
    ADD = "add"


ACTS: Mapping[Act, str] = {
    Act.DELETE: msg("Delete"),
    Act.RETIME: msg("Set the TTL of"),
    Act.ADD: msg("Add"),
}
ORDER = list(Act)


@dataclass(frozen=True, slots=True)
class Row:
    """One record, and what is done with it; the TTL is the new one where one comes."""

    act: Act
    record: RRset

    @property
    def value(self) -> str:
        """The record's value in presentation form."""
        return self.record.values[0]

    @property
    def told(self) -> Text:
        """What is done, for people."""
        return Text(ACTS[self.act])

    def to_json(self) -> dict[str, Any]:
        """Return plain data."""
        record = {**self.record.to_json(), "value": self.value}
        del record["values"]
        return {"act": self.act.value, **record}


def rows(plan: Plan) -> Sequence[Row]:
    """Return the rows of a plan, in the order in which they are entered."""
    found = [row for change in plan.changes for row in _rows(change)]
    return sorted(found, key=lambda row: ORDER.index(row.act))


def _rows(change: Change) -> Iterator[Row]:
    before = change.before.values if change.before else ()
    after = change.after.values if change.after else ()
    if change.before:
        yield from (Row(Act.DELETE, _one(change.before, value)) for value in before if value not in after)
    if change.after:
        if change.before and change.before.ttl != change.after.ttl:
            kept = (value for value in after if value in before)
            yield from (Row(Act.RETIME, _one(change.after, value)) for value in kept)
        yield from (Row(Act.ADD, _one(change.after, value)) for value in after if value not in before)


def _one(rrset: RRset, value: str) -> RRset:
    return RRset(rrset.name, rrset.type, rrset.ttl, (value,))
