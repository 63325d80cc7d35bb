"""Finds the parent of a zone: from the root down, label by label, asking every server of each zone on the way.

As Zonemaster's MethodsV2 and basic01 have it, the names are no longer than needed (RFC 9156). All servers of a
zone are asked in one batch. Every loop is bounded: a hostile server can end the search, not lengthen it.
"""

from provision.checks.asking import Asking
from provision.checks.at import At
from provision.checks.level import Level, Step, level, steps
from provision.checks.walk import Walker
from provision.checks.way import Misfit, Says, Sighting, Way, ordered
from provision.names import Fqdn, Ip

ROOT = Fqdn("")
MOST_ASKED = 800  # servers, counted again for each label


def traverse(zone: Fqdn, walker: Walker) -> Asking[Way]:
    """Return what was seen between the root and the zone."""
    search = _Search(zone, walker)
    while search.waiting and not search.spent:
        here = min(search.waiting, key=lambda name: len(name.labels))
        servers = search.waiting.pop(here)
        found = yield from level(here, frozenset(servers), walker)
        search.heed_level(found)
        yield from _descend(search, here, found.serving)
    return search.way()


def _descend(search: "_Search", zone: Fqdn, serving: tuple[At, ...]) -> Asking[None]:
    """Ask the servers of a zone for longer and longer names, until each has said what it knows."""
    names: dict[Ip, set[Fqdn]] = {}
    for at in serving:
        names.setdefault(at.address, set()).add(at.name)
    standing = dict.fromkeys(names, zone)
    name = zone
    while standing and name != search.zone and not search.spent:
        name = longer(search.zone, name)
        last = name == search.zone
        told = yield from steps(name, frozenset(standing), search.walker, last=last)
        search.asked_servers += len(standing)
        for ip, step in told.items():
            servers = [At(one, ip) for one in names[ip]]
            search.heed(
                servers, standing.pop(ip) if not _goes_on(step, last=last) else standing[ip], name, step
            )
            if step.says is Says.SERVES and not last:
                standing[ip] = name


def _goes_on(step: Step, *, last: bool) -> bool:
    return not last and step.says in {Says.SERVES, Says.NOTHING, Says.ALIAS}


def longer(zone: Fqdn, name: Fqdn) -> Fqdn:
    """Return the name one label nearer to the zone."""
    return Fqdn(".".join(zone.labels[-len(name.labels) - 1 :]))


class _Search:
    """What is known so far of the way to a zone, and which servers wait to be asked."""

    def __init__(self, zone: Fqdn, walker: Walker) -> None:
        self.zone, self.walker = zone, walker
        self.waiting: dict[Fqdn, set[At]] = {ROOT: set(walker.root_servers)}
        self.asked_servers = 0
        self._sightings: dict[Sighting, None] = {}
        self._misfits: set[Misfit] = set()
        self._asked: set[At] = set()
        self._unasked: set[At] = set()
        self._unseen: set[At] = set()

    @property
    def spent(self) -> bool:
        """Whether enough was asked."""
        return self.asked_servers >= MOST_ASKED

    def heed_level(self, found: Level) -> None:
        """Take note of the servers of a zone."""
        self._misfits.update(found.misfits)
        self._unasked.update(found.unasked)
        self._unseen.update(found.unseen)
        self._asked.update(found.serving, (misfit.server for misfit in found.misfits))
        self.asked_servers += len(found.serving) + len(found.misfits)

    def heed(self, servers: list[At], zone: Fqdn, name: Fqdn, step: Step) -> None:
        """Take note of what a server of a zone says of a name."""
        if step.amiss:
            self._misfits.update(Misfit(server, name, step.amiss) for server in servers)
        elif step.says is None:
            self._unasked.update(servers)
            self._unseen.update(servers if step.unseen else ())
        elif step.says is Says.NOT_THERE or name == self.zone:
            self._sightings |= dict.fromkeys(
                Sighting(zone, server, step.says, step.target) for server in servers
            )
        elif step.hosts:
            self.waiting.setdefault(name, set()).update(step.hosts)

    def way(self) -> Way:
        """Return what was seen."""
        return Way(
            tuple(sorted(self._sightings, key=lambda one: (one.parent.text, str(one.server)))),
            tuple(sorted(self._misfits, key=lambda one: (one.name.text, one.type, str(one.server)))),
            ordered(self._asked),
            ordered(self._unasked),
            ordered(self._unseen),
            cut_short=self.spent,
        )
