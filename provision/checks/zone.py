"""The checks of one delegation: first what it is, then every test case side by side.

The flow is Zonemaster's: where no zone is found, or no name server of it works, most test cases have nothing to
say, and are not run. Where basic01 or basic02 are not to be run, nothing is held back by them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from provision.checks.asking import Asking, together
from provision.checks.delegation import Delegation, NameServer
from provision.checks.dns.apex import apex
from provision.checks.dns.families import families
from provision.checks.dns.system import cannot_continue, no_network, not_asked, system
from provision.checks.locate import locate
from provision.checks.once import said_once
from provision.checks.registry import TESTCASES, TestCase
from provision.checks.walk import Walker
from provision.checks.zone_name import zone_name
from provision.model.finding import Finding, Level
from provision.model.profile import DEFAULT, Profile
from provision.names import Fqdn, Ip

# What decides whether the rest is run, and which findings of it end the checks.
FIRST = ("basic01", "basic02", "basic03")
# The names that addresses have are their network's affair: no letter can mend them, and no audit tells them nightly.
NETWORKS = frozenset({"address02", "address03"})
AGENCYS = tuple(case for case in TESTCASES if case.CASE.name not in NETWORKS)
# Nobody has to sign a zone: that it is not signed is worth telling only where somebody asked for DS records.
UNSIGNED = frozenset({"DS07_NOT_SIGNED", "DS07_NOT_SIGNED_ON_SERVER"})
LOST, BROKEN = frozenset({"B01_NO_CHILD"}), frozenset({"B02_NO_DELEGATION", "B02_NO_WORKING_NS"})


@dataclass(frozen=True, slots=True)
class ZoneChecked:
    """What the checks say of a zone; `parent` is None where it could not be found."""

    zone: Fqdn
    parent: Fqdn | None
    findings: tuple[Finding, ...]
    delegation: Delegation | None = None


def check_name(
    name: str, walker: Walker, told: Sequence[NameServer] = (), *, ds: tuple[str, ...] | None = None,
    profile: Profile = DEFAULT,
) -> Asking[ZoneChecked]:  # fmt: skip
    """Check the zone whose name a person wrote; of a name that cannot be one only that is told. Raises BadInput."""
    zone, faults = zone_name(name)
    if faults:
        return ZoneChecked(zone, None, tuple(_levelled(faults, profile)))
    return (yield from check_zone(zone, walker, told, ds=ds, profile=profile))


def check_zone(
    zone: Fqdn, walker: Walker, told: Sequence[NameServer] = (), *, ds: tuple[str, ...] | None = None,
    ips: tuple[Ip, ...] = (), profile: Profile = DEFAULT,
) -> Asking[ZoneChecked]:  # fmt: skip
    """Check a zone as the parent delegates it, or, with `told`, as if the parent already said so.

    `ds` are DS records told with it, in presentation form; `ips` what a letter wants at the apex.
    """
    if not (profile.ipv4 or profile.ipv6):
        return ZoneChecked(zone, None, (no_network(Delegation(zone, ())),))
    delegation = yield from locate(zone, walker, told, ds=ds, ips=ips, profile=profile)
    findings = yield from _in_order(delegation)
    return ZoneChecked(zone, delegation.parent, tuple(findings), delegation)


def _in_order(delegation: Delegation) -> Asking[list[Finding]]:
    """Run the test cases in the order of the registry, the rest only where the first let them."""
    profile = delegation.profile
    chosen = [case for case in TESTCASES if profile.runs(case.CASE.name)]
    first = [case for case in chosen if case.CASE.name in FIRST]
    rest = [case for case in chosen if case not in first]
    told = yield from _first(first, delegation)
    tags = {finding.tag for finding in told}
    outside = [*_levelled(system(delegation), profile)]
    if tags & (LOST | BROKEN):
        return [*told, *outside, *_levelled([cannot_continue(delegation)], profile)]
    ours = (yield from families(delegation)) if profile.runs("connectivity01") else []
    if delegation.way.unknown and first:
        return [*told, *ours, *outside, *_levelled(not_asked(delegation), profile)]
    return [*told, *(yield from run(rest, delegation)), *ours, *outside]


def _first(cases: Sequence[TestCase], delegation: Delegation) -> Asking[list[Finding]]:
    """Run the cases of the module Basic; where no zone was found, basic02 has nothing to say."""
    by_name = {case.CASE.name: case for case in cases}
    told = yield from run([by_name["basic01"]] if "basic01" in by_name else [], delegation)
    lost = LOST & {finding.tag for finding in told}
    left = [case for name, case in by_name.items() if name == "basic03" or (name == "basic02" and not lost)]
    return [*told, *(yield from run(left, delegation))]


def _levelled(findings: Iterable[Finding], profile: Profile) -> list[Finding]:
    return [_at(finding, profile.level(finding)) for finding in findings]


def _at(finding: Finding, level: Level) -> Finding:
    return finding if finding.level is level else replace(finding, level=level)


def run(cases: Sequence[TestCase], delegation: Delegation) -> Asking[list[Finding]]:
    """Run test cases side by side; return their findings in the order of the cases, levelled by the profile."""
    found = yield from together([case.check(delegation) for case in cases])
    return _levelled((finding for findings in found for finding in findings), delegation.profile)


def check_servers(
    zone: Fqdn,
    servers: Sequence[NameServer],
    walker: Walker,
    *,
    ips: tuple[Ip, ...] = (),
    ds: tuple[str, ...] | None = None,
    profile: Profile = DEFAULT,
    least: Level = Level.NOTICE,
) -> Asking[list[Finding]]:
    """Check the name servers of a letter or a grant as if the parent already named them.

    What is below the level `least` is left out: an office reads what is to be done. Every other test case is
    run, so that one letter tells all that is to be mended.
    """
    delegation = yield from locate(zone, walker, servers, ips=ips, ds=ds, profile=profile)
    chosen = [case for case in AGENCYS if profile.runs(case.CASE.name)]
    found = yield from together([run(chosen, delegation), apex(delegation), families(delegation)])
    told = [finding for findings in found[:-1] for finding in findings if finding.level >= least]
    unsigned = frozenset() if ds else UNSIGNED
    return [*said_once([finding for finding in told if finding.tag not in unsigned]), *found[-1]]
