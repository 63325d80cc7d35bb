"""What a procedure works with."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date

from provision.engine.apply import Journal
from provision.flow.roles import need
from provision.ledger import Ledger
from provision.model.playbook import Role
from provision.model.request import Request
from provision.model.site import Site
from provision.names import Fqdn
from provision.ports import World


@dataclass(frozen=True, slots=True)
class Desk:
    """The site, its ledger, the world outside, and who sits here."""

    site: Site
    ledger: Ledger
    world: World
    actor: str

    @property
    def journal(self) -> Journal:
        """The ledger as this desk writes in it."""
        return Journal(self.ledger, self.actor)

    @contextmanager
    def locked(self, requests: Sequence[Request]) -> Iterator[None]:
        """Hold the lock of each zone that the requests lie in while a block runs. Raises Locked."""
        zones = {self.site.zone_of(Fqdn.host(request.object)).name for request in requests}
        with ExitStack() as locks:
            for zone in sorted(zones):
                locks.enter_context(self.ledger.lock(f"zone:{zone}", self.actor))
            yield

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that whoever sits here holds today."""
        return self.site.roles(self.actor, self.today)

    def need(self, *roles: Role) -> None:
        """Raise NotYours, naming whose turn it is, where the one who sits here holds none of the roles today."""
        need(self.site, self.actor, self.today, roles)

    @property
    def today(self) -> date:
        """The day where the office is, whatever the machine's zone."""
        return self.site.day(self.world.clock.now())
