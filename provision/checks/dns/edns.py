"""What the test cases of EDNS share: the plain question with EDNS, and messages of the same tags."""

from collections.abc import Callable, Iterable, Mapping

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.gathered import gathered
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Edns

EDNS0 = Edns()
FOLLOW = msg("Let the server, and any firewall before it, follow RFC 6891")
NO_RESPONSE = Message(Level.DEBUG, msg("{name} ({address}) does not answer a question for {domain}"))
EDNS_MESSAGES: Mapping[str, Message] = {
    **DISABLED,
    "NO_RESPONSE": NO_RESPONSE,
    "NO_EDNS_SUPPORT": Message(
        Level.WARNING,
        msg("{name} ({address}) does not know EDNS: it answers FORMERR"),
        msg("Let the server be replaced by one that knows EDNS"),
    ),
}


def told(
    case: Case,
    delegation: Delegation,
    rrtype: str,
    pairs: Iterable[tuple[At, Answer]],
    tag_of: Callable[[Answer], str],
) -> list[Finding]:
    """Return what is to be said of each server's answer; `tag_of` returns no tag where all is right."""
    zone = delegation.zone
    tags = [(at, tag_of(answer)) for at, answer in pairs]
    found = [
        case.found(tag, zone, ns=str(at), **({"domain": str(zone)} if tag == "NO_RESPONSE" else {}))
        for at, tag in tags
        if tag
    ]
    return [*unasked(case, delegation, rrtype), *found]


def tried(
    case: Case,
    delegation: Delegation,
    edns: Edns,
    is_able: Callable[[Answer], bool],
    seen_in: Callable[[Answer], tuple[str, str]],
) -> Asking[list[Finding]]:
    """Ask something new of the servers that answer plain EDNS properly, and gather them by what they make of it.

    `is_able` judges the plain answer; `seen_in` returns a tag and, where it belongs to it, a code.
    """
    known, asked = yield from together([delegation.each("SOA", edns=one) for one in (EDNS0, edns)])
    able = {at for at, answer in known if answer.silence is None and is_able(answer)}
    seen = gathered((seen_in(answer), at.address) for at, answer in asked if at in able)
    found = [
        case.found(tag, delegation.zone, ns_ip_list=listed(ips), **({"rcode": rcode} if rcode else {}))
        for (tag, rcode), ips in sorted(seen.items())
        if tag
    ]
    return [*unasked(case, delegation, "SOA"), *found]
