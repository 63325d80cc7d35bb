"""Whether a key may write, found out without writing anything."""

from provision.decide.guard import Guard, Must
from provision.model.change import Change
from provision.model.rrset import RRset
from provision.names import Fqdn
from provision.ports import Parent

NOWHERE = "_provision-doctor"


def touch(zone: Parent, above: Fqdn, rtype: str) -> None:
    """Delete what is not there, under the guard that it is not: rights are judged, and nothing changes."""
    name = above.child(NOWHERE)
    zone.write([Change(RRset(name, rtype, 0, ()), None)], [Guard(Must.BE_UNUSED, name)])
