"""Dnssec02: the DS records in the parent are those of keys that the zone has and is signed with."""

from collections.abc import Iterator, Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.keys import Ds, Key
from provision.checks.dns.parent_ds import all_ds
from provision.checks.dns.proof import Standing, is_ds_of, standing
from provision.checks.dns.remedies import DS_LETTER, MEND_DS, OTHER_CHECKER, RESIGN, WRONG_LETTER
from provision.checks.dns.rrsigs import note_unsupported
from provision.checks.dns.signedness import Keyset, if_signed, keysets, moment
from provision.checks.dns.tally import Tally
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.names import Ip

CASE = Case(
    "dnssec02",
    "Zonemaster dnssec02; RFC 4035 section 5",
    {
        **DISABLED,
        "DS02_NO_DNSKEY_FOR_DS": Message(
            Level.WARNING,
            msg(
                "A DS record of {zone} is for key {keytag}, which the zone does not have, as seen on {ns_ip_list}"
            ),
            MEND_DS,
        ),
        "DS02_NO_MATCH_DS_DNSKEY": Message(
            Level.ERROR,
            msg(
                "A DS record of {zone} names key {keytag}, but its algorithm or digest is not that of the key, "
                "as seen on {ns_ip_list}"
            ),
            MEND_DS,
            DS_LETTER,
        ),
        "DS02_DNSKEY_NOT_FOR_ZONE_SIGNING": Message(
            Level.ERROR,
            msg(
                "A DS record of {zone} is for key {keytag}, which may not sign a zone: its Zone Key flag is unset, "
                "as seen on {ns_ip_list}"
            ),
            MEND_DS,
            DS_LETTER,
        ),
        "DS02_DNSKEY_NOT_SEP": Message(
            Level.NOTICE,
            msg(
                "A DS record of {zone} is for key {keytag}, which is not marked for that: its SEP flag is unset, "
                "as seen on {ns_ip_list}"
            ),
            msg("Set the flags of the key to 257 when it is next replaced; it works as it is"),
        ),
        "DS02_NO_MATCHING_DNSKEY_RRSIG": Message(
            Level.WARNING,
            msg(
                "The keys of {zone} are not signed by key {keytag}, to which a DS record points, "
                "as seen on {ns_ip_list}"
            ),
            RESIGN,
        ),
        "DS02_ALGO_NOT_SUPPORTED_BY_ZM": Message(
            Level.NOTICE,
            msg(
                "The keys of {zone} are signed by key {keytag} with algorithm {algo_num} ({algo_mnemo}), "
                "which cannot be verified here; seen on {ns_ip_list}"
            ),
            OTHER_CHECKER,
        ),
        "DS02_RRSIG_NOT_VALID_BY_DNSKEY": Message(
            Level.ERROR,
            msg(
                "The signature over the keys of {zone} by key {keytag}, to which a DS record points, is not valid, "
                "as seen on {ns_ip_list}"
            ),
            RESIGN,
            WRONG_LETTER,
        ),
        "DS02_NO_VALID_DNSKEY_FOR_ANY_DS": Message(
            Level.ERROR,
            msg("No DS record of {zone} points to a key that the zone has, as seen on {ns_ip_list}"),
            MEND_DS,
            DS_LETTER,
        ),
        "DS02_DNSKEY_NOT_SIGNED_BY_ANY_DS": Message(
            Level.ERROR,
            msg(
                "The keys of {zone} are not signed by any key to which a DS record points, as seen on {ns_ip_list}"
            ),
            RESIGN,
            DS_LETTER,
        ),
    },
)


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Follow each DS record to a key, and that key to its signature over all keys, on each server."""
    records = yield from all_ds(delegation)
    if not records:
        return list(unasked(CASE, delegation, "DS"))
    sets = yield from keysets(delegation)
    tally = Tally(CASE, delegation.zone)
    lost, unsigned = [], []
    for one in sets:
        pointed = _pointed_at(one, records, delegation, tally)
        signers = [key for key in pointed if _signs(one, key, delegation, tally)]
        lost += [] if pointed else [one.at.address]
        unsigned += [] if signers else [one.at.address]
    ends = _ends(delegation, lost, unsigned)
    return [*unasked(CASE, delegation, "DS", "DNSKEY"), *tally.findings(), *ends]


def _pointed_at(one: Keyset, records: Sequence[Ds], delegation: Delegation, tally: Tally) -> list[Key]:
    """Return the keys that DS records point to; note what is wrong with the others."""
    found = []
    for ds in records:
        alike = [key for key in one.keys if key.tag == ds.tag]
        fitting = [key for key in alike if is_ds_of(ds, key, delegation.zone)]
        if not alike:
            tally.add("DS02_NO_DNSKEY_FOR_DS", one.at, keytag=ds.tag)
            continue
        if not fitting:
            tally.add("DS02_NO_MATCH_DS_DNSKEY", one.at, keytag=ds.tag)
        key = (fitting or alike)[0]
        if not key.is_for_zones:
            tally.add("DS02_DNSKEY_NOT_FOR_ZONE_SIGNING", one.at, keytag=ds.tag)
            continue
        if not key.is_entry:
            tally.add("DS02_DNSKEY_NOT_SEP", one.at, keytag=ds.tag)
        found.append(key)
    return list(dict.fromkeys(found))


def _signs(one: Keyset, key: Key, delegation: Delegation, tally: Tally) -> bool:
    made = [signature for signature in one.signatures if signature.tag == key.tag]
    if not made:
        tally.add("DS02_NO_MATCHING_DNSKEY_RRSIG", one.at, keytag=key.tag)
    now = moment(delegation)
    stands = [standing(signature, one.rrset, [key], delegation.zone, now) for signature in made]
    if Standing.VALID in stands:
        return True
    for signature, found in zip(made, stands, strict=True):
        if found is Standing.UNSUPPORTED:
            note_unsupported(tally, "DS02_ALGO_NOT_SUPPORTED_BY_ZM", one.at, signature)
        else:
            tally.add("DS02_RRSIG_NOT_VALID_BY_DNSKEY", one.at, keytag=signature.tag)
    return False


def _ends(delegation: Delegation, lost: Sequence[Ip], unsigned: Sequence[Ip]) -> Iterator[Finding]:
    """Yield what it comes to: servers on which no DS record leads to a key, or to one that signs."""
    if lost:
        yield CASE.found("DS02_NO_VALID_DNSKEY_FOR_ANY_DS", delegation.zone, ns_ip_list=listed(lost))
    elif unsigned:
        yield CASE.found("DS02_DNSKEY_NOT_SIGNED_BY_ANY_DS", delegation.zone, ns_ip_list=listed(unsigned))
