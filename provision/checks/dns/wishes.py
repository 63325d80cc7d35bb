"""What a zone asks its parent for by itself: its CDS or CDNSKEY records, beside its keys, on each server."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case
from provision.checks.dns.keys import Ds, Key, Signature, signatures
from provision.checks.dns.rrsigs import Covered, note_published
from provision.checks.dns.signedness import Keyset, keyset
from provision.checks.dns.tally import Tally
from provision.checks.dns.unasked import unasked
from provision.model.finding import Finding
from provision.model.query import DNSSEC, Answer
from provision.model.rrset import RRset

R = TypeVar("R", bound=Ds | Key)


@dataclass(frozen=True, slots=True)
class Wish:
    """The CDS or CDNSKEY records of a server with their signatures, and its keys.

    `keyset` is None where the server shows no keys; `is_keyless` tells whether it says so with authority.
    """

    at: At
    rrset: RRset
    signatures: Sequence[Signature]
    keyset: Keyset | None
    is_keyless: bool

    @property
    def covered(self) -> Covered:
        """The records with their signatures."""
        return Covered(self.at, self.rrset, self.signatures)

    @property
    def signers(self) -> frozenset[int]:
        """The tags of the keys by which the records say they are signed."""
        return frozenset(signature.tag for signature in self.signatures)

    @property
    def key_signers(self) -> frozenset[int]:
        """The tags of the keys by which the keys say they are signed."""
        return (
            frozenset(signature.tag for signature in self.keyset.signatures) if self.keyset else frozenset()
        )


def wishes(delegation: Delegation, rtype: str) -> Asking[list[Wish]]:
    """Return the CDS or CDNSKEY records of each server that has some."""
    asked = [delegation.each(kind, edns=DNSSEC) for kind in (rtype, "DNSKEY")]
    found, keys = [dict(pairs) for pairs in (yield from together(asked))]
    made = [_wish(at, answer, keys.get(at)) for at, answer in found.items()]
    return [wish for wish in made if wish]


def _wish(at: At, answer: Answer, keys: Answer | None) -> Wish | None:
    rrset = answer.asked if answer.from_authority else None
    if rrset is None:
        return None
    keyless = keys is not None and keys.from_authority and not keys.asked
    made = signatures(answer.answer, rrset.type)
    return Wish(at, rrset, made, keyset(at, keys) if keys else None, keyless)


def judged(
    case: Case,
    delegation: Delegation,
    kind: tuple[str, str],
    read: Callable[[RRset], Sequence[R]],
    follow: Callable[[Tally, Wish, Keyset, Sequence[R]], None],
) -> Asking[list[Finding]]:
    """Judge the records of each server that has some: what Dnssec16 and 17 have in common.

    `kind` is how the tags begin and the type; `follow` judges the records beside the server's keys.
    """
    prefix, rtype = kind
    found = yield from wishes(delegation, rtype)
    tally = Tally(case, delegation.zone)
    for wish in found:
        records = read(wish.rrset)
        if any(record.is_delete for record in records):
            alone = "DELETE" if len(records) == 1 else "MIXED_DELETE"
            tally.add(f"{prefix}_{alone}_{rtype}", wish.at)
        if wish.keyset:
            follow(tally, wish, wish.keyset, records)
            note_published(tally, f"{prefix}_{rtype}", wish.covered, wish.keyset.keys, delegation)
        elif wish.is_keyless:
            tally.add(f"{prefix}_{rtype}_WITHOUT_DNSKEY", wish.at)
    return [*unasked(case, delegation, rtype, "DNSKEY"), *tally.findings()]
