"""What a procedure works with."""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from provision.engine.apply import Journal
from provision.ledger import Ledger
from provision.model.site import Site
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

    @property
    def today(self) -> date:
        """The day where the office is, whatever the machine's zone."""
        return self.world.clock.now().astimezone(ZoneInfo(self.site.timezone)).date()
