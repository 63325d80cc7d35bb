"""Dnssec17: the CDNSKEY records of a zone are keys that it has and is signed with, and are signed themselves."""

from collections.abc import Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.keys import Key, keys_of
from provision.checks.dns.remedies import KEYS_TOGETHER, RESIGN, WRONG_LETTER
from provision.checks.dns.rrsigs import note_published
from provision.checks.dns.signedness import Keyset, if_signed
from provision.checks.dns.tally import Tally
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.checks.dns.wishes import Wish, wishes
from provision.i18n import msg
from provision.model.finding import Finding, Level

RIGHT_ONES = msg("Publish CDNSKEY records of the keys that sign the keys of the zone, and no others")
CASE = Case(
    "dnssec17",
    "Zonemaster dnssec17; RFC 7344 section 4; RFC 8078 section 4",
    {
        **DISABLED,
        "DS17_CDNSKEY_WITHOUT_DNSKEY": Message(
            Level.ERROR,
            msg("{zone} has CDNSKEY records, but no keys (DNSKEY), on {ns_ip_list}"),
            KEYS_TOGETHER,
        ),
        "DS17_MIXED_DELETE_CDNSKEY": Message(
            Level.ERROR,
            msg(
                "The CDNSKEY records of {zone} ask for DS records and for their removal at once, on {ns_ip_list}"
            ),
            RIGHT_ONES,
        ),
        "DS17_DELETE_CDNSKEY": Message(
            Level.INFO,
            msg("{zone} asks for the removal of its DS records with a CDNSKEY record, on {ns_ip_list}"),
        ),
        "DS17_CDNSKEY_MATCHES_NO_DNSKEY": Message(
            Level.WARNING,
            msg(
                "A CDNSKEY record of {zone} is key {keytag}, which is not among the keys of the zone, as seen on {ns_ip_list}"
            ),
            RIGHT_ONES,
        ),
        "DS17_CDNSKEY_IS_NON_ZONE": Message(
            Level.ERROR,
            msg(
                "A CDNSKEY record of {zone} is key {keytag}, which may not sign a zone: its Zone Key flag is unset, "
                "as seen on {ns_ip_list}"
            ),
            RIGHT_ONES,
        ),
        "DS17_CDNSKEY_IS_NON_SEP": Message(
            Level.NOTICE,
            msg(
                "A CDNSKEY record of {zone} is key {keytag}, which is not marked for that: its SEP flag is unset, "
                "as seen on {ns_ip_list}"
            ),
        ),
        "DS17_DNSKEY_NOT_SIGNED_BY_CDNSKEY": Message(
            Level.WARNING,
            msg(
                "The keys of {zone} are not signed by key {keytag}, of which it has a CDNSKEY record, as seen on {ns_ip_list}"
            ),
            RIGHT_ONES,
        ),
        "DS17_CDNSKEY_NOT_SIGNED_BY_CDNSKEY": Message(
            Level.NOTICE,
            msg(
                "The CDNSKEY records of {zone} are not signed by key {keytag}, which is one of them, as seen on {ns_ip_list}"
            ),
        ),
        "DS17_CDNSKEY_INVALID_RRSIG": Message(
            Level.ERROR,
            msg(
                "The signature by key {keytag} over the CDNSKEY records of {zone} is not valid, as seen on {ns_ip_list}"
            ),
            RESIGN,
            WRONG_LETTER,
        ),
        "DS17_CDNSKEY_UNSIGNED": Message(
            Level.ERROR,
            msg("The CDNSKEY records of {zone} come without any signature from {ns_ip_list}"),
            RESIGN,
        ),
        "DS17_CDNSKEY_SIGNED_BY_UNKNOWN_DNSKEY": Message(
            Level.ERROR,
            msg(
                "The CDNSKEY records of {zone} are signed by key {keytag}, which is not among the keys of the zone, "
                "as seen on {ns_ip_list}"
            ),
            KEYS_TOGETHER,
            WRONG_LETTER,
        ),
    },
)


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Find each CDNSKEY record among the keys, and the signatures by it, on each server."""
    found = yield from wishes(delegation, "CDNSKEY")
    tally = Tally(CASE, delegation.zone)
    for wish in found:
        records = keys_of(wish.rrset)
        _deletes(tally, wish, records)
        if wish.keyset:
            for key in records:
                _follow(tally, wish, wish.keyset, key)
            note_published(tally, "DS17_CDNSKEY", wish.covered, wish.keyset.keys, delegation)
        elif wish.is_keyless:
            tally.add("DS17_CDNSKEY_WITHOUT_DNSKEY", wish.at)
    return [*unasked(CASE, delegation, "CDNSKEY", "DNSKEY"), *tally.findings()]


def _deletes(tally: Tally, wish: Wish, records: Sequence[Key]) -> None:
    if any(key.is_delete for key in records):
        tally.add("DS17_DELETE_CDNSKEY" if len(records) == 1 else "DS17_MIXED_DELETE_CDNSKEY", wish.at)


def _follow(tally: Tally, wish: Wish, own: Keyset, key: Key) -> None:
    if key.is_delete:
        return
    if not key.is_for_zones:
        tally.add("DS17_CDNSKEY_IS_NON_ZONE", wish.at, keytag=key.tag)
        return
    if not key.is_entry:
        tally.add("DS17_CDNSKEY_IS_NON_SEP", wish.at, keytag=key.tag)
    if key not in own.keys:
        tally.add("DS17_CDNSKEY_MATCHES_NO_DNSKEY", wish.at, keytag=key.tag)
        return
    if key.tag not in wish.key_signers:
        tally.add("DS17_DNSKEY_NOT_SIGNED_BY_CDNSKEY", wish.at, keytag=key.tag)
    if key.tag not in wish.signers:
        tally.add("DS17_CDNSKEY_NOT_SIGNED_BY_CDNSKEY", wish.at, keytag=key.tag)
