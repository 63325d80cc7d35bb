"""Syntax08: the mail servers of the zone have the names of hosts."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.host_name import judged
from provision.checks.dns.start_of_authority import bare
from provision.i18n import msg
from provision.model.finding import Finding, Level

OTHER_NAME = msg("Name the mail server by letters, digits and hyphens in the MX record")
CASE = Case(
    "syntax08",
    "Zonemaster syntax08; RFC 1123 section 2.1",
    {
        "NO_RESPONSE_MX_QUERY": Message(
            Level.DEBUG, msg("No name server of {zone} answered the question for its mail servers")
        ),
        "MX_SYNTAX_OK": Message(
            Level.INFO, msg("The mail server {domain} of {zone} is written as a host name must be")
        ),
        "MX_NON_ALLOWED_CHARS": Message(
            Level.WARNING,
            msg("The mail server {domain} of {zone} has other characters than letters, digits and hyphens"),
            OTHER_NAME,
        ),
        "MX_NUMERIC_TLD": Message(
            Level.WARNING, msg("The mail server {domain} of {zone} ends in a number, {tld}"), OTHER_NAME
        ),
        "MX_DISCOURAGED_DOUBLE_DASH": Message(
            Level.WARNING,
            msg(
                "The part {label} of the mail server {domain} of {zone} has two hyphens at its third and fourth "
                "place, where only coded names (xn--) should have them"
            ),
            OTHER_NAME,
        ),
    },
)  # fmt: skip


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look at each mail server that a name server tells."""
    heard = yield from delegation.each("MX")
    if heard and all(answer.silence is not None for _, answer in heard):
        return [CASE.found("NO_RESPONSE_MX_QUERY", delegation.zone)]
    sets = [answer.asked for _, answer in heard if answer.from_authority]
    names = [bare(value.split()[-1]) for rrset in sets if rrset for value in rrset.formed]
    return judged(CASE, delegation.zone, "MX", names)
