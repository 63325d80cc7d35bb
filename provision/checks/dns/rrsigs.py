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
