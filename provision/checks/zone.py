"""The checks of one delegation: first what it is, then every test case side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from provision.checks.asking import Asking, together
from provision.checks.delegation import Delegation, NameServer
from provision.checks.dns.apex import apex
from provision.checks.dns.families import families
from provision.checks.locate import locate
from provision.checks.registry import TESTCASES, TestCase
from provision.checks.walk import Walker
from provision.model.finding import Finding, Level
from provision.model.profile import DEFAULT, Profile
from provision.names import Fqdn, Ip


@dataclass(frozen=True, slots=True)
class ZoneChecked:
    """What the checks say of a zone; `parent` is None where it could not be found."""

    zone: Fqdn
    parent: Fqdn | None
    findings: tuple[Finding, ...]
    delegation: Delegation | None = None


def check_zone(
    zone: Fqdn, walker: Walker, told: Sequence[NameServer] = (), *, ds: tuple[str, ...] | None = None,
    ips: tuple[Ip, ...] = (), profile: Profile = DEFAULT,
) -> Asking[ZoneChecked]:  # fmt: skip
    """Check a zone as the parent delegates it, or, with `told`, as if the parent already said so.

    `ds` are DS records told with it, in presentation form; `ips` what a letter wants at the apex.
    """
    delegation = yield from locate(zone, walker, told, ds=ds, ips=ips, profile=profile)
    chosen = [case for case in TESTCASES if profile.runs(case.CASE.name)]
    findings = yield from run(chosen, delegation)
    return ZoneChecked(zone, delegation.parent, tuple(findings), delegation)


def run(cases: Sequence[TestCase], delegation: Delegation) -> Asking[list[Finding]]:
    """Run test cases side by side; return their findings in the order of the cases, levelled by the profile."""
    found = yield from together([case.check(delegation) for case in cases])
    profile = delegation.profile
    return [replace(finding, level=profile.level(finding)) for findings in found for finding in findings]


def check_servers(
    zone: Fqdn,
    servers: Sequence[NameServer],
    walker: Walker,
    *,
    ips: tuple[Ip, ...] = (),
    ds: tuple[str, ...] | None = None,
    profile: Profile = DEFAULT,
) -> Asking[list[Finding]]:
    """Check the name servers of a letter or a grant as if the parent already named them.

    What is in order, or only a note, is left out: an office reads what is to be done.
    """
    delegation = yield from locate(zone, walker, servers, ips=ips, ds=ds, profile=profile)
    found = yield from together(
        [
            run([case for case in TESTCASES if profile.runs(case.CASE.name)], delegation),
            apex(delegation),
            families(delegation),
        ]
    )
    told = [finding for findings in found[:-1] for finding in findings if finding.level >= Level.NOTICE]
    return told + found[-1]
