"""A parent zone in PowerDNS, by its HTTP API.

The API has no conditional write (PowerDNS issue 6247): who writes reads the zone, compares and writes,
and somebody else can come between. So the window is as narrow as can be: the zone is read and compared
right before the one PATCH, which the server carries out as one transaction, and `engine.write` reads
again and takes back what turns out wrong. Others of this program's are kept out by the ledger's lock.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from provision.decide.guard import Guard, unmet
from provision.drivers.http import HttpApi, Reply
from provision.drivers.pdns_zone import PdnsZone, parse_zone
from provision.errors import BadAnswer, BadConfig, BadKey, Outside, Stale
from provision.i18n import Text
from provision.model.change import Change
from provision.model.rrset import SERIAL, RRset
from provision.model.site import ParentZone
from provision.model.zone import SeenZone
from provision.names import shown

OK, NO_CONTENT = 200, 204
KEYLESS = {401, 403}
NOT_FOUND, CONFLICT = 404, 422
PRIMARY = {"Master", "Primary", "Producer"}
SECONDARY = {"Slave", "Secondary", "Consumer"}
MOST_CHANGES = 1000


class PowerDnsParent:
    """The real `Parent` on PowerDNS 4.7 and later."""

    def __init__(self, zone: ParentZone, http: HttpApi | None = None) -> None:
        if zone.api is None:
            raise BadConfig(
                Text(
                    "inventory/zones.yaml names no {setting} of {zone}; add it", setting="api", zone=zone.name
                )
            )
        self._zone = zone
        self._url = zone.api.url
        self._http = http or HttpApi(zone.api, zone.timeout)
        self._path = f"/api/v1/servers/{zone.api.server}/zones/{quote(f'{zone.name}.', safe='')}"

    def read(self) -> SeenZone:
        """Return the zone as the server keeps it. Raises NoAnswer, BadAnswer or BadKey."""
        return self._held().seen

    def serial(self) -> int:
        """Return the serial in the zone's SOA. Raises NoAnswer, BadAnswer or BadKey."""
        return self.read().serial

    def compares_serial(self) -> bool:
        """Tell that no guard is judged by the server itself: where a cut moves, the zone is read again."""
        return False

    def fits(self, changes: Sequence[Change], guards: Sequence[Guard]) -> bool:  # noqa: ARG002 - the port's
        """Tell whether the changes are few enough for one PATCH; guards are not sent."""
        return len(changes) <= MOST_CHANGES

    def write(self, changes: Sequence[Change], guards: Sequence[Guard]) -> None:
        """Compare and write, as near to each other as can be.

        Raises Stale where a guard does not hold; NoAnswer, BadAnswer or BadKey otherwise. After
        NoAnswer the change may or may not have been carried out: read again.
        """
        held = self._held()
        if unmet(guards, held.seen):
            raise self._stale()
        if held.kind in SECONDARY:
            raise BadAnswer(
                Text("{url} only copies {zone} from another server; name that one as api.url",
                     url=self._url, zone=self._zone.name)
            )  # fmt: skip
        needed = [change for change in changes if held.seen.get(*change.rrset.key) != change.after]
        if needed:
            self._patch(needed, held, guards)

    def _patch(self, changes: Sequence[Change], held: PdnsZone, guards: Sequence[Guard]) -> None:
        reply = self._http.ask("PATCH", self._path, {"rrsets": list(_rrsets(changes, held))})
        if reply.status == CONFLICT and unmet(guards, self.read()):
            raise self._stale()
        self._judge(reply, NO_CONTENT)
        if held.kind in PRIMARY:
            self._notify()

    def _notify(self) -> None:
        """Let the server tell its secondaries now; by itself it looks for changes once a minute."""
        try:
            self._http.ask("PUT", f"{self._path}/notify")
        except Outside:
            # The change stands, and they follow by themselves; `verify` sees whether they do.
            return

    def _held(self) -> PdnsZone:
        reply = self._http.ask("GET", self._path)
        self._judge(reply, OK)
        held = parse_zone(reply.data, self._zone.name)
        if held is None:
            raise BadAnswer(
                Text("{url} gave no proper answer about {zone}; is it the API of a PowerDNS from 4.7 on?",
                     url=self._url, zone=self._zone.name)
            )  # fmt: skip
        return held

    def _stale(self) -> Stale:
        return Stale(
            Text("{zone} is no longer as it was when the plan was made ({server} shows it); nothing was changed, plan again",
                 zone=self._zone.name, server=self._url)
        )  # fmt: skip

    def _judge(self, reply: Reply, good: int) -> None:
        said = {"url": self._url, "zone": self._zone.name}
        if reply.status == good:
            return
        if reply.status in KEYLESS:
            raise BadKey(
                Text("{url} does not accept the key of its API: compare it with api-key in pdns.conf", **said)
            )
        if reply.status == NOT_FOUND:
            raise BadAnswer(
                Text("{url} has no zone {zone}, or no API there; compare api.url and api.server", **said)
            )
        raise BadAnswer(
            Text(
                "{url} answered {status} about {zone}: {reason}",
                status=reply.status,
                reason=_reason(reply.data),
                **said,
            )
        )


def _reason(data: Any) -> str:
    told = data.get("error") if isinstance(data, dict) else None
    return shown(told, 200) if isinstance(told, str) else "–"  # noqa: RUF001 - a dash, as in a table


def _rrsets(changes: Sequence[Change], held: PdnsZone) -> Iterator[dict[str, Any]]:
    """Yield what goes, then what comes, then a new serial where the server makes none itself."""
    for change in sorted(changes, key=lambda change: change.after is not None):
        yield _put(change.after, held) if change.after else _gone(change.rrset, held)
    if not held.counts:
        yield _put(_next_serial(held.seen), held)


def _gone(rrset: RRset, held: PdnsZone) -> dict[str, Any]:
    if held.disabled(rrset):
        # What somebody put aside in this set stays put aside.
        return _set(rrset, held.disabled(rrset), ttl=rrset.ttl)
    return {"name": f"{rrset.name}.", "type": rrset.type, "changetype": "DELETE"}


def _put(rrset: RRset, held: PdnsZone) -> dict[str, Any]:
    ours = [{"content": value, "disabled": False} for value in rrset.values]
    return _set(rrset, [*ours, *held.disabled(rrset)], ttl=rrset.ttl)


def _set(rrset: RRset, records: Sequence[dict[str, Any]], *, ttl: int) -> dict[str, Any]:
    name = f"{rrset.name}."
    return {"name": name, "type": rrset.type, "ttl": ttl, "changetype": "REPLACE", "records": list(records)}


def _next_serial(zone: SeenZone) -> RRset:
    soa = zone.rrsets[zone.apex, "SOA"]
    words = soa.values[0].split()
    words[SERIAL] = str((zone.serial + 1) % 2**32 or 1)
    return RRset.of(soa.name, "SOA", soa.ttl, [" ".join(words)])
