"""Delegation05: the name of a name server is not an alias.

A name within the zone is asked for at every name server; what another name hides behind was seen
when it was looked up. A server without authority is not believed about an alias.
"""

from collections.abc import Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.lookup import each_for_each, ends
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unheard import silent
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer
from provision.names import Fqdn

CASE = Case(
    "delegation05",
    "Zonemaster delegation05; RFC 2181 section 10.3",
    {
        **DISABLED,
        "NO_RESPONSE": Message(Level.DEBUG, msg("{name} ({address}) did not answer the question for {rrtype}")),
        "UNEXPECTED_RCODE": Message(
            Level.WARNING,
            msg("{name} ({address}) answers with {rcode} when it is asked for the address of a name server of {zone}"),
            msg("Let the zone {zone} hold the addresses of its name servers"),
        ),
        "NS_IS_CNAME": Message(
            Level.ERROR,
            msg("The name server {nsname} of {zone} is an alias (CNAME)"),
            msg("Name the server by a name that has addresses of its own"),
            msg(
                "The name of the name server {nsname} is only an alias of another name, which is not allowed.\n"
                "Ask your provider for the server's real name."
            ),
        ),
        "NO_NS_CNAME": Message(Level.INFO, msg("No name server of {zone} is an alias")),
    },
)  # fmt: skip


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look at what the names resolved to, and ask the zone's servers for the names within it."""
    servers = (*delegation.servers, *delegation.child)
    asked = each_for_each(delegation, servers, "A")
    answers = yield [query for _, query in asked]
    pairs = zip(asked, answers, strict=True)
    notes = [note for (at, _), answer in pairs for note in _note(delegation, at, answer)]
    told = yield from ends(answers, delegation)
    aliases = {server.name for server in servers if server.alias}
    aliases |= {answer.query.name for answer in told if answer.get(answer.query.name, "CNAME")}
    return [*_once(notes), *_verdict(delegation, sorted(aliases))]


def _note(delegation: Delegation, at: At, answer: Answer) -> Sequence[Finding]:
    if answer.silence is not None:
        found = silent(CASE, delegation, at, answer)
        return [CASE.found(one.tag, delegation.zone, ns=str(at), rrtype="A") for one in found]
    if answer.rcode == "NOERROR":
        return []
    return [CASE.found("UNEXPECTED_RCODE", delegation.zone, ns=str(at), rrtype="A", rcode=answer.rcode)]


def _once(notes: Sequence[Finding]) -> Sequence[Finding]:
    """Return the notes without those that say of another name what was said of the same server."""
    return list({(note.tag, *note.args.items()): note for note in notes}.values())


def _verdict(delegation: Delegation, aliases: Sequence[Fqdn]) -> Sequence[Finding]:
    if aliases:
        return [CASE.found("NS_IS_CNAME", delegation.zone, nsname=str(name)) for name in aliases]
    return [CASE.found("NO_NS_CNAME", delegation.zone)] if delegation.servers else []
