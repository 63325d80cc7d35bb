"""Name servers that are not asked because the profile switches their family of addresses off."""

from collections.abc import Mapping, Sequence

from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.i18n import msg
from provision.model.finding import Finding, Level

UNASKED: Mapping[str, Message] = {
    "IPV4_DISABLED": Message(
        Level.DEBUG, msg("{name} ({address}) was not asked for {rrtype}: the profile switches IPv4 off")
    ),
    "IPV6_DISABLED": Message(
        Level.DEBUG, msg("{name} ({address}) was not asked for {rrtype}: the profile switches IPv6 off")
    ),
}


def unasked(case: Case, delegation: Delegation, *rrtypes: str) -> Sequence[Finding]:
    """Return a note for each server that is left out, and for each question that it would have had."""
    profile = delegation.profile
    off = {4: not profile.ipv4, 6: not profile.ipv6}
    if not any(off.values()):
        return []
    left_out = [at for at in delegation.ats if off[at.address.version]]
    return [
        case.found(f"IPV{at.address.version}_DISABLED", delegation.zone, ns=str(at), rrtype=rrtype)
        for at in left_out
        for rrtype in rrtypes
    ]
