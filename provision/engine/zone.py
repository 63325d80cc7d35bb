"""Checks a zone that anybody may name, without a request: one walk, one survey, one result."""

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation, NameServer
from provision.checks.walk import Walker
from provision.checks.zone import ZoneChecked, check_name
from provision.engine.ask import MOST_QUERIES, MOST_SECONDS, Asker, Cost, unfinished
from provision.engine.families import OnlyFamilies
from provision.engine.line import doubted
from provision.engine.many import many
from provision.engine.public import PublicDns
from provision.model.finding import Finding, Level
from provision.model.profile import Profile
from provision.ports import Dns, Line, Stream

if TYPE_CHECKING:
    from provision.checks.chain import Chain
    from provision.model.site import Server

KEYS = ("testcase", "tag", "level", "args", "why", "do", "source")


@dataclass(frozen=True, slots=True)
class Manner:
    """How a zone is checked: from which roots, by which profile, and with what told in the parent's place."""

    hints: "tuple[Server, ...]"
    profile: Profile
    told: tuple[NameServer, ...] = ()
    ds: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """A zone with what was found, what that took, and, where a picture was asked for, its keys and DS records."""

    zone: ZoneChecked
    cost: Cost
    chain: "Chain | None" = None

    @property
    def findings(self) -> Sequence[Finding]:
        """Everything that was found, that the check could not be finished among it."""
        return (*self.zone.findings, *unfinished(str(self.zone.zone), self.cost))

    @property
    def worst(self) -> Level:
        """The level of the worst finding."""
        return max((finding.level for finding in self.findings), default=Level.DEBUG)

    def to_json(self, lang: str, least: Level) -> dict[str, Any]:
        """Return plain data: the findings from a level on, their sentences in a language."""
        told = [finding.to_json(lang) for finding in self.findings if finding.level >= least]
        parent = self.zone.parent
        return {
            "zone": str(self.zone.zone),
            "parent": None if parent is None else str(parent),
            "findings": [{key: one[key] for key in KEYS} for one in told],
            "queries": self.cost.queries,
            "seconds": round(self.cost.seconds, 3),
        }


@contextmanager
def asking(dns: Dns | Stream, line: Line, manner: Manner) -> Iterator[Stream]:
    """Yield what asks for a manner of checking. Raises Diverted or NoLine at its end where the line lies.

    On loopback, where addresses are asked that are not public, there is no line to doubt.
    """
    chosen = OnlyFamilies(dns, manner.profile)
    if manner.profile.special:
        yield chosen
        return
    roots = tuple(hint.address for hint in manner.hints)
    with doubted(PublicDns(chosen, {*roots}), line, set(), roots) as believed:
        yield believed


def check_many(dns: Dns | Stream, names: Iterable[str], manner: Manner) -> Iterator[Checked]:
    """Check zones side by side; yield what was found in each, the first to end first. Raises BadInput for no name."""
    walker = Walker.of(manner.hints)
    for ended in many(names, partial(_check, manner, walker), dns, most=MOST_QUERIES, seconds=MOST_SECONDS):
        yield Checked(ended.result, ended.cost)


def check_one(dns: Dns | Stream, name: str, manner: Manner, *, picture: bool = False) -> Checked:
    """Check one zone and return what was found. Raises BadInput for what cannot be a name."""
    began = time.monotonic()
    asker = Asker(dns, MOST_QUERIES, MOST_SECONDS)
    checked = asker.run(_check(manner, Walker.of(manner.hints), name))
    keys = asker.run(_chain(checked.delegation)) if picture and checked.delegation else None
    return Checked(checked, Cost(asker.queries, time.monotonic() - began, asker.cut_short), keys)


def _chain(delegation: Delegation) -> Asking["Chain"]:
    from provision.checks.chain import chain  # noqa: PLC0415  # what reads keys is slow to load

    return (yield from chain(delegation))


def _check(manner: Manner, walker: Walker, name: str) -> Asking[ZoneChecked]:
    # What was found is every zone's to know; what could not be found may be for want of one zone's time.
    own = replace(walker, known={}, unseen={}, troubles={})
    return check_name(name, own, manner.told, ds=manner.ds, profile=manner.profile)
