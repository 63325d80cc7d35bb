"""Zone11: a zone has one policy for who may send its mail (SPF), well written, the same on every server."""

from collections.abc import Iterator, Mapping, Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.gathered import gathered
from provision.checks.dns.mail import is_for_mail
from provision.checks.dns.spf import is_null, is_policy, is_well_formed
from provision.checks.dns.txt import text_of
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer
from provision.names import Fqdn

PUBLISH = msg("Let the zone have an SPF policy; “v=spf1 -all” says that it sends no mail")
CASE = Case(
    "zone11",
    "Zonemaster zone11; RFC 7208 section 3.2; RFC 7208 section 4.5",
    {
        "Z11_UNABLE_TO_CHECK_FOR_SPF": Message(
            Level.WARNING,
            msg("No name server of {zone} answers the question for TXT records with authority"),
            msg("Let the name servers answer questions of every type"),
        ),
        "Z11_NO_SPF_FOUND": Message(Level.NOTICE, msg("{domain} has no SPF policy"), PUBLISH),
        "Z11_NO_SPF_NON_MAIL_DOMAIN": Message(
            Level.INFO, msg("{domain} has no SPF policy, and is not for mail")
        ),
        "Z11_INCONSISTENT_SPF_POLICIES": Message(
            Level.WARNING,
            msg("The name servers of {zone} have different SPF policies"),
            msg("Let every name server have the same zone"),
        ),
        "Z11_DIFFERENT_SPF_POLICIES_FOUND": Message(
            Level.NOTICE, msg("These name servers have one SPF policy, and others have another: {ns_list}")
        ),
        "Z11_SPF_MULTIPLE_RECORDS": Message(
            Level.WARNING,
            msg("These name servers have more than one SPF policy of {zone}: {ns_list}"),
            msg("Let one SPF policy be made of them: receivers of mail refuse two"),
        ),
        "Z11_SPF_SYNTAX_ERROR": Message(
            Level.WARNING,
            msg("The SPF policy of {domain} is not well written, as told by {ns_list}"),
            msg("Let the policy be corrected; receivers of mail do not read it as it is"),
        ),
        "Z11_NULL_SPF_NON_MAIL_DOMAIN": Message(
            Level.INFO, msg("{domain} is not for mail, and its SPF policy says so")
        ),
        "Z11_NON_NULL_SPF_NON_MAIL_DOMAIN": Message(
            Level.NOTICE,
            msg("{domain} is not for mail, but its SPF policy lets mail be sent from it"),
            msg("Let the policy be “v=spf1 -all”"),
        ),
        "Z11_SPF_SYNTAX_OK": Message(Level.INFO, msg("The SPF policy of {domain} is well written")),
    },
)
Policies = tuple[str, ...]


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare and read the policies among the TXT records of the servers."""
    pairs = yield from delegation.each("TXT")
    told = gathered((_policies(answer), at) for at, answer in pairs if answer.from_authority)
    if told:
        return list(_told(delegation.zone, told))
    return [CASE.found("Z11_UNABLE_TO_CHECK_FOR_SPF", delegation.zone)] if pairs else []


def _policies(answer: Answer) -> Policies:
    """Return the policies of a server, in small letters since capitals mean the same."""
    texts = [text_of(value).lower() for value in answer.asked.values] if answer.asked else []
    return tuple(sorted(filter(is_policy, texts)))


def _told(zone: Fqdn, told: Mapping[Policies, Sequence[At]]) -> Iterator[Finding]:
    if len(told) > 1:
        yield CASE.found("Z11_INCONSISTENT_SPF_POLICIES", zone)
        for _, ats in sorted(told.items()):
            yield CASE.found("Z11_DIFFERENT_SPF_POLICIES_FOUND", zone, ns_list=listed(ats))
        return
    [(policies, ats)] = told.items()
    if len(policies) > 1:
        yield CASE.found("Z11_SPF_MULTIPLE_RECORDS", zone, ns_list=listed(ats))
    elif policies and not is_well_formed(policies[0]):
        yield CASE.found("Z11_SPF_SYNTAX_ERROR", zone, domain=str(zone), ns_list=listed(ats))
    else:
        yield CASE.found(_tag(zone, policies), zone, domain=str(zone))


def _tag(zone: Fqdn, policies: Policies) -> str:
    """Return the tag for one policy without a fault, or for none."""
    if is_for_mail(zone):
        return "Z11_SPF_SYNTAX_OK" if policies else "Z11_NO_SPF_FOUND"
    if not policies:
        return "Z11_NO_SPF_NON_MAIL_DOMAIN"
    return "Z11_NULL_SPF_NON_MAIL_DOMAIN" if is_null(policies[0]) else "Z11_NON_NULL_SPF_NON_MAIL_DOMAIN"
