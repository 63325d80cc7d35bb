"""A parent zone that a person changes: transferred where a key allows it, else asked for the names in question.

Asking sees what the primary answers. A name that answers just as the wildcard over it does is taken not
to be there; what lies behind a cut is seen as far as the referral tells it (its servers, their addresses).
"""

from collections.abc import Collection, Iterator, Sequence

from provision.decide.guard import Guard
from provision.drivers.dns import SocketDns
from provision.drivers.rfc2136 import Rfc2136Parent
from provision.errors import BadAnswer, NoAnswer, Refused
from provision.i18n import Text
from provision.model.change import Change
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import ADDRESS_TYPES, RRset
from provision.model.site import ParentZone
from provision.model.zone import SeenZone
from provision.names import Fqdn
from provision.ports import Dns

# What is asked for at each name; other types are not seen there.
ASKED = ("A", "AAAA", "CNAME", "DNAME", "TXT", "MX", "SRV", "CAA")


class AskedParent:
    """The `Parent` of a zone of kind render: seen, and never written."""

    def __init__(self, zone: ParentZone, dns: Dns | None = None) -> None:
        self._zone = zone
        self._dns = dns or SocketDns(zone.timeout)
        self._listed = Rfc2136Parent(zone) if zone.read_key else None

    def read(self) -> SeenZone:
        """Return the whole zone where a key allows it, else its apex."""
        return self.about(())

    def about(self, names: Collection[Fqdn]) -> SeenZone:
        """Return the zone, or what it answers at the names and on the way to them. Raises NoAnswer or BadAnswer."""
        if self._listed:
            return self._listed.read()
        apex = self._zone.name
        on_the_way = {above for name in names for above in (name, *name.up_to(apex))}
        stars = {name.parent.child("*") for name in on_the_way if name != apex}
        return self._seen({apex}, sorted((on_the_way | stars) - {apex}))

    def serial(self) -> int:
        """Return the serial that the primary serves. Raises NoAnswer or BadAnswer."""
        return self.read().serial

    def compares_serial(self) -> bool:
        """Tell that nothing is written here."""
        return False

    def fits(self, changes: Sequence[Change], guards: Sequence[Guard]) -> bool:  # noqa: ARG002 - the port's
        """Tell that a person takes any number of changes."""
        return True

    def write(self, changes: Sequence[Change], guards: Sequence[Guard]) -> None:  # noqa: ARG002 - the port's
        """Raise Refused: a person does it."""
        raise Refused(Text("{zone} is changed by hand (kind: render)", zone=self._zone.name))

    def _seen(self, apex: Collection[Fqdn], names: Sequence[Fqdn]) -> SeenZone:
        top = self._heard([(name, rtype) for name in apex for rtype in ("SOA", "NS", *ASKED)])
        referred = self._heard([(name, "NS") for name in names])
        cuts = {rrset.key: rrset for answer in referred for rrset in self._cut(answer)}
        glue = {rrset.key: rrset for answer in referred for rrset in self._glue(answer)}
        open_names = [name for name in names if not any(name.is_at_or_below(cut) for cut, _ in cuts)]
        told = self._heard([(name, rtype) for name in open_names for rtype in ASKED])
        vouched = self._heard([(cut, "DS") for cut, _ in cuts])
        own = [rrset for answer in (*top, *told, *vouched) for rrset in _own(answer)]
        seen = SeenZone.of(self._zone.name, [*own, *cuts.values(), *glue.values()], whole=False)
        return _without_stars(seen)

    def _heard(self, questions: Sequence[tuple[Fqdn, str]]) -> Sequence[Answer]:
        primary = self._zone.primary
        asked = [Query(primary.address, name, rtype, port=primary.port) for name, rtype in questions]
        answers = self._dns.exchange(asked)
        for answer in answers:
            self._judge(answer)
        return answers

    def _judge(self, answer: Answer) -> None:
        said = {"server": self._zone.primary, "zone": self._zone.name}
        if answer.silence in {Silence.MALFORMED, Silence.NOT_PUBLIC, Silence.BUDGET}:
            raise BadAnswer(Text("{server} gave no proper answer about {zone}; try again", **said))
        if answer.silence:
            raise NoAnswer(Text("{server} did not answer about {zone} in time; try again", **said))
        if answer.failed or not (answer.authoritative or self._cut(answer)):
            raise BadAnswer(
                Text("{server} does not answer for {zone} with authority ({rcode}); is it the primary in "
                     "inventory/zones.yaml?", rcode=answer.rcode, **said)
            )  # fmt: skip

    def _cut(self, answer: Answer) -> Sequence[RRset]:
        """Return the delegation that an answer refers to, if it is one."""
        if answer.authoritative or answer.answer:
            return ()
        return [
            rrset for rrset in answer.authority if rrset.type == "NS" and rrset.name.is_below(self._zone.name)
        ]

    def _glue(self, answer: Answer) -> Sequence[RRset]:
        targets = {target for rrset in self._cut(answer) for target in rrset.targets}
        inside = (rrset for rrset in answer.additional if rrset.name.is_below(self._zone.name))
        return [rrset for rrset in inside if rrset.type in ADDRESS_TYPES and rrset.name in targets]


def _own(answer: Answer) -> Iterator[RRset]:
    """Yield the set that a name itself answers with: of its type, or the alias that it is."""
    for rrset in answer.answer:
        if rrset.name == answer.query.name and rrset.type in {answer.query.type, "CNAME"}:
            yield rrset


def _without_stars(seen: SeenZone) -> SeenZone:
    """Leave out what a wildcard answered in a name's place."""
    kept = [rrset for rrset in seen if not _is_starred(rrset.name, seen)]
    return SeenZone.of(seen.apex, kept, whole=False)


def _is_starred(name: Fqdn, seen: SeenZone) -> bool:
    if name == seen.apex or name.labels[0] == "*":
        return False
    shapes = {(rrset.type, rrset.values) for rrset in seen.at(name)}
    for above in (*name.up_to(seen.apex), seen.apex):
        if stars := seen.at(above.child("*")):
            return shapes == {(rrset.type, rrset.values) for rrset in stars}
    return False
