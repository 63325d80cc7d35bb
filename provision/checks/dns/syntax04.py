"""Syntax04: the names of the name servers, in the parent and in the zone, are those of hosts."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.host_name import judged
from provision.i18n import msg
from provision.model.finding import Finding, Level

OTHER_NAME = msg("Give the name server a name of letters, digits and hyphens")
CASE = Case(
    "syntax04",
    "Zonemaster syntax04; RFC 1123 section 2.1",
    {
        "NAMESERVER_SYNTAX_OK": Message(
            Level.INFO, msg("The name server {domain} of {zone} is written as a host name must be")
        ),
        "NAMESERVER_NON_ALLOWED_CHARS": Message(
            Level.ERROR,
            msg("The name server {domain} of {zone} has other characters than letters, digits and hyphens"),
            OTHER_NAME,
            msg(
                "The name of the name server {domain} has characters that no server's name may have.\n"
                "Check how it is written, or ask your provider for another name."
            ),
        ),
        "NAMESERVER_NUMERIC_TLD": Message(
            Level.ERROR,
            msg("The name server {domain} of {zone} ends in a number, {tld}"),
            OTHER_NAME,
            msg(
                "The name of the name server {domain} ends in a number.\n"
                "State the name of the server, and its IP address beside it."
            ),
        ),
        "NAMESERVER_DISCOURAGED_DOUBLE_DASH": Message(
            Level.WARNING,
            msg(
                "The part {label} of the name server {domain} of {zone} has two hyphens at its third and fourth "
                "place, where only coded names (xn--) should have them"
            ),
            OTHER_NAME,
        ),
    },
)  # fmt: skip


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look at the names of both sides of the cut."""
    yield []
    names = [str(server.name) for server in (*delegation.servers, *delegation.child)]
    return judged(CASE, delegation.zone, "NAMESERVER", names)
