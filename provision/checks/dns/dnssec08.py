"""Dnssec08: the keys of the zone are signed, by keys that are among them, now."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
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
from provision.checks.dns.signedness import if_signed, keysets
from provision.checks.dns.tally import Tally
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level

CASE = Case(
    "dnssec08",
    "Zonemaster dnssec08; RFC 4035 section 2.2",
    {
        **DISABLED,
        "DS08_MISSING_RRSIG_IN_RESPONSE": Message(
            Level.ERROR,
            msg("The keys (DNSKEY) of {zone} come without any signature from {ns_ip_list}"),
            RESIGN,
            MISSING_LETTER,
        ),
        "DS08_DNSKEY_RRSIG_NOT_YET_VALID": Message(
            Level.ERROR,
            msg(
                "The signature by key {keytag} over the keys of {zone} is not valid yet, as seen on {ns_ip_list}"
            ),
            CLOCK,
            EARLY_LETTER,
        ),
        "DS08_DNSKEY_RRSIG_EXPIRED": Message(
            Level.ERROR,
            msg("The signature by key {keytag} over the keys of {zone} has expired, as seen on {ns_ip_list}"),
            RENEW,
            EXPIRED_LETTER,
        ),
        "DS08_NO_MATCHING_DNSKEY": Message(
            Level.ERROR,
            msg(
                "The keys of {zone} are signed by key {keytag}, which is not among them, as seen on {ns_ip_list}"
            ),
            KEYS_TOGETHER,
            WRONG_LETTER,
        ),
        "DS08_RRSIG_NOT_VALID_BY_DNSKEY": Message(
            Level.ERROR,
            msg(
                "The signature over the keys of {zone} that names key {keytag} is not by that key, "
                "as seen on {ns_ip_list}"
            ),
            RESIGN,
            WRONG_LETTER,
        ),
        "DS08_ALGO_NOT_SUPPORTED_BY_ZM": Message(
            Level.NOTICE,
            msg(
                "The signature by key {keytag} over the keys of {zone} is of algorithm {algo_num} ({algo_mnemo}), "
                "which cannot be verified here; seen on {ns_ip_list}"
            ),
            OTHER_CHECKER,
        ),
    },
)
TAGS = {
    Standing.NOT_YET: "DS08_DNSKEY_RRSIG_NOT_YET_VALID",
    Standing.EXPIRED: "DS08_DNSKEY_RRSIG_EXPIRED",
    Standing.UNSUPPORTED: "DS08_ALGO_NOT_SUPPORTED_BY_ZM",
    Standing.NO_KEY: "DS08_NO_MATCHING_DNSKEY",
    Standing.WRONG: "DS08_RRSIG_NOT_VALID_BY_DNSKEY",
}


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Verify every signature over the keys, on each server that has some."""
    sets = yield from keysets(delegation)
    tally = Tally(CASE, delegation.zone)
    for one in sets:
        if not one.signatures:
            tally.add("DS08_MISSING_RRSIG_IN_RESPONSE", one.at)
        covered = Covered(one.at, one.rrset, one.signatures)
        note_signatures(tally, TAGS, covered, one.keys, delegation)
    return [*unasked(CASE, delegation, "DNSKEY"), *tally.findings()]
