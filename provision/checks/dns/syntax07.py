"""Syntax07: the primary of the zone (the MNAME of its SOA record) is the name of a host."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.host_name import judged
from provision.checks.dns.told_soas import NOT_TOLD, told_soas
from provision.i18n import msg
from provision.model.finding import Finding, Level

OTHER_NAME = msg("Name a server by letters, digits and hyphens in the SOA record")
CASE = Case(
    "syntax07",
    "Zonemaster syntax07; RFC 1123 section 2.1",
    {
        **NOT_TOLD,
        "MNAME_SYNTAX_OK": Message(
            Level.INFO, msg("The primary {domain} of {zone} is written as a host name must be")
        ),
        "MNAME_NON_ALLOWED_CHARS": Message(
            Level.WARNING,
            msg("The primary {domain} of {zone} has other characters than letters, digits and hyphens"),
            OTHER_NAME,
        ),
        "MNAME_NUMERIC_TLD": Message(
            Level.WARNING, msg("The primary {domain} of {zone} ends in a number, {tld}"), OTHER_NAME
        ),
        "MNAME_DISCOURAGED_DOUBLE_DASH": Message(
            Level.WARNING,
            msg(
                "The part {label} of the primary {domain} of {zone} has two hyphens at its third and fourth "
                "place, where only coded names (xn--) should have them"
            ),
            OTHER_NAME,
        ),
    },
)  # fmt: skip


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look at each MNAME that a server tells."""
    soas = yield from told_soas(delegation)
    names = [soa.mname for soa in soas.found]
    return [*soas.notes(CASE, delegation.zone), *judged(CASE, delegation.zone, "MNAME", names)]
