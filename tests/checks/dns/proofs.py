"""What an answer of a signed zone holds besides: signatures, and where there is nothing, the proof of that."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import dns.dnssec

from provision.model.query import Answer
from provision.model.rrset import RRset
from provision.names import Fqdn


def with_proofs(answer: Answer, records: Sequence[RRset]) -> Answer:
    """Return an answer with the signatures that a zone has for it, and with NSEC or NSEC3 records where it is empty."""
    denial = () if answer.answer else tuple(denials(answer.query.name, records))
    shown = (*answer.authority, *denial)
    return replace(
        answer,
        answer=(*answer.answer, *signatures(answer.answer, records)),
        authority=(*shown, *signatures(shown, records)),
    )


def signatures(section: Iterable[RRset], records: Sequence[RRset]) -> Iterator[RRset]:
    """Yield the signatures over the sets of a section, one set of them for each name."""
    names: dict[Fqdn, set[str]] = {}
    for rrset in section:
        names.setdefault(rrset.name, set()).add(rrset.type)
    for made in records:
        if made.type == "RRSIG" and made.name in names:
            over = [value for value in made.values if value.split()[0] in names[made.name]]
            if over:
                yield RRset.of(made.name, "RRSIG", made.ttl, over)


def denials(name: Fqdn, records: Sequence[RRset]) -> Iterator[RRset]:
    """Yield the record that says what there is at a name, and so what is not."""
    for rrset in records:
        is_nsec = rrset.key == (name, "NSEC")
        if is_nsec or (rrset.type == "NSEC3" and rrset.name.labels[0] == hashed(name, rrset.values[0])):
            yield rrset


@lru_cache
def hashed(name: Fqdn, parameters: str) -> str:
    """Return the hash of a name by the parameters of an NSEC3 record; by an unknown algorithm, as by the known one."""
    _, _, iterations, salt, *_ = parameters.split()
    plain = None if salt == "-" else salt
    return dns.dnssec.nsec3_hash(name.text, plain, int(iterations), 1).lower()
