"""An agency's own zone on the office's servers: listed in the catalog, filled or emptied, served by all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from provision.checks.asking import Asking
from provision.checks.dns.silence import in_words
from provision.checks.drift import difference
from provision.checks.office.ending import in_use
from provision.decide.catalog import content, listing
from provision.i18n import Text, msg
from provision.model.change import Change
from provision.model.finding import Finding, Level
from provision.model.query import NOT_CHECKED, Answer, Query
from provision.model.rrset import RRset
from provision.model.site import ParentZone, Server
from provision.model.wanted import Wanted
from provision.model.zone import SeenZone
from provision.names import Fqdn

CATALOG = "RFC 9432 section 4.1"
SOON = 5


@dataclass(frozen=True, slots=True)
class ChildSeen:
    """A zone as the catalog and its server show it; `held` is None where there is none, or nobody looked."""

    name: Fqdn
    catalog: SeenZone
    held: SeenZone | None = None


def child_drift(wanted: Wanted, seen: ChildSeen, *, beginning: Sequence[RRset] = ()) -> Iterator[Finding]:
    """Yield a finding for each change that makes, fills, empties or removes an agency's own zone.

    `beginning` is what the zone shall hold where nobody has written anything else there.
    """
    for change in listing(seen.catalog, seen.name, wanted=bool(wanted.child)):
        yield _listed(wanted, seen, change)
    if wanted.child:
        yield from (
            difference(wanted, Change(None, rrset), seen.name) for rrset in _missing(seen.held, beginning)
        )
    elif seen.held:
        yield from (difference(wanted, Change(rrset, None), seen.name) for rrset in content(seen.held))


def _missing(held: SeenZone | None, beginning: Sequence[RRset]) -> Sequence[RRset]:
    return [rrset for rrset in beginning if held is None or held.get(*rrset.key) is None]


def _listed(wanted: Wanted, seen: ChildSeen, change: Change) -> Finding:
    missing = change.before is None
    return Finding(
        tag="CHILD_ZONE_MISSING" if missing else "CHILD_ZONE_UNWANTED",
        level=Level.ERROR,
        subject=seen.name.text,
        args={"grant": wanted.grant, "catalog": seen.catalog.apex.text},
        why=Text("The zone {zone} is wanted on the office's servers and not there", zone=seen.name)
        if missing
        else Text("The zone {zone} is on the office's servers and not wanted", zone=seen.name),
        do=Text("List it in the catalog {catalog}", catalog=seen.catalog.apex)
        if missing
        else Text("Take it off the catalog {catalog}", catalog=seen.catalog.apex),
        source=CATALOG,
        change=change,
        zone=seen.catalog.apex,
    )


def still_used(wanted: Wanted, seen: ChildSeen, *, accepted: bool) -> Iterator[Finding]:
    """Yield a finding where a zone that is to go holds more than what it began with."""
    began = set(wanted.content)
    found = [str(rrset) for rrset in (content(seen.held) if seen.held else ()) if rrset not in began]
    if found:
        why = Text("The zone {zone} still holds these: {found}", zone=seen.name, found=found)
        yield in_use(seen.name, why, found, {"records": found}, accepted=accepted)


def nowhere(name: Fqdn, zone: Fqdn) -> Finding:
    """Return the finding that the site has no server that makes zones."""
    return Finding(
        tag="CHILD_ZONES_NOT_OFFERED",
        level=Level.ERROR,
        subject=name.text,
        why=Text("Agencies get no zones of their own below {zone}: inventory/zones.yaml has no children there", zone=zone),
        do=Text("Set up a server that makes them, as the administrator's page tells; or grant addresses instead"),
        letter=Text("A zone of its own for {name} cannot be served by our office yet.\n"
            "State the IP address of the server, or name servers of your own.",
                    name=name),
        source=msg("Site policy: what the office's servers offer"),
    )  # fmt: skip


def served(name: Fqdn, zone: ParentZone) -> Asking[list[Finding]]:
    """Ask each of the office's servers whether it answers for a zone, and names the office's name servers."""
    servers = zone.servers
    asked = [
        Query(server.address, name, rtype, port=server.port) for server in servers for rtype in ("SOA", "NS")
    ]
    answers = yield asked
    pairs = zip(servers, answers[::2], answers[1::2], strict=True)
    return [found for server, soa, ns in pairs for found in _judged(name, zone, server, soa, ns)]


def gone(name: Fqdn, zone: ParentZone) -> Asking[list[Finding]]:
    """Ask each of the office's servers whether it still answers for a zone that was taken off the catalog."""
    answers = yield [Query(server.address, name, "SOA", port=server.port) for server in zone.servers]
    pairs = zip(zone.servers, answers, strict=True)
    return [_still(name, server) for server, answer in pairs if is_served(answer)]


def is_served(answer: Answer) -> bool:
    """Tell whether a server answered for the zone itself when asked for its SOA."""
    return answer.authoritative and answer.get(answer.query.name, "SOA") is not None


def _judged(name: Fqdn, zone: ParentZone, server: Server, soa: Answer, ns: Answer) -> Iterator[Finding]:
    told = ns.get(name, "NS")
    if soa.silence in NOT_CHECKED:
        return
    if not is_served(soa):
        yield _behind(name, server, soa)
    elif told and {*told.targets} != {*zone.office_ns}:
        yield Finding(
            tag="CHILD_ZONE_OTHER_SERVERS",
            testcase="delegation07",
            level=Level.WARNING,
            subject=name.text,
            args={"server": str(server), "seen": [target.text for target in told.targets]},
            why=Text("{server} names {seen} as the name servers of {zone}; the office's are {wanted}",
                     server=server, seen=told.targets, zone=name, wanted=zone.office_ns),
            do=Text("Mend the NS records of the zone, or the template that new zones begin with"),
            source="RFC 1034 section 4.2.2",
        )  # fmt: skip


def _still(name: Fqdn, server: Server) -> Finding:
    return Finding(
        tag="CHILD_ZONE_STILL_SERVED",
        level=Level.ERROR,
        subject=name.text,
        args={"server": str(server)},
        why=Text(
            "{server} still answers for {zone}, which is on the catalog no more", server=server, zone=name
        ),
        do=Text("Wait; where it stays, look whether the server reads the catalog"),
        source=CATALOG,
        wait=SOON,
    )


def _behind(name: Fqdn, server: Server, answer: Answer) -> Finding:
    heard = in_words(answer)
    return Finding(
        tag="CHILD_ZONE_NOT_SERVED",
        level=Level.ERROR,
        subject=name.text,
        args={"server": str(server), "heard": heard.to("en")},
        why=Text("{server} does not answer for {zone} yet: {heard}", server=server, zone=name, heard=heard),
        do=Text("Wait; where it does not come, look whether the server reads the catalog and may fetch the zone"),
        source=CATALOG,
        wait=SOON,
    )  # fmt: skip
