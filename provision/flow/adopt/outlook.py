"""What a zone holds that nobody has answered for yet: read once, written never."""

from collections.abc import Sequence
from dataclasses import dataclass

from provision.checks.unexplained import unexplained
from provision.flow.adopt.held import holders, listed
from provision.flow.adopt.proposal import Proposals
from provision.flow.adopt.row import Row
from provision.flow.desk import Desk
from provision.model.site import ParentZone
from provision.model.zone import SeenZone
from provision.names import Fqdn


@dataclass(frozen=True, slots=True)
class Outlook:
    """The names to decide about, and those that need no decision: granted already, or listed as infrastructure."""

    seen: SeenZone
    rows: Sequence[Row]
    granted: Sequence[Fqdn]
    ignored: Sequence[Fqdn]


def outlook(desk: Desk, zone: ParentZone) -> Outlook:
    """Read a zone and propose something for each name of it. Raises Refused where it cannot be listed, an error of `Outside`."""
    seen = listed(desk, zone)
    held, ignored = holders(desk, zone.name), desk.site.ignored
    names = unexplained(seen, held, ignored)
    everything = {rrset.name for rrset in seen}
    own = {name for name in everything if ignored.reason(name) is not None} - {*held}
    return Outlook(
        seen,
        Proposals(desk.site, seen, names, held).rows,
        sorted(everything & {*held}),
        sorted(own),
    )
