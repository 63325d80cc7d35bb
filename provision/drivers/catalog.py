"""Agencies' own zones behind a server that makes each zone that its catalog lists (RFC 9432).

The catalog and the zones are written by dynamic update, as the parent zone is: so they share its
guards, its journal and its reading again, and need no shell on the server.
"""

from dataclasses import dataclass

from provision.drivers.rfc2136 import Rfc2136Parent
from provision.model.site import Children, ParentZone
from provision.names import Fqdn

# Knot carries out what concerns one zone in turn, and waits five seconds for each secondary that does
# not answer its NOTIFY: an update that comes meanwhile is answered after that (measured on 3.2.6).
PATIENT = 15.0


@dataclass(frozen=True, slots=True)
class CatalogHosting:
    """The real `Hosting`, on Knot DNS."""

    parent: ParentZone
    children: Children

    def catalog(self) -> Rfc2136Parent:
        """Return the catalog."""
        return self.zone(self.children.catalog)

    def zone(self, name: Fqdn) -> Rfc2136Parent:
        """Return a zone that is listed; it answers once the server has made it."""
        ours = self.children
        return Rfc2136Parent(
            ParentZone(
                name,
                ours.primary,
                ours.read_key,
                ours.write_key,
                timeout=max(self.parent.timeout, PATIENT),
            )
        )
