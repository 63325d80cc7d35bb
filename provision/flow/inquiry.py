"""All about one name, address or request: holder, letters, wanted, seen, last changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from provision.engine.survey import Survey, survey
from provision.errors import BadInput, NotFound
from provision.flow.desk import Desk
from provision.flow.propose import standing
from provision.i18n import Text
from provision.model.event import Event, Status
from provision.model.grant import Grant
from provision.model.request import Request
from provision.names import Fqdn, parse_ip, shown


@dataclass(frozen=True, slots=True)
class Known:
    """What the office knows of one grant."""

    grant: Grant | None
    requests: Sequence[tuple[Request, Status]]
    events: Sequence[Event]
    survey: Survey | None

    def to_json(self, lang: str) -> dict[str, Any]:
        """Return plain data for `--output json`."""
        one = self.survey.surveyed[0] if self.survey else None
        return {
            "grant": self.grant.to_json() if self.grant else None,
            "requests": [{**request.to_json(), "status": status.value} for request, status in self.requests],
            "wanted": [rrset.to_json() for rrset in one.wanted.rrsets] if one else [],
            "seen": [rrset.to_json() for rrset in seen(self.survey)] if self.survey else [],
            "findings": [finding.to_json(lang) for finding in one.report.findings] if one else [],
            "events": [{"at": e.at.isoformat(), "kind": e.kind.value, "actor": e.actor} for e in self.events],
        }


def seen(found: Survey) -> Sequence[Any]:
    """Return what the parent zone holds at the names of the grant."""
    one = found.surveyed[0]
    zone = found.zones[one.zone]
    return [rrset for name in sorted(one.wanted.names) for rrset in sorted(zone.at(name))]


def inquire(desk: Desk, text: str) -> Sequence[Known]:
    """Return what is known of each grant or open request meant. Raises NotFound where nothing is."""
    keys = _by_address(desk, text) or _by_object(desk, text)
    if not keys:
        raise NotFound(Text("Nothing is known of {text}", text=shown(text)))
    return [_known(desk, key) for key in keys]


def _by_address(desk: Desk, text: str) -> Sequence[str]:
    try:
        address = str(parse_ip(text))
    except BadInput:
        return []
    return [
        grant.key for grant in desk.ledger.grants() if grant.stands and address in grant.params.get("ips", ())
    ]


def _by_object(desk: Desk, text: str) -> Sequence[str]:
    meant = {text.lower(), *(f"{text.lower()}.{zone}" for zone in desk.site.zones)}
    held = [grant.key for grant in desk.ledger.grants() if grant.object in meant]
    if held:
        return held
    try:
        return [desk.ledger.find(text).grant_key]
    except NotFound:
        # A name below one that was delegated belongs to the holder of the cut.
        return [grant.key for grant in desk.ledger.grants() if _covers(grant, text)]


def _covers(grant: Grant, text: str) -> bool:
    try:
        return grant.stands and Fqdn.seen(text).is_below(Fqdn.host(grant.object))
    except BadInput:
        return False


def _known(desk: Desk, key: str) -> Known:
    requests = [(request, status) for request, status in desk.ledger.requests() if request.grant_key == key]
    events = desk.ledger.events([str(request.id) for request, _ in requests])
    grant = desk.ledger.grant(key)
    found = survey(desk.world, desk.site, standing([grant], desk.today)) if grant else None
    return Known(grant, requests, events, found)
