"""Dnssec05: the keys of the zone are of algorithms that may be used for signing zones."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.algorithms import key_algorithm
from provision.checks.dns.case import Case, Message
from provision.checks.dns.keys import keys_of
from provision.checks.dns.remedies import KEYS_TOGETHER, MISSING_LETTER, OTHER_ALGORITHM
from provision.checks.dns.signedness import if_signed
from provision.checks.dns.tally import Tally
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import DNSSEC

ALGORITHM_LETTER = msg(
    "A DNSSEC key of {zone} (key tag {keytag}) is of an algorithm that is not to be used.\n"
    "Replace it by a key of algorithm 13 or 15."
)
CASE = Case(
    "dnssec05",
    "Zonemaster dnssec05; RFC 8624 section 3.1; RFC 9157",
    {
        **DISABLED,
        "DS05_ALGO_OK": Message(
            Level.INFO,
            msg(
                "Key {keytag} of {zone} is of algorithm {algo_num} ({algo_descr}, {algo_mnemo}); from {ns_list}"
            ),
        ),
        "DS05_ALGO_NOT_RECOMMENDED": Message(
            Level.WARNING,
            msg(
                "Key {keytag} of {zone} is of algorithm {algo_num} ({algo_descr}, {algo_mnemo}), "
                "which is not recommended; from {ns_list}"
            ),
            OTHER_ALGORITHM,
        ),
        "DS05_ALGO_DEPRECATED": Message(
            Level.ERROR,
            msg(
                "Key {keytag} of {zone} is of algorithm {algo_num} ({algo_descr}, {algo_mnemo}), "
                "which is to be used no more; from {ns_list}"
            ),
            OTHER_ALGORITHM,
            ALGORITHM_LETTER,
        ),
        "DS05_ALGO_NOT_ZONE_SIGN": Message(
            Level.ERROR,
            msg(
                "Key {keytag} of {zone} is of algorithm {algo_num} ({algo_descr}, {algo_mnemo}), "
                "which is not for signing zones; from {ns_list}"
            ),
            OTHER_ALGORITHM,
            ALGORITHM_LETTER,
        ),
        "DS05_ALGO_PRIVATE": Message(
            Level.ERROR,
            msg(
                "Key {keytag} of {zone} is of algorithm {algo_num} ({algo_descr}, {algo_mnemo}), "
                "which is for private use; from {ns_list}"
            ),
            OTHER_ALGORITHM,
            ALGORITHM_LETTER,
        ),
        "DS05_ALGO_RESERVED": Message(
            Level.ERROR,
            msg("Key {keytag} of {zone} is of algorithm {algo_num}, which is reserved; from {ns_list}"),
            OTHER_ALGORITHM,
            ALGORITHM_LETTER,
        ),
        "DS05_ALGO_UNASSIGNED": Message(
            Level.ERROR,
            msg("Key {keytag} of {zone} is of algorithm {algo_num}, which is not assigned; from {ns_list}"),
            OTHER_ALGORITHM,
            ALGORITHM_LETTER,
        ),
        "DS05_NO_RESPONSE": Message(
            Level.WARNING,
            msg("No name server gives a usable answer for the keys (DNSKEY) of {zone}: {ns_list}"),
            msg("Let the servers answer questions with EDNS and the DO flag, over UDP and TCP"),
        ),
        "DS05_SERVER_NO_DNSSEC": Message(
            Level.ERROR,
            msg("These name servers show no keys (DNSKEY) of {zone}, although others do: {ns_list}"),
            KEYS_TOGETHER,
            MISSING_LETTER,
        ),
        "DS05_ZONE_NO_DNSSEC": Message(
            Level.NOTICE, msg("{zone} has no keys (DNSKEY), so no algorithms are tested: {ns_list}")
        ),
    },
)


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Judge the algorithm of each key, on each server."""
    answers = yield from delegation.each("DNSKEY", edns=DNSSEC)
    usable = [(at, answer) for at, answer in answers if answer.from_authority]
    tally = Tally(CASE, delegation.zone, by="ns_list")
    for at, answer in usable:
        for key in keys_of(answer.asked):
            found = key_algorithm(key.algorithm)
            tally.add(
                f"DS05_ALGO_{found.use}", at, keytag=key.tag, algo_num=key.algorithm,
                algo_descr=found.description, algo_mnemo=found.mnemonic,
            )  # fmt: skip
    if not usable:
        tally.add_all("DS05_NO_RESPONSE", [at for at, _ in answers])
    having = any(answer.asked for _, answer in usable)
    without = [at for at, answer in usable if not answer.asked]
    tally.add_all("DS05_SERVER_NO_DNSSEC" if having else "DS05_ZONE_NO_DNSSEC", without)
    return [*unasked(CASE, delegation, "DNSKEY"), *tally.findings()]
