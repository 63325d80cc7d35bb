"""What would come of a sheet, held against the zone as it is now: grants, infrastructure, and what stays open."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from provision.checks.unexplained import unexplained
from provision.flow.adopt.decided import Choice, Fault
from provision.flow.adopt.held import holders, listed
from provision.flow.adopt.proposal import parts_of
from provision.flow.adopt.row import Decision, mark_of
from provision.flow.desk import Desk
from provision.i18n import Text
from provision.model.grant import Grant
from provision.model.site import ParentZone
from provision.model.zone import SeenZone
from provision.names import Fqdn
from provision.services.subdomain.adoption import adopted
from provision.services.subdomain.holding import wanted_of


@dataclass(frozen=True, slots=True)
class Adopted:
    """A grant to be made of a name that was there, the letter that somebody found for it, and the names in it."""

    grant: Grant
    letter: str
    names: Sequence[Fqdn]


@dataclass(slots=True)
class Adoption:
    """What would come of a sheet.

    `changed` are names whose records are no longer those of the sheet, `known` those that were decided
    about before, `open` those that nobody has decided about, `missing` those that the sheet does not name.
    """

    granted: list[Adopted] = field(default_factory=list)
    ignored: dict[Fqdn, str] = field(default_factory=dict)
    changed: list[Fqdn] = field(default_factory=list)
    known: list[Fqdn] = field(default_factory=list)
    open: list[Fqdn] = field(default_factory=list)
    missing: list[Fqdn] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.granted or self.ignored)

    def to_json(self) -> dict[str, Any]:
        """Return plain data for `--output json`."""
        lists = ("changed", "known", "open", "missing")
        return {
            "granted": [
                {
                    "grant": one.grant.to_json(),
                    "letter": one.letter,
                    "names": [name.text for name in one.names],
                }
                for one in self.granted
            ],
            "ignored": {name.text: reason for name, reason in self.ignored.items()},
            **{key: [name.text for name in getattr(self, key)] for key in lists},
        }


def adoption(desk: Desk, choices: Sequence[Choice]) -> Adoption:
    """Read the zones that the choices are about, once each, and return what would come of them."""
    by_zone: dict[Fqdn, list[Choice]] = defaultdict(list)
    for choice in choices:
        by_zone[desk.site.zone_of(choice.name).name].append(choice)
    made = Adoption()
    for zone, some in by_zone.items():
        _Weighing(desk, desk.site.zones[zone], some, made).weigh()
    return made


@dataclass(slots=True)
class _Weighing:
    """The choices about one zone, and what comes of them."""

    desk: Desk
    zone: ParentZone
    choices: Sequence[Choice]
    made: Adoption

    def weigh(self) -> None:
        """Sort the names, then make the grants."""
        seen = listed(self.desk, self.zone)
        nobodys = {*unexplained(seen, holders(self.desk, self.zone.name), self.desk.site.ignored)}
        self.made.missing += sorted(nobodys - {choice.name for choice in self.choices})
        fresh = [choice for choice in self.choices if self._is_fresh(choice, seen, nobodys)]
        self._grants({choice.name: choice for choice in fresh}, seen)
        for choice in fresh:
            if choice.decision is Decision.INFRASTRUCTURE:
                self.made.ignored[choice.name] = choice.reason
            elif choice.decision is Decision.ASK:
                self.made.open.append(choice.name)

    def _is_fresh(self, choice: Choice, seen: SeenZone, nobodys: set[Fqdn]) -> bool:
        records = seen.at(choice.name)
        if records and choice.name not in nobodys:
            self.made.known.append(choice.name)
        elif mark_of(records) != choice.mark:
            self.made.changed.append(choice.name)
        else:
            return True
        return False

    def _grants(self, fresh: Mapping[Fqdn, Choice], seen: SeenZone) -> None:
        """Make a grant of each name with its parts; where a part has changed, the whole is left out."""
        heads = {choice.name for choice in self.choices if choice.decision is Decision.GRANT}
        parts = {choice.name for choice in self.choices if choice.decision is Decision.PART}
        placed: set[Fqdn] = set()
        for head in sorted(heads & {*fresh}):
            mine = [*parts_of(head, parts, heads)]
            if {*mine} <= {*fresh}:
                self._grant(fresh[head], [fresh[part] for part in mine], seen)
            else:
                self.made.changed.append(head)
            placed |= {*mine}
        self.made.open += sorted((parts & {*fresh}) - placed)

    def _grant(self, head: Choice, parts: Sequence[Choice], seen: SeenZone) -> None:
        assert head.agency is not None  # noqa: S101 - the reading of the sheet saw to it
        grant = adopted(head.name, [part.name for part in parts], head.agency, seen, self.zone)
        if grant is None:
            self.made.faults.append(Fault(head.where, _not_held(head.name, seen)))
            return
        names = wanted_of(grant, self.zone).names
        self.made.faults += _strange(head, parts, names)
        since = replace(grant, since=self.desk.today)
        self.made.granted.append(Adopted(since, head.letter, sorted(names & {rrset.name for rrset in seen})))


def _not_held(name: Fqdn, seen: SeenZone) -> Text:
    types = sorted({rrset.type for rrset in seen.at(name)})
    return Text("{name} cannot be held as a grant as it stands ({types}); decide for infrastructure, or ask",
                name=name, types=types)  # fmt: skip


def _strange(head: Choice, parts: Sequence[Choice], names: frozenset[Fqdn]) -> Iterator[Fault]:
    for part in parts:
        if part.name not in names:
            what = Text(
                "{part} cannot go with {name}; decide about it by itself", part=part.name, name=head.name
            )
            yield Fault(part.where, what)
