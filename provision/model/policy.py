"""What a site decides for itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from provision.model.finding import Level
from provision.model.networks import Network, Networks
from provision.model.profile import DEFAULT, Profile
from provision.model.request import Action
from provision.model.waiver import WAIVABLE

# What is no more than a warning in a zone that runs, but a reason to return a letter.
LETTER_LEVELS = {
    "CN01_NO_RESPONSE_UDP": Level.ERROR,
    "CN02_NO_RESPONSE_TCP": Level.ERROR,
    "EXTRA_NAME_CHILD": Level.ERROR,
    "IS_NOT_AUTHORITATIVE": Level.ERROR,
    # And the other way round: one server with IPv6 beside one without serves people no worse than none.
    "NOT_ENOUGH_IPV6_NS_CHILD": Level.WARNING,
    "NOT_ENOUGH_IPV6_NS_DEL": Level.WARNING,
}


@dataclass(frozen=True, slots=True)
class Policy:
    """What the site decides: from which level a finding blocks, and which names and addresses are special.

    `levels` overrides the level of single tags where a letter is judged. `in_country` are the networks
    that letters may name addresses of, None where any will do. `propagation_hours` is how long the
    servers of a zone may take to follow before somebody is told. `rest_days` is how long a name rests
    after its end. `records` tells for each type of extra record at which labels it is
    allowed, `@` being the name itself, `*` anything. `waivable` are the tags that the head of division
    may let pass, for `waive_days` at most. `on_call` are the actions that whoever is on call may carry
    out outside office hours, to be confirmed afterwards. `profile` is by what delegations are judged.
    """

    blocks: Level = Level.ERROR
    reserved: frozenset[str] = frozenset()
    shared: tuple[Network, ...] = ()
    levels: Mapping[str, Level] = field(default_factory=lambda: dict(LETTER_LEVELS))
    rest_days: int = 30
    records: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_country: Networks | None = None
    propagation_hours: float = 24.0
    waivable: frozenset[str] = WAIVABLE
    waive_days: int = 365
    on_call: frozenset[Action] = frozenset()
    profile: Profile = DEFAULT
