"""Dnssec09: the SOA record of a signed zone is signed, by a key of the zone, now."""

from provision.checks.asking import Asking, together
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.keys import signatures
from provision.checks.dns.proof import Standing
from provision.checks.dns.remedies import (
    CLOCK,
    EARLY_LETTER,
    EXPIRED_LETTER,
    KEYS_TOGETHER,
    MISSING_LETTER,
    OTHER_CHECKER,
    RENEW,
    RESIGN,
    WRONG_LETTER,
)
from provision.checks.dns.rrsigs import Covered, note_signatures
from provision.checks.dns.signedness import if_signed, keyset
from provision.checks.dns.tally import Tally
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import DNSSEC

CASE = Case(
    "dnssec09",
    "Zonemaster dnssec09; RFC 4035 section 2.2",
    {
        **DISABLED,
        "DS09_MISSING_RRSIG_IN_RESPONSE": Message(
            Level.ERROR,
            msg("{zone} has keys, but its SOA record comes without any signature from {ns_ip_list}"),
            RESIGN,
            MISSING_LETTER,
        ),
        "DS09_SOA_RRSIG_NOT_YET_VALID": Message(
            Level.ERROR,
            msg(
                "The signature by key {keytag} over the SOA record of {zone} is not valid yet, as seen on {ns_ip_list}"
            ),
            CLOCK,
            EARLY_LETTER,
        ),
        "DS09_SOA_RRSIG_EXPIRED": Message(
            Level.ERROR,
            msg(
                "The signature by key {keytag} over the SOA record of {zone} has expired, as seen on {ns_ip_list}"
            ),
            RENEW,
            EXPIRED_LETTER,
        ),
        "DS09_NO_MATCHING_DNSKEY": Message(
            Level.ERROR,
            msg(
                "The SOA record of {zone} is signed by key {keytag}, which is not among the keys of the zone, "
                "as seen on {ns_ip_list}"
            ),
            KEYS_TOGETHER,
            WRONG_LETTER,
        ),
        "DS09_RRSIG_NOT_VALID_BY_DNSKEY": Message(
            Level.ERROR,
            msg(
                "The signature over the SOA record of {zone} that names key {keytag} is not by that key, "
                "as seen on {ns_ip_list}"
            ),
            RESIGN,
            WRONG_LETTER,
        ),
        "DS09_ALGO_NOT_SUPPORTED_BY_ZM": Message(
            Level.NOTICE,
            msg(
                "The signature by key {keytag} over the SOA record of {zone} is of algorithm {algo_num} "
                "({algo_mnemo}), which cannot be verified here; seen on {ns_ip_list}"
            ),
            OTHER_CHECKER,
        ),
    },
)
TAGS = {
    Standing.NOT_YET: "DS09_SOA_RRSIG_NOT_YET_VALID",
    Standing.EXPIRED: "DS09_SOA_RRSIG_EXPIRED",
    Standing.UNSUPPORTED: "DS09_ALGO_NOT_SUPPORTED_BY_ZM",
    Standing.NO_KEY: "DS09_NO_MATCHING_DNSKEY",
    Standing.WRONG: "DS09_RRSIG_NOT_VALID_BY_DNSKEY",
}


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Verify every signature over the SOA record, by the keys that the same server shows."""
    asked = [delegation.each(rtype, edns=DNSSEC) for rtype in ("DNSKEY", "SOA")]
    keys, soas = yield from together(asked)
    told = {at: answer for at, answer in soas if answer.from_authority}
    tally = Tally(CASE, delegation.zone)
    for at, answer in keys:
        one, soa = keyset(at, answer), told.get(at)
        if one and soa and soa.asked:
            made = signatures(soa.answer, "SOA")
            if not made:
                tally.add("DS09_MISSING_RRSIG_IN_RESPONSE", at)
            note_signatures(tally, TAGS, Covered(at, soa.asked, made), one.keys, delegation)
    return [*unasked(CASE, delegation, "DNSKEY", "SOA"), *tally.findings()]
