"""Zones whose records people write by hand, too: what is theirs is told before, what is begun is finished first."""

from collections.abc import Sequence

from provision.flow.desk import Desk
from provision.model.plan import Plan
from provision.model.request import Request
from provision.names import Fqdn
from provision.ports import Shared


def resume(desk: Desk, requests: Sequence[Request]) -> None:
    """Let the zones of some requests finish what an interrupted write left half done. Raises what `write` raises."""
    for name in {desk.site.zone_of(Fqdn.host(request.object)).name for request in requests}:
        if isinstance(parent := desk.world.parents[name], Shared):
            parent.resume()


def refuse_theirs(desk: Desk, made: Sequence[Plan]) -> None:
    """Raise Refused where people must change what they wrote before a plan can be carried out."""
    for one in made:
        if one.changes and isinstance(parent := desk.world.parents.get(one.zone), Shared):
            parent.refuse(one.changes)
