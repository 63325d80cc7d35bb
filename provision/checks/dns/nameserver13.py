"""Nameserver13: an answer that was cut short keeps its EDNS.

Asked is for the DNSKEY records, as the specification says, which are cut short more often than the SOA.
"""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.edns import EDNS_MESSAGES, FOLLOW, told
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Edns

TYPE = "DNSKEY"
SMALL = Edns(payload=512, do=True)
CASE = Case(
    "nameserver13",
    "Zonemaster nameserver13; RFC 6891 section 7",
    {
        **EDNS_MESSAGES,
        "NS_ERROR": Message(
            Level.WARNING,
            msg(
                "{name} ({address}) does not answer properly where it is asked with EDNS for the DNSKEY records of {zone}"
            ),
            FOLLOW,
        ),
        "MISSING_OPT_IN_TRUNCATED": Message(
            Level.WARNING,
            msg("{name} ({address}) leaves EDNS out of an answer that was cut short"),
            FOLLOW,
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every server for more than fits into the small answer that is wanted."""
    pairs = yield from delegation.each(TYPE, edns=SMALL, cut=True)
    return told(CASE, delegation, TYPE, pairs, _tag)


def _tag(answer: Answer) -> str:
    if answer.silence:
        return "NO_RESPONSE"
    if answer.rcode == "FORMERR":
        return "NO_EDNS_SUPPORT"
    if answer.truncated and answer.edns is None:
        return "MISSING_OPT_IN_TRUNCATED"
    proper = answer.rcode == "NOERROR" and answer.edns and answer.edns.version == 0
    return "" if proper else "NS_ERROR"
