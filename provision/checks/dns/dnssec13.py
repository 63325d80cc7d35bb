"""Dnssec13: for each algorithm among the keys, keys, SOA and NS records are signed with it."""

from provision.checks.asking import Asking, together
from provision.checks.delegation import Delegation
from provision.checks.dns.algorithms import key_algorithm
from provision.checks.dns.case import Case, Message
from provision.checks.dns.keys import signatures
from provision.checks.dns.signedness import if_signed, keyset
from provision.checks.dns.tally import Tally
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import DNSSEC, Answer

RTYPES = ("DNSKEY", "SOA", "NS")
WHOLE = msg(
    "Sign the whole zone with a key of each algorithm, or remove the keys of the algorithm that is not in use"
)
CASE = Case(
    "dnssec13",
    "Zonemaster dnssec13; RFC 6840 section 5.11",
    {
        **DISABLED,
        "DS13_ALGO_NOT_SIGNED_DNSKEY": Message(
            Level.WARNING,
            msg(
                "{zone} has keys of algorithm {algo_num} ({algo_mnemo}), but its keys are not signed with that, "
                "as seen on {ns_ip_list}"
            ),
            WHOLE,
        ),
        "DS13_ALGO_NOT_SIGNED_SOA": Message(
            Level.WARNING,
            msg(
                "{zone} has keys of algorithm {algo_num} ({algo_mnemo}), but its SOA record is not signed with that, "
                "as seen on {ns_ip_list}"
            ),
            WHOLE,
        ),
        "DS13_ALGO_NOT_SIGNED_NS": Message(
            Level.WARNING,
            msg(
                "{zone} has keys of algorithm {algo_num} ({algo_mnemo}), but its NS records are not signed with that, "
                "as seen on {ns_ip_list}"
            ),
            WHOLE,
        ),
    },
)


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare, on each server, the algorithms of the keys with those of the signatures over three sets."""
    found = yield from together([delegation.each(rtype, edns=DNSSEC) for rtype in RTYPES])
    answers = {rtype: dict(pairs) for rtype, pairs in zip(RTYPES, found, strict=True)}
    tally = Tally(CASE, delegation.zone)
    for at, answer in answers["DNSKEY"].items():
        one = keyset(at, answer)
        algorithms = {key.algorithm for key in one.keys} if one else set()
        for rtype in RTYPES:
            made = _algorithms(answers[rtype].get(at), rtype)
            if not made:
                break  # that something is not signed at all is said by Dnssec08 and 09
            for number in sorted(algorithms - made):
                tag, mnemonic = f"DS13_ALGO_NOT_SIGNED_{rtype}", key_algorithm(number).mnemonic
                tally.add(tag, at, algo_num=number, algo_mnemo=mnemonic)
    return [*unasked(CASE, delegation, *RTYPES), *tally.findings()]


def _algorithms(answer: Answer | None, rtype: str) -> set[int]:
    """Return the algorithms of the signatures over what was asked for; none where that is not there."""
    if answer is None or not answer.from_authority or not answer.asked:
        return set()
    return {signature.algorithm for signature in signatures(answer.answer, rtype)}
