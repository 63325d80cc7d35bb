"""Dnssec03: the parameters of NSEC3 are those that resolvers like, and the same on each server.

Of the Public Suffix List, which allows opt-out for zones in which others register, only Indonesia's part is known.
"""

from collections.abc import Iterator, Mapping

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.denial import OPT_OUT, SHA1, Nsec3, how_many, nsec3_of, sets_of
from provision.checks.dns.remedies import KEYS_TOGETHER, MISSING_LETTER
from provision.checks.dns.signedness import if_signed
from provision.checks.dns.suffixes import is_like_tld
from provision.checks.dns.tally import Tally
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import DNSSEC, Answer

BEST = msg(
    "Set NSEC3 to hash algorithm 1, no iterations, no salt and no opt-out, or use NSEC; then sign again"
)
ALIKE = msg("Let every server serve the same version of the zone")
ANSWERING = msg(
    "Let the servers answer a question for the NSEC record of the zone; a firewall may hold it back"
)
CASE = Case(
    "dnssec03",
    "Zonemaster dnssec03; RFC 5155 section 11; RFC 9276 section 3.1",
    {
        **DISABLED,
        "DS03_NO_DNSSEC_SUPPORT": Message(
            Level.NOTICE, msg("{zone} has no keys (DNSKEY), so its NSEC3 records are not tested: {ns_list}")
        ),
        "DS03_SERVER_NO_DNSSEC_SUPPORT": Message(
            Level.ERROR,
            msg("These name servers show no keys (DNSKEY) of {zone}, although others do: {ns_list}"),
            KEYS_TOGETHER,
            MISSING_LETTER,
        ),
        "DS03_NO_NSEC3": Message(Level.INFO, msg("{zone} does not use NSEC3: {ns_list}")),
        "DS03_SERVER_NO_NSEC3": Message(
            Level.ERROR,
            msg("These name servers do not use NSEC3 for {zone}, although others do: {ns_list}"),
            ALIKE,
        ),
        "DS03_NO_RESPONSE_NSEC_QUERY": Message(
            Level.ERROR,
            msg("These name servers of {zone} do not answer a question for its NSEC record: {ns_list}"),
            ANSWERING,
        ),
        "DS03_ERROR_RESPONSE_NSEC_QUERY": Message(
            Level.ERROR,
            msg(
                "These name servers of {zone} answer a question for its NSEC record with an error: {ns_list}"
            ),
            ANSWERING,
        ),
        "DS03_ERR_MULT_NSEC3": Message(
            Level.ERROR,
            msg("Several NSEC3 records come for {zone} where one is expected, from {ns_list}"),
            BEST,
        ),
        "DS03_LEGAL_HASH_ALGO": Message(
            Level.INFO,
            msg("The NSEC3 record of {zone} has the hash algorithm 1 (SHA-1), as it must: {ns_list}"),
        ),
        "DS03_ILLEGAL_HASH_ALGO": Message(
            Level.ERROR,
            msg(
                "The NSEC3 record of {zone} has the hash algorithm {algo_num}, where 1 is the only one: {ns_list}"
            ),
            BEST,
        ),
        "DS03_INCONSISTENT_HASH_ALGO": Message(
            Level.ERROR,
            msg("The name servers of {zone} do not all have the same hash algorithm for NSEC3"),
            ALIKE,
        ),
        "DS03_LEGAL_ITERATION_VALUE": Message(
            Level.INFO, msg("The NSEC3 record of {zone} has no iterations, as it should: {ns_list}")
        ),
        "DS03_ILLEGAL_ITERATION_VALUE": Message(
            Level.WARNING,
            msg("The NSEC3 record of {zone} has {int} iterations, where none should be: {ns_list}"),
            BEST,
        ),
        "DS03_INCONSISTENT_ITERATION": Message(
            Level.ERROR, msg("The name servers of {zone} do not all have as many iterations for NSEC3"), ALIKE
        ),
        "DS03_LEGAL_EMPTY_SALT": Message(
            Level.INFO, msg("The NSEC3 record of {zone} has no salt, as it should: {ns_list}")
        ),
        "DS03_ILLEGAL_SALT_LENGTH": Message(
            Level.WARNING,
            msg("The NSEC3 record of {zone} has a salt of {int} octets, where none should be: {ns_list}"),
            BEST,
        ),
        "DS03_INCONSISTENT_SALT_LENGTH": Message(
            Level.ERROR, msg("The name servers of {zone} do not all have as long a salt for NSEC3"), ALIKE
        ),
        "DS03_NSEC3_OPT_OUT_DISABLED": Message(
            Level.INFO, msg("The NSEC3 record of {zone} has no opt-out, as it should: {ns_list}")
        ),
        "DS03_NSEC3_OPT_OUT_ENABLED_NON_TLD": Message(
            Level.NOTICE,
            msg(
                "The NSEC3 record of {zone} has opt-out, which is for zones with very many delegations: {ns_list}"
            ),
            BEST,
        ),
        "DS03_NSEC3_OPT_OUT_ENABLED_TLD": Message(
            Level.INFO,
            msg("The NSEC3 record of {zone} has opt-out, as zones with very many delegations may: {ns_list}"),
        ),
        "DS03_UNASSIGNED_FLAG_USED": Message(
            Level.ERROR,
            msg("The NSEC3 record of {zone} has the flag of bit {int} set, which means nothing: {ns_list}"),
            BEST,
        ),
        "DS03_INCONSISTENT_NSEC3_FLAGS": Message(
            Level.ERROR, msg("The name servers of {zone} do not all have the same flags for NSEC3"), ALIKE
        ),
    },
)
OPT_OUT_BIT, FLAG_BITS = 7, 8


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask each server for the NSEC record, and look at the NSEC3 record that comes instead."""
    asked = [delegation.each(rtype, edns=DNSSEC) for rtype in ("DNSKEY", "NSEC")]
    keys, nsecs = [dict(pairs) for pairs in (yield from together(asked))]
    usable = {at: answer for at, answer in keys.items() if answer.from_authority}
    having = [at for at, answer in usable.items() if answer.asked]
    tally = Tally(CASE, delegation.zone, by="ns_list")
    tag = "DS03_SERVER_NO_DNSSEC_SUPPORT" if having else "DS03_NO_DNSSEC_SUPPORT"
    tally.add_all(tag, [at for at, answer in usable.items() if not answer.asked])
    shown = _shown(tally, {at: nsecs[at] for at in having if at in nsecs})
    for at, one in shown.items():
        _judge(tally, at, one)
    differing = [CASE.found(tag, delegation.zone) for tag in _differing(shown)]
    return [*unasked(CASE, delegation, "DNSKEY", "NSEC"), *tally.findings(), *differing]


def _shown(tally: Tally, answers: Mapping[At, Answer]) -> dict[At, Nsec3]:
    """Return the parameters that each server shows; note which show none, or more than one record."""
    silent = [at for at, answer in answers.items() if answer.silence is not None]
    good = {at: answer for at, answer in answers.items() if answer.from_authority}
    found = {at: sets_of(answer.authority, "NSEC3") for at, answer in good.items()}
    tally.add_all("DS03_NO_RESPONSE_NSEC_QUERY", silent)
    tally.add_all(
        "DS03_ERROR_RESPONSE_NSEC_QUERY", [at for at in answers if at not in good and at not in silent]
    )
    tag = "DS03_SERVER_NO_NSEC3" if any(found.values()) else "DS03_NO_NSEC3"
    tally.add_all(tag, [at for at, sets in found.items() if not sets])
    tally.add_all("DS03_ERR_MULT_NSEC3", [at for at, sets in found.items() if how_many(sets) > 1])
    return {at: made[0] for at, answer in good.items() if (made := nsec3_of(answer))}


def _judge(tally: Tally, at: At, one: Nsec3) -> None:
    """Note what is to be said of one record's parameters."""
    if one.algorithm == SHA1:
        tally.add("DS03_LEGAL_HASH_ALGO", at)
    else:
        tally.add("DS03_ILLEGAL_HASH_ALGO", at, algo_num=one.algorithm)
    _judge_number(tally, at, one.iterations, "DS03_LEGAL_ITERATION_VALUE", "DS03_ILLEGAL_ITERATION_VALUE")
    _judge_number(tally, at, one.salt_octets, "DS03_LEGAL_EMPTY_SALT", "DS03_ILLEGAL_SALT_LENGTH")
    for bit in range(OPT_OUT_BIT):
        if one.flags & 1 << (FLAG_BITS - 1 - bit):
            tally.add("DS03_UNASSIGNED_FLAG_USED", at, int=bit)
    if not one.flags & OPT_OUT:
        tally.add("DS03_NSEC3_OPT_OUT_DISABLED", at)
    else:
        tally.add(f"DS03_NSEC3_OPT_OUT_ENABLED_{'TLD' if is_like_tld(tally.zone) else 'NON_TLD'}", at)


def _judge_number(tally: Tally, at: At, number: int, legal: str, illegal: str) -> None:
    if number:
        tally.add(illegal, at, int=number)
    else:
        tally.add(legal, at)


def _differing(shown: Mapping[At, Nsec3]) -> Iterator[str]:
    """Yield in what the servers differ."""
    kinds = {
        "DS03_INCONSISTENT_HASH_ALGO": {one.algorithm for one in shown.values()},
        "DS03_INCONSISTENT_ITERATION": {one.iterations for one in shown.values()},
        "DS03_INCONSISTENT_SALT_LENGTH": {one.salt_octets for one in shown.values()},
        "DS03_INCONSISTENT_NSEC3_FLAGS": {one.flags for one in shown.values()},
    }
    return (tag for tag, values in kinds.items() if len(values) > 1)
