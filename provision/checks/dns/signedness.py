"""Which servers of a zone show that it is signed; what Zonemaster runs only for a zone that is."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.keys import Key, Signature, keys_of, signatures
from provision.model.finding import Finding
from provision.model.query import DNSSEC, Answer
from provision.model.rrset import RRset

Check = Callable[[Delegation], Asking[list[Finding]]]


@dataclass(slots=True)
class Signedness:
    """The servers of a zone by what they answer to a question for its keys.

    `lame` do not answer for the zone at all; `failed` are those with an unexpected code, by code.
    """

    lame: list[At] = field(default_factory=list)
    silent: list[At] = field(default_factory=list)
    unauthoritative: list[At] = field(default_factory=list)
    failed: dict[str, list[At]] = field(default_factory=dict)
    unsigned: list[At] = field(default_factory=list)
    signed: list[At] = field(default_factory=list)

    @property
    def asked(self) -> bool:
        """Tell whether any server could be asked."""
        return any((self.lame, self.silent, self.unauthoritative, self.failed, self.unsigned, self.signed))

    def sort(self, at: At, soa: Answer, keys: Answer) -> None:
        """Put a server where it belongs.

        A refusal is told by its code, whether or not it claims authority: Zonemaster, which looks at the
        authority first, calls most refusals unauthoritative.
        """
        if not soa.from_authority or not soa.asked:
            self.lame.append(at)
        elif keys.silence is not None:
            self.silent.append(at)
        elif keys.rcode != "NOERROR":
            self.failed.setdefault(keys.rcode, []).append(at)
        elif not keys.authoritative:
            self.unauthoritative.append(at)
        else:
            (self.signed if _is_signed(keys) else self.unsigned).append(at)


def _is_signed(answer: Answer) -> bool:
    return answer.asked is not None and bool(signatures(answer.answer, "DNSKEY"))


def look(delegation: Delegation) -> Asking[Signedness]:
    """Ask each server whether it answers for the zone, and for its keys."""
    soas, keys = yield from together([delegation.each("SOA"), delegation.each("DNSKEY", edns=DNSSEC)])
    shown, answers = Signedness(), dict(keys)
    for at, soa in soas:
        if at in answers:
            shown.sort(at, soa, answers[at])
    return shown


def if_signed(check: Check) -> Check:
    """Make a test case hold its peace about a zone that no server shows signed.

    Dnssec07 says so, and its specification leaves all others out then. Where somebody chose a test case
    and not Dnssec07, it is run nevertheless.
    """

    @wraps(check)
    def gated(delegation: Delegation) -> Asking[list[Finding]]:
        if delegation.profile.runs("dnssec07"):
            shown = yield from look(delegation)
            if not shown.signed:
                return []
        return (yield from check(delegation))

    return gated


@dataclass(frozen=True, slots=True)
class Keyset:
    """The keys that a server shows, with the signatures over them."""

    at: At
    rrset: RRset
    keys: Sequence[Key]
    signatures: Sequence[Signature]


def keysets(delegation: Delegation) -> Asking[list[Keyset]]:
    """Return the keys of each server that has some; the others are other test cases' matter."""
    answers = yield from delegation.each("DNSKEY", edns=DNSSEC)
    found = [keyset(at, answer) for at, answer in answers]
    return [one for one in found if one]


def keyset(at: At, answer: Answer) -> Keyset | None:
    """Return the keys in a server's answer, if it has some."""
    rrset = answer.asked if answer.from_authority else None
    return Keyset(at, rrset, keys_of(rrset), signatures(answer.answer, "DNSKEY")) if rrset else None


def moment(delegation: Delegation) -> float:
    """Return the time by which signatures are judged, in seconds since 1970."""
    return time.time() if delegation.profile.now is None else delegation.profile.now
