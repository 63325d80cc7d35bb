"""The SOA of a zone as its servers tell it, for the test cases that judge its numbers (Zone01 to Zone07)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message, is_authority
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer
from provision.names import Fqdn

WORDS = 7  # the fields of a SOA record (RFC 1035 section 3.3.13)
HALF, WHOLE = 2**31, 2**32  # of the circle of serials (RFC 1982 section 3)
NO_RESPONSE_SOA_QUERY = Message(
    Level.DEBUG, msg("No name server of {zone} answers with authority and its SOA record")
)


@dataclass(frozen=True, slots=True)
class Soa:
    """A SOA record; `mname` is the root where there is none."""

    mname: Fqdn
    serial: int
    refresh: int
    retry: int
    expire: int
    minimum: int

    @classmethod
    def read(cls, value: str) -> "Soa | None":
        """Return the record written as `value`; None where it is malformed."""
        words = value.split()
        if len(words) != WORDS or not all(word.isdecimal() for word in words[2:]):
            return None
        mname = Fqdn("") if words[0] == "." else Fqdn.seen(words[0])
        return cls(mname, *map(int, words[2:]))


def soa_of(answer: Answer, zone: Fqdn) -> Soa | None:
    """Return the zone's SOA in an answer that comes with authority, if any."""
    rrset = answer.get(zone, "SOA") if is_authority(answer) else None
    return Soa.read(rrset.values[0]) if rrset else None


def judged(
    case: Case, delegation: Delegation, judge: Callable[[Soa], Sequence[Finding]]
) -> Asking[list[Finding]]:
    """Judge the first SOA that a server of the zone tells; say so where none does."""
    pairs = yield from delegation.each("SOA")
    soa = next((soa for _, answer in pairs if (soa := soa_of(answer, delegation.zone))), None)
    if soa:
        return list(judge(soa))
    return [case.found("NO_RESPONSE_SOA_QUERY", delegation.zone)] if pairs else []


def is_newer(serial: int, other: int) -> bool:
    """Tell whether a serial comes after another on their circle (RFC 1982 section 3.2)."""
    return 0 < (serial - other) % WHOLE < HALF
