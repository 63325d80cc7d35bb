"""Dnssec16: the CDS records of a zone are of keys that it has and is signed with, and are signed themselves."""

from collections.abc import Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.keys import Ds, ds_of
from provision.checks.dns.remedies import KEYS_TOGETHER, RESIGN, WRONG_LETTER
from provision.checks.dns.rrsigs import note_published
from provision.checks.dns.signedness import Keyset, if_signed
from provision.checks.dns.tally import Tally
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.checks.dns.wishes import Wish, wishes
from provision.i18n import msg
from provision.model.finding import Finding, Level

RIGHT_ONES = msg("Publish CDS records of the keys that sign the keys of the zone, and no others")
CASE = Case(
    "dnssec16",
    "Zonemaster dnssec16; RFC 7344 section 4; RFC 8078 section 4",
    {
        **DISABLED,
        "DS16_CDS_WITHOUT_DNSKEY": Message(
            Level.ERROR, msg("{zone} has CDS records, but no keys (DNSKEY), on {ns_ip_list}"), KEYS_TOGETHER
        ),
        "DS16_MIXED_DELETE_CDS": Message(
            Level.ERROR,
            msg(
                "The CDS records of {zone} ask for DS records and for their removal at once, on {ns_ip_list}"
            ),
            RIGHT_ONES,
        ),
        "DS16_DELETE_CDS": Message(
            Level.INFO,
            msg("{zone} asks for the removal of its DS records with a CDS record, on {ns_ip_list}"),
        ),
        "DS16_CDS_MATCHES_NO_DNSKEY": Message(
            Level.WARNING,
            msg(
                "A CDS record of {zone} is of key {keytag}, which the zone does not have, as seen on {ns_ip_list}"
            ),
            RIGHT_ONES,
        ),
        "DS16_CDS_MATCHES_NON_ZONE_DNSKEY": Message(
            Level.ERROR,
            msg(
                "A CDS record of {zone} is of key {keytag}, which may not sign a zone: its Zone Key flag is unset, "
                "as seen on {ns_ip_list}"
            ),
            RIGHT_ONES,
        ),
        "DS16_CDS_MATCHES_NON_SEP_DNSKEY": Message(
            Level.NOTICE,
            msg(
                "A CDS record of {zone} is of key {keytag}, which is not marked for that: its SEP flag is unset, "
                "as seen on {ns_ip_list}"
            ),
        ),
        "DS16_DNSKEY_NOT_SIGNED_BY_CDS": Message(
            Level.WARNING,
            msg(
                "The keys of {zone} are not signed by key {keytag}, of which it has a CDS record, as seen on {ns_ip_list}"
            ),
            RIGHT_ONES,
        ),
        "DS16_CDS_NOT_SIGNED_BY_CDS": Message(
            Level.NOTICE,
            msg(
                "The CDS records of {zone} are not signed by key {keytag}, of which one is, as seen on {ns_ip_list}"
            ),
        ),
        "DS16_CDS_INVALID_RRSIG": Message(
            Level.ERROR,
            msg(
                "The signature by key {keytag} over the CDS records of {zone} is not valid, as seen on {ns_ip_list}"
            ),
            RESIGN,
            WRONG_LETTER,
        ),
        "DS16_CDS_UNSIGNED": Message(
            Level.ERROR, msg("The CDS records of {zone} come without any signature from {ns_ip_list}"), RESIGN
        ),
        "DS16_CDS_SIGNED_BY_UNKNOWN_DNSKEY": Message(
            Level.ERROR,
            msg(
                "The CDS records of {zone} are signed by key {keytag}, which is not among the keys of the zone, "
                "as seen on {ns_ip_list}"
            ),
            KEYS_TOGETHER,
            WRONG_LETTER,
        ),
    },
)


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Follow each CDS record to its key, and to the signatures of that, on each server."""
    found = yield from wishes(delegation, "CDS")
    tally = Tally(CASE, delegation.zone)
    for wish in found:
        records = ds_of(wish.rrset.values)
        _deletes(tally, wish, records)
        if wish.keyset:
            _follow(tally, wish, wish.keyset, records)
            note_published(tally, "DS16_CDS", wish.covered, wish.keyset.keys, delegation)
        elif wish.is_keyless:
            tally.add("DS16_CDS_WITHOUT_DNSKEY", wish.at)
    return [*unasked(CASE, delegation, "CDS", "DNSKEY"), *tally.findings()]


def _deletes(tally: Tally, wish: Wish, records: Sequence[Ds]) -> None:
    if any(ds.is_delete for ds in records):
        tally.add("DS16_DELETE_CDS" if len(records) == 1 else "DS16_MIXED_DELETE_CDS", wish.at)


def _follow(tally: Tally, wish: Wish, own: Keyset, records: Sequence[Ds]) -> None:
    for ds in records:
        if ds.is_delete:
            continue
        alike = [key for key in own.keys if key.tag == ds.tag]
        if not alike:
            tally.add("DS16_CDS_MATCHES_NO_DNSKEY", wish.at, keytag=ds.tag)
        elif not alike[0].is_for_zones:
            tally.add("DS16_CDS_MATCHES_NON_ZONE_DNSKEY", wish.at, keytag=ds.tag)
        else:
            if ds.tag not in wish.key_signers:
                tally.add("DS16_DNSKEY_NOT_SIGNED_BY_CDS", wish.at, keytag=ds.tag)
            if ds.tag not in wish.signers:
                tally.add("DS16_CDS_NOT_SIGNED_BY_CDS", wish.at, keytag=ds.tag)
            if not alike[0].is_entry:
                tally.add("DS16_CDS_MATCHES_NON_SEP_DNSKEY", wish.at, keytag=ds.tag)
