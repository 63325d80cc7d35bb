"""Dnssec18: the CDS and CDNSKEY records of a zone are signed by a key to which a DS record in the parent points."""

from collections.abc import Sequence

from provision.checks.asking import Asking, together
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.keys import Ds
from provision.checks.dns.parent_ds import all_ds
from provision.checks.dns.signedness import if_signed
from provision.checks.dns.tally import Tally
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.checks.dns.wishes import Wish, wishes
from provision.i18n import msg
from provision.model.finding import Finding, Level

TRUSTED = msg(
    "Sign these records with the key whose DS record is in the parent; until then they are not to be followed"
)
TRUST_LETTER = msg(
    "The records by which {zone} asks for a new DS record are not signed by the key that is known here.\n"
    "Sign them with the key whose DS record is published, or send the new DS record by letter."
)
CASE = Case(
    "dnssec18",
    "Zonemaster dnssec18; RFC 7344 section 4.1",
    {
        **DISABLED,
        "DS18_NO_MATCH_CDS_RRSIG_DS": Message(
            Level.ERROR,
            msg(
                "The CDS records of {zone} are signed by no key to which a DS record points, as seen on {ns_ip_list}"
            ),
            TRUSTED,
            TRUST_LETTER,
        ),
        "DS18_NO_MATCH_CDNSKEY_RRSIG_DS": Message(
            Level.ERROR,
            msg(
                "The CDNSKEY records of {zone} are signed by no key to which a DS record points, as seen on {ns_ip_list}"
            ),
            TRUSTED,
            TRUST_LETTER,
        ),
    },
)


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look for a DS record, a key, and a signature by it over the records, on each server that has some."""
    records = yield from all_ds(delegation, lambda answer: answer.from_authority)
    if not records:
        return list(unasked(CASE, delegation, "DS"))
    kinds = ("CDS", "CDNSKEY")
    found = yield from together([wishes(delegation, rtype) for rtype in kinds])
    tally = Tally(CASE, delegation.zone)
    having_keys = any(wish.keyset for each in found for wish in each)
    for rtype, each in zip(kinds, found, strict=True):
        seen = [wish for wish in each if having_keys and (wish.keyset or wish.is_keyless)]
        lost = [wish.at for wish in seen if not _is_trusted(wish, records)]
        tally.add_all(f"DS18_NO_MATCH_{rtype}_RRSIG_DS", lost)
    return [*unasked(CASE, delegation, "DS", *kinds, "DNSKEY"), *tally.findings()]


def _is_trusted(wish: Wish, records: Sequence[Ds]) -> bool:
    keys = {key.tag for key in wish.keyset.keys} if wish.keyset else set()
    return bool(keys & wish.signers & {ds.tag for ds in records})
