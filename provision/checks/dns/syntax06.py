"""Syntax06: the contact of the zone (the RNAME of its SOA record) is a mailbox that mail can reach.

No mail is sent: its domain must have a mail server, or an address, by the DNS (RFC 5321 section 5.1).
What cannot be looked up from here is held against nobody. Zonemaster's profile forgets the level of
two of the tags; they have that of its specification.
"""

from collections.abc import Iterable, Iterator, Sequence

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.mail_domain import MailDomain, mail_domain
from provision.checks.dns.mailbox import domain_of, is_mailbox, mailbox
from provision.checks.dns.start_of_authority import soa_of
from provision.checks.dns.told_soas import told_soas
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import not_asked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import NOT_CHECKED, Answer
from provision.names import Fqdn

WORKING = msg("Name a mailbox that works as the contact in the SOA record")
CASE = Case(
    "syntax06",
    "Zonemaster syntax06; RFC 1035 section 3.3.13; RFC 5322 section 3.4.1",
    {
        **DISABLED,
        "NO_RESPONSE_SOA_QUERY": Message(
            Level.DEBUG, msg("A name server of {zone} answered without its SOA record, or without authority")
        ),
        "NO_RESPONSE": Message(Level.DEBUG, msg("{name} ({address}) did not answer the question for {domain}")),
        "RNAME_RFC822_VALID": Message(Level.INFO, msg("The contact of {zone}, {rname}, is a mailbox")),
        "RNAME_RFC822_INVALID": Message(
            Level.WARNING, msg("The contact of {zone}, {rname}, is no mailbox"), WORKING
        ),
        "RNAME_MAIL_DOMAIN_INVALID": Message(
            Level.NOTICE, msg("The contact of {zone} gets no mail: {domain} has no mail server with an address"), WORKING
        ),
        "RNAME_MAIL_DOMAIN_LOCALHOST": Message(
            Level.WARNING, msg("The contact of {zone} gets no mail: {domain} has the address {localhost}"), WORKING
        ),
        "RNAME_MAIL_ILLEGAL_CNAME": Message(
            Level.WARNING, msg("The mail server {domain} of the contact of {zone} is an alias (CNAME)"), WORKING
        ),
    },
)  # fmt: skip


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Read each RNAME that a server tells as a mailbox, and look its domain up."""
    soas = yield from told_soas(delegation)
    boxes = sorted({mailbox(soa.rname) for soa in soas.found})
    good = [box for box in boxes if is_mailbox(box)]
    domains = sorted({domain_of(box) for box in good})
    looked = yield from together([mail_domain(delegation, domain) for domain in domains])
    bad = [CASE.found("RNAME_RFC822_INVALID", delegation.zone, rname=box) for box in boxes if box not in good]
    return [*_notes(delegation, soas.answers), *bad, *_judged(delegation.zone, good, looked)]


def _notes(delegation: Delegation, answers: Sequence[tuple[At, Answer]]) -> Iterator[Finding]:
    """Yield notes about servers that were not asked, did not answer, or told no SOA record."""
    for at, answer in answers:
        yield from not_asked(CASE, delegation, at, answer)
        if answer.silence is not None and answer.silence not in NOT_CHECKED:
            yield CASE.found("NO_RESPONSE", delegation.zone, ns=str(at), domain=str(delegation.zone))
    if any(answer.silence is None and not soa_of(answer) for _, answer in answers):
        yield CASE.found("NO_RESPONSE_SOA_QUERY", delegation.zone)


def _judged(zone: Fqdn, boxes: Iterable[str], looked: Iterable[MailDomain]) -> list[Finding]:
    faults = dict.fromkeys(fault for domain in looked for fault in domain.faults)
    found = [CASE.found(tag, zone, **dict(args)) for tag, args in faults]
    if any(finding.tag == "RNAME_MAIL_DOMAIN_INVALID" for finding in found):
        return found
    known = {domain.name for domain in looked if domain.known}
    return found + [
        CASE.found("RNAME_RFC822_VALID", zone, rname=box) for box in boxes if domain_of(box) in known
    ]
