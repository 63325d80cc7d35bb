"""Zone09: a zone says where its mail goes (MX), and every name server says the same.

Zonemaster also compares the times to live, which are nobody's mail exchange; here the records alone count.
"""

from collections.abc import Iterator, Mapping, Sequence

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.gathered import gathered
from provision.checks.dns.mail import is_for_mail, is_top
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer
from provision.names import Fqdn

SAME = msg("Let every name server have the same zone")
ONE_NULL = msg("Keep “0 .” as the only MX record, if the zone takes no mail")
NO_MAIL = msg("Let the MX records be taken away: such a zone is not for mail")
CASE = Case(
    "zone09",
    "Zonemaster zone09; RFC 2142 section 7; RFC 7505 section 3",
    {
        "Z09_NO_RESPONSE_MX_QUERY": Message(
            Level.WARNING,
            msg(
                "These name servers answer for the SOA of {zone} and are silent to the question for MX: {ns_ip_list}"
            ),
            msg("Let the server answer questions of every type"),
        ),
        "Z09_UNEXPECTED_RCODE_MX": Message(
            Level.WARNING,
            msg(
                "These name servers answer {rcode} to the question for the MX records of {zone}: {ns_ip_list}"
            ),
            msg("Let the server answer NOERROR, be there MX records or not"),
        ),
        "Z09_NON_AUTH_MX_RESPONSE": Message(
            Level.WARNING,
            msg(
                "These name servers answer the question for the MX records of {zone} without authority: {ns_ip_list}"
            ),
            msg("Let the server answer from the zone itself"),
        ),
        "Z09_INCONSISTENT_MX": Message(
            Level.WARNING, msg("Some name servers of {zone} have MX records, others have none"), SAME
        ),
        "Z09_NO_MX_FOUND": Message(
            Level.INFO, msg("These name servers of {zone} have no MX records: {ns_ip_list}")
        ),
        "Z09_MX_FOUND": Message(
            Level.INFO, msg("These name servers of {zone} have MX records: {ns_ip_list}")
        ),
        "Z09_INCONSISTENT_MX_DATA": Message(
            Level.WARNING, msg("The name servers of {zone} have different MX records"), SAME
        ),
        "Z09_MX_DATA": Message(
            Level.INFO, msg("The mail of {zone} goes to {mailtarget_list}, say {ns_ip_list}")
        ),
        "Z09_NULL_MX_WITH_OTHER_MX": Message(
            Level.WARNING,
            msg("{zone} says by a null MX that it takes no mail, and names mail exchanges as well"),
            ONE_NULL,
        ),
        "Z09_NULL_MX_NON_ZERO_PREF": Message(
            Level.NOTICE, msg("The null MX of {zone} has another preference than 0"), ONE_NULL
        ),
        "Z09_TLD_EMAIL_DOMAIN": Message(
            Level.WARNING, msg("{zone} is a top-level domain and names mail exchanges"), NO_MAIL
        ),
        "Z09_ROOT_EMAIL_DOMAIN": Message(Level.NOTICE, msg("The root names mail exchanges"), NO_MAIL),
        "Z09_MISSING_MAIL_TARGET": Message(
            Level.NOTICE,
            msg("{zone} has no MX record"),
            msg("Let the zone name its mail exchange, or say by the MX record “0 .” that it takes no mail"),
        ),
    },
)
Data = tuple[tuple[int, str], ...]  # preferences and exchanges, sorted


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask those for MX that answer for the SOA with authority."""
    soas, answers = yield from together([delegation.each(rtype) for rtype in ("SOA", "MX")])
    able = {at for at, answer in soas if answer.from_authority and answer.asked}
    pairs = [(at, answer) for at, answer in answers if at in able]
    have = gathered((_data(answer), at) for at, answer in pairs if answer.from_authority)
    bare = have.pop((), [])
    return [*_faults(delegation.zone, pairs), *_told(delegation.zone, have, bare)]


def _faults(zone: Fqdn, pairs: Sequence[tuple[At, Answer]]) -> Iterator[Finding]:
    """Tell of the servers that did not answer properly."""
    if silent := [at.address for at, answer in pairs if answer.silence]:
        yield CASE.found("Z09_NO_RESPONSE_MX_QUERY", zone, ns_ip_list=listed(silent))
    spoken = [(at, answer) for at, answer in pairs if answer.silence is None]
    codes = gathered((answer.rcode, at.address) for at, answer in spoken if answer.rcode != "NOERROR")
    for rcode, ips in sorted(codes.items()):
        yield CASE.found("Z09_UNEXPECTED_RCODE_MX", zone, rcode=rcode, ns_ip_list=listed(ips))
    unsure = [at.address for at, answer in spoken if answer.rcode == "NOERROR" and not answer.authoritative]
    if unsure:
        yield CASE.found("Z09_NON_AUTH_MX_RESPONSE", zone, ns_ip_list=listed(unsure))


def _told(zone: Fqdn, have: Mapping[Data, Sequence[At]], bare: Sequence[At]) -> Iterator[Finding]:
    """Tell of the mail exchanges that the servers name, or do not."""
    if have and bare:
        with_mx = [at for ats in have.values() for at in ats]
        yield CASE.found("Z09_INCONSISTENT_MX", zone)
        yield CASE.found("Z09_NO_MX_FOUND", zone, ns_ip_list=_ips(bare))
        yield CASE.found("Z09_MX_FOUND", zone, ns_ip_list=_ips(with_mx))
    if len(have) > 1:
        yield CASE.found("Z09_INCONSISTENT_MX_DATA", zone)
        yield from (_exchanges(zone, data, ats) for data, ats in sorted(have.items()))
    for data, ats in have.items() if len(have) == 1 else ():
        yield from _one(zone, data, ats)
    if bare and not have and is_for_mail(zone):
        yield CASE.found("Z09_MISSING_MAIL_TARGET", zone)


def _one(zone: Fqdn, data: Data, ats: Sequence[At]) -> Iterator[Finding]:
    """Judge the records on which all servers agree."""
    null = [preference for preference, exchange in data if exchange == "."]
    if null and len(data) > 1:
        yield CASE.found("Z09_NULL_MX_WITH_OTHER_MX", zone)
    if any(null):
        yield CASE.found("Z09_NULL_MX_NON_ZERO_PREF", zone)
    if null:
        return
    if zone.text and not is_top(zone):
        yield _exchanges(zone, data, ats)
    else:
        yield CASE.found("Z09_TLD_EMAIL_DOMAIN" if zone.text else "Z09_ROOT_EMAIL_DOMAIN", zone)


def _exchanges(zone: Fqdn, data: Data, ats: Sequence[At]) -> Finding:
    targets = listed(exchange for _, exchange in data)
    return CASE.found("Z09_MX_DATA", zone, mailtarget_list=targets, ns_ip_list=_ips(ats))


def _ips(ats: Sequence[At]) -> str:
    return listed(at.address for at in ats)


def _data(answer: Answer) -> Data:
    """Return the MX records of an answer; what is malformed is none."""
    words = [value.lower().split() for value in answer.asked.formed] if answer.asked else []
    return tuple(sorted((int(preference), exchange) for preference, exchange in words))
