"""Over which families of addresses it was asked, as several modules of Zonemaster tell it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from provision.checks.at import At
from provision.checks.dns.case import Case, Message, listed
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.profile import Profile
from provision.model.query import Answer, Silence
from provision.names import Fqdn, Ip

DISABLED: Mapping[str, Message] = {
    "IPV4_DISABLED": Message(
        Level.DEBUG, msg("{ns} was not asked for {rrtype}: IPv4 is switched off, or leads nowhere from here")
    ),
    "IPV6_DISABLED": Message(
        Level.DEBUG, msg("{ns} was not asked for {rrtype}: IPv6 is switched off, or leads nowhere from here")
    ),
}
ENABLED: Mapping[str, Message] = {
    "IPV4_ENABLED": Message(Level.DEBUG, msg("Over IPv4 a {rrtype} question was put to {ns}")),
    "IPV6_ENABLED": Message(Level.DEBUG, msg("Over IPv6 a {rrtype} question was put to {ns}")),
}


def allowed(profile: Profile, address: Ip) -> bool:
    """Tell whether a profile lets an address be asked, by its family."""
    return profile.ipv4 if address.version == 4 else profile.ipv6  # noqa: PLR2004 - a family's number


def off(profile: Profile, answer: Answer) -> bool:
    """Tell whether a question was not put for want of its family, by the profile or from this office."""
    return answer.silence is Silence.NO_FAMILY or not allowed(profile, answer.query.server)


def disabled(case: Case, zone: Fqdn, servers: Iterable[At], *rrtypes: str) -> Iterator[Finding]:
    """Yield the findings about servers whose family is not asked: once for each family and type."""
    yield from _told(case, zone, list(servers), rrtypes, "DISABLED")


def enabled(case: Case, zone: Fqdn, servers: Iterable[At], *rrtypes: str) -> Iterator[Finding]:
    """Yield the findings about servers whose family is asked: once for each family and type."""
    yield from _told(case, zone, list(servers), rrtypes, "ENABLED")


def _told(
    case: Case, zone: Fqdn, servers: Sequence[At], rrtypes: Sequence[str], state: str
) -> Iterator[Finding]:
    for family in (4, 6):
        ours = listed(at for at in servers if at.address.version == family)
        if ours:
            for rrtype in rrtypes:
                yield case.found(f"IPV{family}_{state}", zone, ns=ours, rrtype=rrtype)
