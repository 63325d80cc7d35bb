"""What every service tells the engine."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from provision.checks.asking import Asking
from provision.checks.office.case import Register
from provision.model.finding import Finding
from provision.model.grant import Grant
from provision.model.request import Request
from provision.model.rrset import RRset
from provision.model.site import Site
from provision.model.wanted import Wanted
from provision.model.zone import SeenZone

# A grant as it was, if it was, and as it is or would be.
Pair = tuple[Grant | None, Grant]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One grant as it was and as it would be; `request` is the letter behind it, None in an audit.

    A letter that changes several grants has a proposal for each. `judged` tells whether the letter
    itself is still to be judged, not only the world. `undone` is set where the grant is taken back,
    `lapsed` where its last day is over and the ledger does not tell yet: then only what depends on
    it is judged. `restored` is what an agency's own zone gets back, None where it begins as any.
    """

    request: Request | None
    before: Grant | None
    after: Grant
    judged: bool = True
    accept_dependents: bool = False
    undone: bool = False
    lapsed: bool = False
    restored: tuple[RRset, ...] | None = None

    @property
    def fresh(self) -> bool:
        """Tell whether the ledger does not hold the grant as it is here yet."""
        return self.judged or self.lapsed

    @property
    def pair(self) -> Pair:
        """The grant before and after."""
        return self.before, self.after


# A proposal that lacks nothing any more, and what was found on the way.
Completed = tuple[Proposal, Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class Look:
    """What the judges see."""

    site: Site
    zone: SeenZone
    register: Register
    today: date


class Service(Protocol):
    """A service: how its requests change grants, what its grants want, and what is checked."""

    name: str
    prefix: str

    def propose(self, request: Request, held: Mapping[str, Grant], today: date) -> Sequence[Pair]:
        """Return each grant that the request changes, as it is among those `held` and as it would be."""

    def complete(self, proposal: Proposal, look: Look) -> Asking[Completed]:
        """Return the proposal with what the letter leaves to the world to tell, and what was found about that."""

    def wanted(self, grant: Grant, site: Site) -> Wanted:
        """Return what the world must show for a grant. Raises NotFound where it lies in no zone of ours."""

    def judge(self, proposal: Proposal, wanted: Wanted, look: Look) -> Iterable[Finding]:
        """Return what there is to say about the letter, without asking anybody."""

    def ask(self, proposal: Proposal, site: Site) -> Sequence[Asking[list[Finding]]]:
        """Return the checks that must ask the outside world about what the grant names."""

    def letter_rows(self, request: Request, pairs: Sequence[Pair], site: Site) -> Sequence[tuple[str, str]]:
        """Return (label, value), in Indonesian, of what the request made of each grant."""

    def letter_copies(self, request: Request, site: Site) -> Sequence[str]:
        """Return, in Indonesian, who else gets the letter."""

    def letter_usage(self, request: Request, pairs: Sequence[Pair], site: Site) -> Sequence[str]:
        """Return, in Indonesian, how to use it."""
