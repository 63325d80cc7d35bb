"""Dnssec15: CDS and CDNSKEY records, by which a zone asks for its DS records: both, the same, on each server."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.keys import Ds, Key, ds_of, keys_of
from provision.checks.dns.proof import is_ds_of
from provision.checks.dns.signedness import if_signed
from provision.checks.dns.tally import Tally
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import DNSSEC, Answer
from provision.names import Fqdn

BOTH = msg("Publish CDS and CDNSKEY records of the same keys, or neither; signing servers do so by a setting")
SAME = msg("Let every server serve the same version of the zone, with its CDS and CDNSKEY records")
DIFFER_LETTER = msg(
    "The records by which {zone} asks for its DS record (CDS, CDNSKEY) contradict each other.\n"
    "Publish both of the same keys, on every name server."
)
CASE = Case(
    "dnssec15",
    "Zonemaster dnssec15; RFC 7344 section 4",
    {
        **DISABLED,
        "DS15_NO_CDS_CDNSKEY": Message(
            Level.INFO, msg("{zone} asks for no DS record by itself: it has neither CDS nor CDNSKEY records")
        ),
        "DS15_HAS_CDS_NO_CDNSKEY": Message(
            Level.NOTICE, msg("{zone} has CDS records, but no CDNSKEY records, on {ns_ip_list}"), BOTH
        ),
        "DS15_HAS_CDNSKEY_NO_CDS": Message(
            Level.NOTICE, msg("{zone} has CDNSKEY records, but no CDS records, on {ns_ip_list}"), BOTH
        ),
        "DS15_HAS_CDS_AND_CDNSKEY": Message(
            Level.INFO, msg("{zone} has CDS and CDNSKEY records on {ns_ip_list}")
        ),
        "DS15_INCONSISTENT_CDS": Message(
            Level.ERROR,
            msg("The name servers of {zone} do not all have the same CDS records"),
            SAME,
            DIFFER_LETTER,
        ),
        "DS15_INCONSISTENT_CDNSKEY": Message(
            Level.ERROR,
            msg("The name servers of {zone} do not all have the same CDNSKEY records"),
            SAME,
            DIFFER_LETTER,
        ),
        "DS15_MISMATCH_CDS_CDNSKEY": Message(
            Level.ERROR,
            msg("The CDS and the CDNSKEY records of {zone} are not of the same keys on {ns_ip_list}"),
            BOTH,
            DIFFER_LETTER,
        ),
    },
)


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare both kinds of records on each server, and each kind between the servers."""
    asked = [delegation.each(rtype, edns=DNSSEC) for rtype in ("CDS", "CDNSKEY")]
    cds, cdnskey = [_usable(pairs) for pairs in (yield from together(asked))]
    wanted = {at: ds_of(answer.asked.values if answer.asked else ()) for at, answer in cds.items()}
    keys = {at: keys_of(answer.asked) for at, answer in cdnskey.items()}
    tally = Tally(CASE, delegation.zone)
    for at in [at for at in wanted if at in keys]:
        for tag in _tags(wanted[at], keys[at], delegation.zone):
            tally.add(tag, at)
    alone = [CASE.found(tag, delegation.zone) for tag in _of_all(cds, cdnskey)]
    return [*unasked(CASE, delegation, "CDS", "CDNSKEY"), *tally.findings(), *alone]


def _usable(pairs: Iterable[tuple[At, Answer]]) -> dict[At, Answer]:
    return {at: answer for at, answer in pairs if answer.from_authority}


def _tags(wanted: Sequence[Ds], keys: Sequence[Key], zone: Fqdn) -> Iterator[str]:
    """Yield what there is on one server."""
    if wanted and keys:
        yield "DS15_HAS_CDS_AND_CDNSKEY"
        if not of_the_same_keys(wanted, keys, zone):
            yield "DS15_MISMATCH_CDS_CDNSKEY"
    elif wanted:
        yield "DS15_HAS_CDS_NO_CDNSKEY"
    elif keys:
        yield "DS15_HAS_CDNSKEY_NO_CDS"


def _of_all(cds: Mapping[At, Answer], cdnskey: Mapping[At, Answer]) -> Iterator[str]:
    """Yield what is to be said of all servers together."""
    kinds = {
        "CDS": [answer.asked for answer in cds.values()],
        "CDNSKEY": [answer.asked for answer in cdnskey.values()],
    }
    if not any(kinds["CDS"]) and not any(kinds["CDNSKEY"]):
        if kinds["CDS"] or kinds["CDNSKEY"]:
            yield "DS15_NO_CDS_CDNSKEY"
        return
    for kind, sets in kinds.items():
        if len({rrset.values if rrset else () for rrset in sets}) > 1:
            yield f"DS15_INCONSISTENT_{kind}"


def of_the_same_keys(wanted: Sequence[Ds], keys: Sequence[Key], zone: Fqdn) -> bool:
    """Tell whether each CDS record is of one of the keys, and each key has a CDS record."""
    pairs = [(ds, key) for ds in wanted for key in keys if _same(ds, key, zone)]
    return {ds for ds, _ in pairs} == set(wanted) and {key for _, key in pairs} == set(keys)


def _same(ds: Ds, key: Key, zone: Fqdn) -> bool:
    if ds.is_delete or key.is_delete:
        return ds.is_delete and key.is_delete
    return (ds.tag, ds.algorithm) == (key.tag, key.algorithm) and is_ds_of(ds, key, zone)
