"""What must still hold at the server when a change arrives (RFC 2136 section 2.4), as plain data.

Each change guards what it replaces by value, what it creates by absence, and its place by "no cut
above". So an unrelated change by somebody else does not make a plan stale, and a related one does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from provision.model.change import Change
from provision.model.zone import CUTS, SeenZone
from provision.names import Fqdn


class Must(StrEnum):
    """The kinds of guard."""

    BE = "is"
    LACK = "lacks"
    BE_UNUSED = "is unused"


@dataclass(frozen=True, slots=True, order=True)
class Guard:
    """One thing that must hold: about an RRset or a whole name."""

    must: Must
    name: Fqdn
    type: str = ""
    values: tuple[str, ...] = ()


def guards(changes: Sequence[Change], zone: SeenZone) -> Sequence[Guard]:
    """Return what must hold for the changes to be right, given the zone they were planned on; each once."""
    return list(dict.fromkeys(guard for change in changes for guard in _of(change, zone)))


def unmet(required: Sequence[Guard], zone: SeenZone) -> Sequence[Guard]:
    """Return the guards that do not hold in a zone, as a name server judges them (RFC 2136 section 3.2).

    For parents that cannot be sent a condition: they are read right before they are written.
    """
    return [guard for guard in required if not _holds(guard, zone)]


def _holds(guard: Guard, zone: SeenZone) -> bool:
    if guard.must is Must.BE_UNUSED:
        return not zone.at(guard.name)
    seen = zone.get(guard.name, guard.type)
    return seen is None if guard.must is Must.LACK else seen is not None and seen.values == guard.values


def moves_a_cut(changes: Sequence[Change]) -> bool:
    """Tell whether a cut or a wildcard comes or goes: then names below it appear or vanish."""
    return any(
        change.op != "replace" and (change.rrset.type in CUTS or change.name.labels[0] == "*")
        for change in changes
    )


def serial_guard(zone: SeenZone) -> Guard:
    """Return the guard on the whole zone: nothing in it has changed."""
    return Guard(Must.BE, zone.apex, "SOA", zone.rrsets[zone.apex, "SOA"].values)


def _of(change: Change, zone: SeenZone) -> Iterator[Guard]:
    name = change.name
    for above in name.up_to(zone.apex):
        if not any(zone.get(above, cut) for cut in CUTS):
            yield from (Guard(Must.LACK, above, cut) for cut in CUTS)
    if change.before:
        yield Guard(Must.BE, name, change.before.type, change.before.values)
    elif zone.at(name):
        yield Guard(Must.LACK, name, change.rrset.type)
        if not zone.get(name, "CNAME"):
            yield Guard(Must.LACK, name, "CNAME")
    else:
        yield Guard(Must.BE_UNUSED, name)
