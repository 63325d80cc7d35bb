"""The SOA records that the servers of a zone tell, for the test cases that look at each once or at the first."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.start_of_authority import StartOfAuthority, soa_of
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import NOT_CHECKED, Answer, Query
from provision.names import Fqdn

NOT_TOLD = {
    "NO_RESPONSE_SOA_QUERY": Message(
        Level.DEBUG, msg("No name server of {zone} tells its SOA record with authority")
    )
}


@dataclass(frozen=True, slots=True)
class ToldSoas:
    """The SOA records that are told with authority, each once, and all that was answered."""

    found: tuple[StartOfAuthority, ...]
    answers: tuple[tuple[At, Answer], ...]

    def notes(self, case: Case, zone: Fqdn) -> Iterator[Finding]:
        """Yield the note that no server tells a SOA record, where any could be asked."""
        asked = any(answer.silence not in NOT_CHECKED for _, answer in self.answers)
        if asked and not self.found:
            yield case.found("NO_RESPONSE_SOA_QUERY", zone)


def told_soas(delegation: Delegation) -> Asking[ToldSoas]:
    """Ask every server of a zone for its SOA record."""
    answers = yield [Query(at.address, delegation.zone, "SOA") for at in delegation.ats]
    found = [soa for answer in answers if (soa := soa_of(answer))]
    return ToldSoas(tuple(dict.fromkeys(found)), tuple(zip(delegation.ats, answers, strict=True)))


def first_judged(
    case: Case, delegation: Delegation, judge: Callable[[StartOfAuthority], Sequence[Finding]]
) -> Asking[list[Finding]]:
    """Judge the first SOA record that a server of the zone tells; say so where none does."""
    soas = yield from told_soas(delegation)
    return [
        *soas.notes(case, delegation.zone),
        *(finding for soa in soas.found[:1] for finding in judge(soa)),
    ]
