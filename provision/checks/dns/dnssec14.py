"""Dnssec14: RSA keys are long enough, and not longer than their algorithm allows."""

from collections.abc import Mapping
from dataclasses import dataclass

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.algorithms import key_algorithm
from provision.checks.dns.case import Case, Message
from provision.checks.dns.keys import Key, keys_of
from provision.checks.dns.remedies import KEYS_TOGETHER, MISSING_LETTER, OTHER_ALGORITHM
from provision.checks.dns.signedness import if_signed
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import DNSSEC

RECOMMENDED = 2048  # NIST SP 800-57 part 1
SIZE_LETTER = msg(
    "A DNSSEC key of {zone} (key tag {keytag}) has a length that its algorithm does not allow.\n"
    "Replace it by a key of algorithm 13 or 15, or by an RSA key of 2048 bits."
)
CASE = Case(
    "dnssec14",
    "Zonemaster dnssec14; RFC 3110; RFC 5702 section 2",
    {
        **DISABLED,
        "NO_RESPONSE": Message(
            Level.DEBUG, msg("{name} does not answer for the keys of {zone} at {address}")
        ),
        "NO_RESPONSE_DNSKEY": Message(
            Level.ERROR,
            msg("{name} answers at {address} without keys (DNSKEY) of {zone}"),
            KEYS_TOGETHER,
            MISSING_LETTER,
        ),
        "DNSKEY_TOO_SMALL_FOR_ALGO": Message(
            Level.ERROR,
            msg(
                "Key {keytag} of {zone} ({algo_descr}, number {algo_num}) has {keysize} bits; {keysizemin} are the least"
            ),
            OTHER_ALGORITHM,
            SIZE_LETTER,
        ),
        "DNSKEY_SMALLER_THAN_REC": Message(
            Level.WARNING,
            msg(
                "Key {keytag} of {zone} ({algo_descr}, number {algo_num}) has {keysize} bits; {keysizerec} are recommended"
            ),
            OTHER_ALGORITHM,
        ),
        "DNSKEY_TOO_LARGE_FOR_ALGO": Message(
            Level.ERROR,
            msg(
                "Key {keytag} of {zone} ({algo_descr}, number {algo_num}) has {keysize} bits; {keysizemax} are the most"
            ),
            OTHER_ALGORITHM,
            SIZE_LETTER,
        ),
        "KEY_SIZE_OK": Message(Level.INFO, msg("All keys of {zone} have a good length")),
    },
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """The least and the most bits of keys of an algorithm."""

    least: int
    most: int = 4096

    def tag_for(self, bits: int) -> str:
        """Return the tag for a key of so many bits; "" where they are well."""
        if bits < self.least:
            return "DNSKEY_TOO_SMALL_FOR_ALGO"
        if bits < RECOMMENDED:
            return "DNSKEY_SMALLER_THAN_REC"
        return "DNSKEY_TOO_LARGE_FOR_ALGO" if bits > self.most else ""


SIZES: Mapping[int, Sizes] = {5: Sizes(512), 7: Sizes(512), 8: Sizes(512), 10: Sizes(1024)}


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Measure each RSA key of the zone once, wherever it is seen."""
    answers = yield from delegation.each("DNSKEY", edns=DNSSEC)
    keys: dict[Key, None] = {}
    missing = []
    for at, answer in answers:
        keys.update(dict.fromkeys(keys_of(answer.asked)))
        if not answer.asked:
            tag = "NO_RESPONSE_DNSKEY" if answer.silence is None else "NO_RESPONSE"
            missing.append(CASE.found(tag, delegation.zone, ns=str(at)))
    judged = [finding for key in keys for finding in _judge(key, delegation)]
    wrong = judged or any(finding.tag == "NO_RESPONSE_DNSKEY" for finding in missing)
    good = [CASE.found("KEY_SIZE_OK", delegation.zone)] if keys and not wrong else []
    return [*unasked(CASE, delegation, "DNSKEY"), *missing, *judged, *good]


def _judge(key: Key, delegation: Delegation) -> list[Finding]:
    sizes = SIZES.get(key.algorithm)
    tag = sizes.tag_for(key.rsa_bits) if sizes else ""
    if not sizes or not tag:
        return []
    args: dict[str, str | int] = {
        "keytag": key.tag,
        "algo_num": key.algorithm,
        "algo_descr": key_algorithm(key.algorithm).description,
        "keysize": key.rsa_bits,
        "keysizemin": sizes.least,
        "keysizemax": sizes.most,
        "keysizerec": RECOMMENDED,
    }
    return [CASE.found(tag, delegation.zone, **args)]
