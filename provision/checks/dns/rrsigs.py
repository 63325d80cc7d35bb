"""Notes what the signatures over a set of records are worth: what Dnssec08, 09 and 10 have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from provision.checks.delegation import At, Delegation
from provision.checks.dns.algorithms import key_algorithm
from provision.checks.dns.keys import Key, Signature
from provision.checks.dns.proof import Standing, standing
from provision.checks.dns.signedness import moment
from provision.checks.dns.tally import Tally
from provision.model.rrset import RRset

Tags = Mapping[Standing, str]
GOOD_ENOUGH = frozenset(
    {Standing.VALID, Standing.UNSUPPORTED}
)  # what cannot be verified here is not held invalid


@dataclass(frozen=True, slots=True)
class Covered:
    """A set of records as a server shows it, with the signatures over it."""

    at: At
    rrset: RRset
    signatures: Sequence[Signature]


def note_signatures(
    tally: Tally, tags: Tags, covered: Covered, keys: Sequence[Key], delegation: Delegation
) -> list[Standing]:
    """Note each signature over a set that is not valid, by what is wrong with it; return what became of each."""
    now = moment(delegation)
    found = []
    for signature in covered.signatures:
        stands = standing(signature, covered.rrset, keys, delegation.zone, now)
        if stands is Standing.UNSUPPORTED:
            note_unsupported(tally, tags[stands], covered.at, signature)
        elif stands in tags:
            tally.add(tags[stands], covered.at, keytag=signature.tag)
        found.append(stands)
    return found


def note_unsupported(tally: Tally, tag: str, at: At, signature: Signature) -> None:
    """Note a signature by an algorithm that cannot be verified here."""
    mnemonic = key_algorithm(signature.algorithm).mnemonic
    tally.add(tag, at, keytag=signature.tag, algo_num=signature.algorithm, algo_mnemo=mnemonic)


def note_published(
    tally: Tally, prefix: str, covered: Covered, keys: Sequence[Key], delegation: Delegation
) -> None:
    """Note what is wrong with the signatures over CDS or CDNSKEY records: what Dnssec16 and 17 have in common."""
    now, tags = moment(delegation), {key.tag for key in keys}
    if not covered.signatures:
        tally.add(f"{prefix}_UNSIGNED", covered.at)
    for signature in covered.signatures:
        if signature.tag not in tags:
            tally.add(f"{prefix}_SIGNED_BY_UNKNOWN_DNSKEY", covered.at, keytag=signature.tag)
        elif standing(signature, covered.rrset, keys, delegation.zone, now) not in GOOD_ENOUGH:
            tally.add(f"{prefix}_INVALID_RRSIG", covered.at, keytag=signature.tag)
