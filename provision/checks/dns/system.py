"""What Zonemaster tells outside its test cases: that it cannot go on, and names that lead nowhere.

No test case: these findings belong to the module System, and are told beside whatever cases are run. NOT_ASKED is
our own: who could not be asked is at no fault, but a zone of which nothing is known must not look like one in order.
"""

from collections.abc import Iterator, Mapping

from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.i18n import msg
from provision.model.finding import Finding, Level

ALIAS = msg("Let a name server be named by the name that has its addresses, and not by an alias (CNAME)")
GLUE = msg("Tell its addresses as well: --ns NAME/IP,IP")
CASE = Case(
    "system",
    "Zonemaster System; RFC 1034 section 3.6.2",
    {
        "CANNOT_CONTINUE": Message(
            Level.CRITICAL,
            msg("{domain} is not checked further, since no name server of it was found to work"),
            msg("Mend what is told beside this first; then check again"),
        ),
        "NOT_ASKED": Message(
            Level.ERROR,
            msg("{domain} is not checked: these servers of zones above it cannot be asked from here: {ns_list}"),
            msg(
                "Check from a network that leads to them; for a rehearsal on addresses that are not public, allow them "
                "in a profile (allow_special_purpose_addresses: true)"
            ),
        ),
        "NO_NETWORK": Message(
            Level.CRITICAL,
            msg("{zone} is not checked, since both IPv4 and IPv6 are switched off"),
            msg("Leave one of them on"),
        ),
        "FAKE_DELEGATION_NO_IP": Message(
            Level.ERROR, msg("{nsname}, which was told as a name server of {domain}, has no address"), GLUE
        ),
        "FAKE_DELEGATION_IN_ZONE_NO_IP": Message(
            Level.ERROR,
            msg("{nsname}, which was told as a name server of {domain}, lies within it and was told without an address"),
            GLUE,
        ),
        "CNAME_RECORDS_MULTIPLE_FOR_NAME": Message(
            Level.ERROR, msg("{name} is an alias (CNAME) of several names at once"), ALIAS
        ),
        "CNAME_RECORDS_TOO_MANY": Message(
            Level.ERROR, msg("{name} leads through too many aliases (CNAME) in one answer"), ALIAS
        ),
        "CNAME_RECORDS_CHAIN_BROKEN": Message(
            Level.ERROR, msg("The aliases (CNAME) answered for {name} do not lead from one to the next"), ALIAS
        ),
        "CNAME_NO_MATCH": Message(
            Level.ERROR,
            msg("{name} is an alias (CNAME) of {target}, and the addresses beside it are those of {owner_names}"),
            ALIAS,
        ),
        "CNAME_LOOP_INNER": Message(
            Level.ERROR, msg("{name} is an alias (CNAME) of {target}, which leads back to it"), ALIAS
        ),
        "CNAME_LOOP_OUTER": Message(
            Level.ERROR, msg("{name} is an alias (CNAME) of {target}, which leads back through: {targets_list}"), ALIAS
        ),
        "CNAME_CHAIN_TOO_LONG": Message(Level.ERROR, msg("{name} leads through too many aliases (CNAME)"), ALIAS),
    },
)  # fmt: skip


def system(delegation: Delegation) -> Iterator[Finding]:
    """Yield what there is to say of the names of the name servers."""
    zone = delegation.zone
    for server in delegation.servers if delegation.undelegated else ():
        if not server.addresses and not server.unseen:
            inside = server.name.is_at_or_below(zone)
            tag = "FAKE_DELEGATION_IN_ZONE_NO_IP" if inside else "FAKE_DELEGATION_NO_IP"
            yield CASE.found(tag, zone, domain=str(zone), nsname=str(server.name))
    troubles = delegation.walker.troubles if delegation.walker else {}
    for name in sorted({server.name for server in (*delegation.servers, *delegation.child)}):
        if name in troubles:
            args: Mapping[str, str] = troubles[name].args
            yield CASE.found(troubles[name].tag, zone, **args)


def cannot_continue(delegation: Delegation) -> Finding:
    """Return the finding that the remaining test cases are not run."""
    return CASE.found("CANNOT_CONTINUE", delegation.zone, domain=str(delegation.zone))


def not_asked(delegation: Delegation) -> Iterator[Finding]:
    """Yield the finding that nothing is known of the zone, for want of a way to who could tell (own rule).

    Where that is for want of a family of addresses, it is told as such.
    """
    way = delegation.way
    if barred := {*way.unasked} - {*way.unseen}:
        yield CASE.found("NOT_ASKED", delegation.zone, domain=str(delegation.zone), ns_list=listed(barred))


def no_network(delegation: Delegation) -> Finding:
    """Return the finding that no family of addresses is left to ask over."""
    return CASE.found("NO_NETWORK", delegation.zone)
