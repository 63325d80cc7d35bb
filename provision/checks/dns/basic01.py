"""Basic01: a zone above delegates the zone, and all its servers say so.

Pure judgement over what `traverse` saw. The families asked over (IPV4_ENABLED and so on) are told once
for each type of question, not once for each server. Where nothing was found, and servers that could tell
could not be asked from here, nothing is said to be missing.
"""

from collections.abc import Iterable, Iterator

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.transport import DISABLED, ENABLED, disabled, enabled
from provision.checks.way import FOUND, Says, Sighting
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.names import Fqdn

ON_THE_WAY = ("SOA", "NS", "DNAME")
CASE = Case(
    "basic01",
    "Zonemaster basic01; RFC 1034 section 4.2.1; RFC 9156",
    {
        "B01_CHILD_FOUND": Message(Level.INFO, msg("{domain} is a zone")),
        "B01_PARENT_FOUND": Message(Level.INFO, msg("The zone above is {domain}, by the word of {ns_list}")),
        "B01_PARENT_DISREGARDED": Message(
            Level.INFO, msg("The name servers of {zone} were told, so that no zone above it was looked for")
        ),
        "B01_ROOT_HAS_NO_PARENT": Message(Level.INFO, msg("The root is checked; no zone lies above it")),
        "B01_PARENT_NOT_FOUND": Message(
            Level.WARNING,
            msg("On the way from the root to {zone} no server answers as one of a zone above it"),
            msg("Check the root hints, the line, and the servers of the zones above; then try again"),
        ),
        "B01_PARENT_UNDETERMINED": Message(
            Level.WARNING,
            msg("Servers of different zones claim to lie directly above {zone}: {ns_list}"),
            msg("Let the zone furthest up delegate the next one on all its servers"),
        ),
        "B01_NO_CHILD": Message(
            Level.ERROR,
            msg("{domain_child} is not a zone: no zone above delegates it"),
            msg("Check how the name is written, check {domain_super} instead, or tell its name servers with --ns"),
        ),
        "B01_CHILD_IS_ALIAS": Message(
            Level.NOTICE,
            msg("{domain_child} is not a zone but an alias (DNAME) of {domain_target}, by the word of {ns_list}"),
            msg("Check {domain_target} instead"),
        ),
        "B01_INCONSISTENT_ALIAS": Message(
            Level.ERROR,
            msg("The servers above {domain} do not agree of what it is an alias (DNAME)"),
            msg("Bring all servers of the zone above to the same content"),
        ),
        "B01_INCONSISTENT_DELEGATION": Message(
            Level.ERROR,
            msg("Some servers of {domain_parent} delegate {domain_child}, and these do not: {ns_list}"),
            msg("Bring all servers of {domain_parent} to the same content; see whether they follow their primary"),
        ),
        "B01_SERVER_ZONE_ERROR": Message(
            Level.DEBUG,
            msg("{name} ({address}) does not answer the {rrtype} question for {query_name} as a server on the way does"),
        ),
        **DISABLED,
        **ENABLED,
    },
)  # fmt: skip


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Tell what was seen between the root and the zone."""
    yield []
    zone = delegation.zone
    if not zone.text:
        return [CASE.found("B01_CHILD_FOUND", zone, domain="."), CASE.found("B01_ROOT_HAS_NO_PARENT", zone)]
    if delegation.undelegated:
        found = CASE.found("B01_CHILD_FOUND", zone, domain=str(zone))
        return [found, CASE.found("B01_PARENT_DISREGARDED", zone)]
    return [*_amiss(delegation), *_parents(delegation), *_child(delegation), *_aliases(delegation)]


def _amiss(delegation: Delegation) -> Iterator[Finding]:
    zone, way = delegation.zone, delegation.way
    for one in way.misfits:
        args = {"query_name": str(one.name), "rrtype": one.type, "ns": str(one.server)}
        yield CASE.found("B01_SERVER_ZONE_ERROR", zone, **args)
    yield from enabled(CASE, zone, way.asked, *ON_THE_WAY)
    yield from disabled(CASE, zone, way.unseen, *ON_THE_WAY)


def _parents(delegation: Delegation) -> Iterator[Finding]:
    zone, sightings = delegation.zone, delegation.way.sightings
    claiming = sorted({one.parent for one in sightings})
    for parent in claiming:
        yield CASE.found("B01_PARENT_FOUND", zone, domain=str(parent), ns_list=_servers(sightings, parent))
    if len(claiming) > 1:
        yield CASE.found("B01_PARENT_UNDETERMINED", zone, ns_list=_servers(sightings))
    if not claiming and not delegation.way.unknown:
        yield CASE.found("B01_PARENT_NOT_FOUND", zone)


def _child(delegation: Delegation) -> Iterator[Finding]:
    zone, way = delegation.zone, delegation.way
    if way.found:
        yield CASE.found("B01_CHILD_FOUND", zone, domain=str(zone))
        without = [one for one in way.sightings if one.says not in FOUND]
        for parent in sorted({one.parent for one in without}):
            args = {
                "domain_parent": str(parent),
                "domain_child": str(zone),
                "ns_list": _servers(without, parent),
            }
            yield CASE.found("B01_INCONSISTENT_DELEGATION", zone, **args)
    elif not way.unknown:
        yield CASE.found("B01_NO_CHILD", zone, domain_child=str(zone), domain_super=str(zone.parent))


def _aliases(delegation: Delegation) -> Iterator[Finding]:
    zone = delegation.zone
    renamed = [one for one in delegation.way.sightings if one.says is Says.RENAMED]
    targets = sorted({one.target for one in renamed if one.target is not None})
    for target in targets:
        servers = listed(one.server for one in renamed if one.target == target)
        args = {"domain_child": str(zone), "domain_target": str(target), "ns_list": servers}
        yield CASE.found("B01_CHILD_IS_ALIAS", zone, **args)
    if len(targets) > 1:
        yield CASE.found("B01_INCONSISTENT_ALIAS", zone, domain=str(zone))


def _servers(sightings: Iterable[Sighting], parent: Fqdn | None = None) -> str:
    return listed(one.server for one in sightings if parent in {None, one.parent})
