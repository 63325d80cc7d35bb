"""What is proposed for each name of a zone that neither a grant nor the list of infrastructure explains."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from provision.flow.adopt.guess import Guess, Related, by_likeness, by_name
from provision.flow.adopt.row import Decision, Row, Sure
from provision.i18n import Text
from provision.model.rrset import ADDRESS_TYPES
from provision.model.site import Site
from provision.model.zone import SeenZone
from provision.names import Fqdn, Slug
from provision.services.subdomain.adoption import WWW, adopted, held_types
from provision.services.subdomain.kinds import NameKind, kind_of
from provision.services.subdomain.record import TYPES

ANYBODY = Slug("anybody")  # whether a name can be held does not depend on who holds it


@dataclass(frozen=True)
class Proposals:
    """A zone as seen, and the names of it that are to be asked about; `held` are names with their holders."""

    site: Site
    seen: SeenZone
    names: Sequence[Fqdn]
    held: Mapping[Fqdn, Slug]

    @property
    def rows(self) -> Sequence[Row]:
        """A row for each name, the holder of names below before them."""
        return [self._row(name) for name in sorted(self.names, key=lambda name: name.labels[::-1])]

    def _row(self, name: Fqdn) -> Row:
        kind, records = kind_of(name, self.seen), tuple(sorted(self.seen.at(name)))
        if reason := self._own(name) or self._not_held(name, kind):
            return Row(name, kind, records, Decision.INFRASTRUCTURE, reason)
        if above := self._whole(name):
            return Row(name, kind, records, Decision.PART, Text("goes with {name}", name=above))
        guess = self._guess(name)
        if guess is None:
            return Row(name, kind, records, Decision.ASK, Text("nothing tells whose it is"), None, Sure.LOW)
        decision = Decision.ASK if guess.sure is Sure.LOW else Decision.GRANT
        reason = self._with_rest(name, guess.reason)
        return Row(name, kind, records, decision, reason, guess.agency, guess.sure)

    def _with_rest(self, name: Fqdn, reason: Text) -> Text:
        """Say of which types no grant decides: they stay, and stay whose they are."""
        rest = held_types(name, self.seen)
        return Text("{reason}; left alone beside it: {types}", reason=reason, types=rest) if rest else reason

    def _own(self, name: Fqdn) -> Text | None:
        """Return why a name is the office's own: it serves the zone itself, or is reserved."""
        apex = self.seen.apex
        mail = self.seen.get(apex, "MX")
        if mail and name in mail.targets:
            return Text("receives the mail of {zone}", zone=apex)
        if name.parent == apex and name.labels[0] in self.site.policy.reserved:
            return Text("reserved for the office itself (policy.reserved)")
        if name.labels[0].startswith("_") and not self._whole(name):
            above = next((up for up in name.up_to(apex) if self.seen.at(up)), apex)
            return Text("beside {name}, which is no grant of this sheet", name=above)
        return None

    def _not_held(self, name: Fqdn, kind: NameKind) -> Text | None:
        """Return why no grant can hold a name as it stands, None where one can."""
        if kind is NameKind.HIDDEN:
            cut = self.seen.cut_above(name)
            return Text("lies hidden below {name}: nobody sees it", name=cut.name if cut else "")
        if self._holdable(name) or self._whole(name):
            return None
        types = sorted({rrset.type for rrset in self.seen.at(name)})
        return Text("cannot be held as a grant yet: {types}", types=types)

    def _holdable(self, name: Fqdn) -> bool:
        return name in self._heads

    @cached_property
    def _heads(self) -> Collection[Fqdn]:
        """The names that can be held by themselves; what the office keeps for itself is none of them."""
        zone = self.site.zones[self.seen.apex]
        return {name for name in self.names if adopted(name, [], ANYBODY, self.seen, zone)}

    def _whole(self, name: Fqdn) -> Fqdn | None:
        """Return the name that a name belongs to: a delegation's servers, www beside a name, labels of programs."""
        ups = [*name.up_to(self.seen.apex)]
        above = next((up for up in ups if up in self._heads and not self._kept(up)), None)
        return above if above and (self._is_glue(name) or self._is_part(name, above)) else None

    def _kept(self, name: Fqdn) -> bool:
        return not name.labels[0].startswith("_") and self._own(name) is not None

    def _is_glue(self, name: Fqdn) -> bool:
        return kind_of(name, self.seen) is NameKind.GLUE

    def _is_part(self, name: Fqdn, above: Fqdn) -> bool:
        labels = name.labels[: len(name.labels) - len(above.labels)]
        types = {rrset.type for rrset in self.seen.at(name)}
        if types <= {*TYPES} and any(label.startswith("_") for label in labels):
            return True
        return labels == (WWW,) and (
            types == {"CNAME"} or (types <= {*ADDRESS_TYPES} and self._same(name, above))
        )

    def _same(self, name: Fqdn, above: Fqdn) -> bool:
        return all(
            (here.values if here else ()) == (there.values if there else ())
            for here, there in ((self.seen.get(name, t), self.seen.get(above, t)) for t in ADDRESS_TYPES)
        )

    def _guess(self, name: Fqdn) -> Guess | None:
        plain = self._plain.get(name) or self._related.near(name)
        return plain or by_likeness(name, self.site) or self._related.far(name)

    @cached_property
    def _plain(self) -> Mapping[Fqdn, Guess]:
        found = ((name, by_name(name, self.site)) for name in self.names)
        return {name: guess for name, guess in found if guess}

    @cached_property
    def _related(self) -> Related:
        sure = {name: guess.agency for name, guess in self._plain.items()}
        return Related(self.site, self.seen, {**sure, **self.held})


def parts_of(head: Fqdn, parts: Collection[Fqdn], heads: Collection[Fqdn]) -> Iterator[Fqdn]:
    """Yield the parts that belong to a name: those below it with no other such name between."""
    for part in sorted(parts):
        above = next((up for up in part.up_to(Fqdn("")) if up in heads), None)
        if above == head:
            yield part
