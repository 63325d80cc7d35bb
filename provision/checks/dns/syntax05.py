"""Syntax05: the contact of the zone (the RNAME of its SOA record) has a dot where a mailbox has "@"."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.told_soas import NOT_TOLD, told_soas
from provision.i18n import msg
from provision.model.finding import Finding, Level

AT_SIGN = ("@", "\\064")
CASE = Case(
    "syntax05",
    "Zonemaster syntax05; RFC 1035 section 3.3.13",
    {
        **NOT_TOLD,
        "RNAME_NO_AT_SIGN": Message(Level.INFO, msg("The contact of {zone}, {rname}, has no @ in it")),
        "RNAME_MISUSED_AT_SIGN": Message(
            Level.WARNING,
            msg("The contact of {zone}, {rname}, has an @ in it, where a dot is meant"),
            msg("Write the contact in the SOA record with a dot for the @"),
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look for the sign in each RNAME that a server tells."""
    soas = yield from told_soas(delegation)
    names = sorted({soa.rname for soa in soas.found})
    found = [CASE.found(_tag(rname), delegation.zone, rname=rname) for rname in names]
    return [*soas.notes(CASE, delegation.zone), *found]


def _tag(rname: str) -> str:
    misused = any(sign in rname for sign in AT_SIGN)
    return "RNAME_MISUSED_AT_SIGN" if misused else "RNAME_NO_AT_SIGN"
