"""The fakes: name servers and a parent zone in memory, behind the same ports."""

from collections.abc import Callable, Mapping, Sequence

from provision.decide.guard import Guard, unmet
from provision.errors import BadAnswer, Stale
from provision.i18n import Text
from provision.model.change import Change
from provision.model.query import Answer, Query, Silence
from provision.model.rrset import SERIAL, RRset
from provision.model.zone import SeenZone
from provision.names import Fqdn


class MemoryDns:
    """Answers from a table; what the table does not know is silence."""

    def __init__(self, answers: Mapping[Query, Answer]) -> None:
        self._answers = answers

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        """Return one answer for each question, in order."""
        return [self._answers.get(query, Answer(query, Silence.TIMEOUT)) for query in queries]


class MemoryParent:
    """A zone in memory that honours guards as a name server does."""

    def __init__(self, zone: SeenZone, *, most: int = 1000) -> None:
        self._zone = zone
        self._most = most

    def read(self) -> SeenZone:
        """Return the zone as it stands."""
        return self._zone

    def serial(self) -> int:
        """Return its serial."""
        return self._zone.serial

    def compares_serial(self) -> bool:
        """Tell that guards on the serial are honoured here."""
        return True

    def fits(self, changes: Sequence[Change], guards: Sequence[Guard]) -> bool:
        """Tell whether the changes are few enough for one message."""
        return len(changes) <= self._most and bool(guards or not changes)

    def write(self, changes: Sequence[Change], guards: Sequence[Guard]) -> None:
        """Carry out the changes; raises Stale where a guard does not hold."""
        if unmet(guards, self._zone):
            raise Stale(Text("{zone} is no longer as it was when the plan was made", zone=self._zone.apex))
        if changes:
            self._zone = self._zone.after([*changes, _next_serial(self._zone)])


class MemoryHosting:
    """A catalog in memory whose zones are made, and forgotten, as it lists them."""

    def __init__(self, catalog: Fqdn, template: Callable[[Fqdn], SeenZone]) -> None:
        self._catalog = MemoryParent(template(catalog))
        self._template = template
        self._zones: dict[Fqdn, MemoryParent] = {}

    def catalog(self) -> MemoryParent:
        """Return the catalog."""
        return self._catalog

    def zone(self, name: Fqdn) -> MemoryParent:
        """Return a zone that is listed. Raises BadAnswer where it is not."""
        listed = [rrset.targets for rrset in self._catalog.read() if rrset.type == "PTR"]
        self._zones = {zone: held for zone, held in self._zones.items() if (zone,) in listed}
        if (name,) not in listed:
            raise BadAnswer(Text("The server answered NOTAUTH for {zone}", zone=name))
        return self._zones.setdefault(name, MemoryParent(self._template(name)))


def _next_serial(zone: SeenZone) -> Change:
    soa = zone.rrsets[zone.apex, "SOA"]
    words = soa.values[0].split()
    return Change(
        soa,
        RRset.of(
            soa.name,
            "SOA",
            soa.ttl,
            [" ".join([*words[:SERIAL], str(zone.serial + 1), *words[SERIAL + 1 :]])],
        ),
    )
