"""Opens the drivers that a site's files name."""

from provision.drivers.catalog import CatalogHosting
from provision.drivers.dns import SocketDns
from provision.drivers.line import SocketLine
from provision.engine.parents import open_parent
from provision.engine.public import PublicDns, own_addresses
from provision.model.site import Site
from provision.ports import Clock, LedgerView, World


def open_world(site: Site, ledger: LedgerView, clock: Clock) -> World:
    """Return the world of a site. No socket is opened before something is asked."""
    timeout = min((zone.timeout for zone in site.zones.values()), default=2.0)
    parents = {name: open_parent(zone) for name, zone in site.zones.items()}
    dns = PublicDns(SocketDns(min(timeout, 2.0)), own_addresses(site))
    hosting = {
        name: CatalogHosting(zone, zone.children) for name, zone in site.zones.items() if zone.children
    }
    return World(dns, parents, ledger, clock, hosting, line=SocketLine())
