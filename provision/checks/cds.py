"""The DS records that a zone asks for by itself (CDS, CDNSKEY), and whether they may be taken.

By RFC 7344 section 4 and 6 and RFC 8078 sections 3 and 4: every server says the same, a key that vouches today
signed it, and the zone still validates with what is asked for. Where nothing vouches yet, the letter is the
channel that RFC 8078 section 3 leaves to the parent, and the keys that are asked for must have signed it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from provision.checks.asking import Asking, together
from provision.checks.cds_words import CDS
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import listed
from provision.checks.dns.dnssec15 import of_the_same_keys
from provision.checks.dns.keys import Ds, Key, ds_of, keys_of, signatures
from provision.checks.dns.proof import SUPPORTED_DIGESTS, Standing, digest_of, is_ds_of, standing
from provision.checks.dns.signedness import moment
from provision.model.finding import Finding
from provision.model.query import DNSSEC, Answer
from provision.names import Fqdn

TYPES = ("CDS", "CDNSKEY", "DNSKEY")


@dataclass(frozen=True, slots=True)
class Taken:
    """The DS records to take, in presentation form (none: they are to go), or None and why none can be taken."""

    ds: tuple[str, ...] | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shown:
    """What one server shows: what the zone asks for, in both ways of asking, and its keys."""

    at: At
    cds: Answer
    cdnskey: Answer
    keys: Answer

    @property
    def told(self) -> tuple[frozenset[Ds], frozenset[Key]] | None:
        """What is asked for; None where the server does not answer for it."""
        if not (self.cds.from_authority and self.cdnskey.from_authority):
            return None
        return frozenset(_ds(self.cds)), frozenset(keys_of(self.cdnskey.asked))

    def is_signed_by(self, kind: Answer, vouching: Sequence[Ds], zone: Fqdn, now: float) -> bool:
        """Tell whether a key of which there is a DS record validly signed what an answer holds."""
        rrset = kind.asked
        keys = [key for key in keys_of(self.keys.asked) if vouched(key, vouching, zone)]
        made = signatures(kind.answer, kind.query.type)
        return rrset is not None and any(
            standing(one, rrset, keys, zone, now) is Standing.VALID for one in made
        )


def take(delegation: Delegation, vouching: Sequence[str]) -> Asking[Taken]:
    """Return the DS records that a zone asks for, judged by those that vouch for it today."""
    shown = yield from _look(delegation)
    now, before = moment(delegation), ds_of(vouching)
    fault, at = _fault(shown, before, delegation.zone, now)
    if fault:
        return Taken(None, (CDS.found(fault, delegation.zone, servers=listed(at)),))
    ds = _asked_for(shown[0], delegation.zone)
    removes = (CDS.found("CDS_REMOVES", delegation.zone),) if not ds else ()
    return Taken(tuple(sorted(map(_text, ds))), removes)


def differs(delegation: Delegation, held: Sequence[str]) -> Asking[list[Finding]]:
    """Return that a zone asks for other DS records than there are, as a note; nothing where it asks for none.

    Whether they could be taken is judged once a letter asks for it.
    """
    shown = yield from _look(delegation)
    told = {one.told for one in shown}
    agreed = len(told) == 1 and any(told.pop() or ())
    if not agreed or {*_asked_for(shown[0], delegation.zone)} == {*ds_of(held)}:
        return []
    return [CDS.found("CDS_ASKS_OTHERWISE", delegation.zone)]


def _look(delegation: Delegation) -> Asking[list[_Shown]]:
    pairs = yield from together([delegation.each(rtype, edns=DNSSEC) for rtype in TYPES])
    by_type = [dict(one) for one in pairs]
    return [
        _Shown(at, *(answers[at] for answers in by_type))
        for at in by_type[0]
        if all(at in answers for answers in by_type)
    ]


def _fault(shown: Sequence[_Shown], before: Sequence[Ds], zone: Fqdn, now: float) -> tuple[str, list[At]]:
    """Return the tag of what stands in the way, and the servers where it was seen; "" where nothing does."""
    told = next((one.told for one in shown if one.told is not None), None)
    if told is None:
        return "CDS_UNSEEN", [one.at for one in shown]
    if others := [one.at for one in shown if one.told != told]:
        return "CDS_DIFFERS", others
    cds, keys = told
    if not cds and not keys:
        return "CDS_NONE", []
    if _contradict(cds, keys, zone):
        return "CDS_CONTRADICTS", []
    return _distrust(shown, before, zone, now)


def _contradict(cds: frozenset[Ds], keys: frozenset[Key], zone: Fqdn) -> bool:
    """Tell whether records and their removal are asked for at once, or other records in one way than in the other."""
    mixed = any({one.is_delete for one in each} == {True, False} for each in (cds, keys))
    return mixed or bool(cds and keys and not of_the_same_keys([*cds], [*keys], zone))


def _distrust(shown: Sequence[_Shown], before: Sequence[Ds], zone: Fqdn, now: float) -> tuple[str, list[At]]:
    """Return the tag of why what is asked for is not believed, or would end the chain, and where."""
    after = _asked_for(shown[0], zone)
    if not before and not after:
        return "", []  # nothing is to be taken away
    unsigned = [one.at for one in shown if not one.keys.asked]
    if unsigned:
        return "CDS_UNSIGNED", unsigned
    untrusted = [one.at for one in shown if not _is_trusted(one, before or after, zone, now)]
    if untrusted:
        return "CDS_UNTRUSTED" if before else "CDS_INVALID", untrusted
    broken = [one.at for one in shown if after and not one.is_signed_by(one.keys, after, zone, now)]
    return ("CDS_BREAKS_CHAIN", broken) if broken else ("", [])


def _is_trusted(one: _Shown, vouching: Sequence[Ds], zone: Fqdn, now: float) -> bool:
    """Tell whether keys that are vouched for signed all that is asked for, and the keys of the zone."""
    asked = [kind for kind in (one.cds, one.cdnskey) if kind.asked]
    return all(one.is_signed_by(kind, vouching, zone, now) for kind in (*asked, one.keys))


def vouched(key: Key, vouching: Sequence[Ds], zone: Fqdn) -> bool:
    """Tell whether a key may sign a zone and there is a DS record of it, by a digest that can be computed here."""
    known = (ds for ds in vouching if ds.tag == key.tag and ds.digest_type in SUPPORTED_DIGESTS)
    return key.is_for_zones and any(is_ds_of(ds, key, zone) for ds in known)


def _asked_for(one: _Shown, zone: Fqdn) -> list[Ds]:
    """Return the DS records: as the CDS records have them, else made of the CDNSKEY records, with SHA-256."""
    cds = _ds(one.cds)
    made = cds or [digest_of(key, zone) for key in keys_of(one.cdnskey.asked) if not key.is_delete]
    return [ds for ds in made if not ds.is_delete]


def _ds(answer: Answer) -> Sequence[Ds]:
    return ds_of(answer.asked.values) if answer.asked else ()


def _text(ds: Ds) -> str:
    return f"{ds.tag} {ds.algorithm} {ds.digest_type} {ds.digest}"
