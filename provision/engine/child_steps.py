"""Agencies' own zones on the office's servers, while a plan is carried out.

A zone is made and answers everywhere before its parent delegates to it, and goes after the delegation.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from tenacity import Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from provision.checks.children import is_served
from provision.decide.catalog import content
from provision.errors import NotVerified, Outside, Stale
from provision.i18n import Text
from provision.model.change import Change
from provision.model.plan import Plan
from provision.model.query import NOT_CHECKED, Query
from provision.model.site import ParentZone, Site
from provision.model.zone import SeenZone
from provision.names import Fqdn
from provision.ports import Parent, World

T = TypeVar("T")

BETWEEN = 0.25


def place(world: World, site: Site, name: Fqdn) -> Parent:
    """Return the zone of that name: one of the site's, a catalog, or an agency's own."""
    if name in world.parents:
        return world.parents[name]
    for zone in site.zones.values():
        if zone.children and zone.children.catalog == name:
            return world.hosting[zone.name].catalog()
    return world.hosting[site.zone_of(name).name].zone(name)


def ground(world: World, site: Site, plan: Plan, zones: Mapping[Fqdn, SeenZone]) -> SeenZone:
    """Return the zone that a plan changes, as it was seen; one that was just made is waited for.

    Raises an error of `Outside` where the server does not make it in time.
    """
    if plan.zone in zones:
        return zones[plan.zone]
    patience = site.zone_of(plan.zone).patience
    return _patiently(place(world, site, plan.zone).read, patience, Outside)


def await_children(world: World, site: Site, plan: Plan, children: Iterable[Fqdn]) -> None:
    """Wait until every server of the office answers for the zones that a plan delegates to them.

    Raises NotVerified where one does not: nothing was delegated then.
    """
    cuts = {change.name for change in plan.changes if change.after and change.rrset.type == "NS"}
    for name in sorted(cuts & {*children}):
        zone = site.zone_of(name)
        _patiently(partial(_all_serve, world, zone, name), zone.patience, NotVerified)


def _all_serve(world: World, zone: ParentZone, name: Fqdn) -> None:
    asked = [Query(server.address, name, "SOA", port=server.port) for server in zone.servers]
    answers = zip(zone.servers, world.dns.exchange(asked), strict=True)
    late = [
        str(server)
        for server, answer in answers
        if not is_served(answer) and answer.silence not in NOT_CHECKED
    ]
    if late:
        raise NotVerified(
            Text(
                "{servers} do not answer for {zone} yet, so it was not delegated; run the same command again, "
                "and where that does not help, look whether they read the catalog and may fetch the zone",
                servers=late,
                zone=name,
            )
        )


def refuse_filled(
    world: World, site: Site, changes: Sequence[Change], zones: Mapping[Fqdn, SeenZone]
) -> None:
    """Raise Stale where a zone that would be taken off its catalog got records since it was looked at."""
    # A catalog lists its members as PTR records (RFC 9432 section 4.1); other values are no names.
    gone = [change.before for change in changes if change.before and not change.after]
    going = [name for rrset in gone if rrset.type == "PTR" for name in rrset.targets]
    for name in going:
        if name in zones and (found := content(place(world, site, name).read())):
            raise Stale(
                Text(
                    "Somebody wrote into {zone} meanwhile: {records}. The zone was kept; run the same command again",
                    zone=name,
                    records=[str(rrset) for rrset in found],
                )
            )


def _patiently(attempt: Callable[[], T], patience: float, error: type[Exception]) -> T:
    retrying = Retrying(
        stop=stop_after_delay(patience),
        wait=wait_fixed(BETWEEN),
        retry=retry_if_exception_type(error),
        reraise=True,
    )
    return retrying(attempt)
