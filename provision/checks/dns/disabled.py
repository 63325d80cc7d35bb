"""Tells which servers a test case leaves out because the profile switches their family of addresses off."""

from collections.abc import Iterator, Mapping

from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.i18n import msg
from provision.model.finding import Finding, Level

DISABLED: Mapping[str, Message] = {
    "IPV4_DISABLED": Message(
        Level.DEBUG, msg("IPv4 is switched off, so {name} is not asked for {rrtype} at {address}")
    ),
    "IPV6_DISABLED": Message(
        Level.DEBUG, msg("IPv6 is switched off, so {name} is not asked for {rrtype} at {address}")
    ),
}


def disabled(case: Case, delegation: Delegation, *rtypes: str) -> Iterator[Finding]:
    """Yield a finding for each server and type that is not asked; DS is a question to the parent."""
    allowed = {4: delegation.profile.ipv4, 6: delegation.profile.ipv6}
    if all(allowed.values()):
        return
    for rtype in rtypes:
        for at in delegation.parents if rtype == "DS" else delegation.ats:
            if not allowed[at.address.version]:
                tag = f"IPV{at.address.version}_DISABLED"
                yield case.found(tag, delegation.zone, ns=str(at), rrtype=rtype)
