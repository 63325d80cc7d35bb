"""All about one name, address, letter, agency or zone: holder, letters, wanted, seen, last changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from provision.engine.survey import survey
from provision.engine.surveyed import Survey
from provision.errors import NotFound, Outside
from provision.flow.desk import Desk
from provision.flow.lookup import Register, agency_meant, keys_meant, like, zone_meant
from provision.flow.propose import standing
from provision.i18n import Text
from provision.model.event import Event, Kind, Status
from provision.model.grant import Grant, Origin
from provision.model.request import Request
from provision.model.site import Agency, ParentZone
from provision.names import Fqdn, shown

Asked = Sequence[tuple[Request, Status]]


@dataclass(frozen=True, slots=True)
class Known:
    """What the office knows of one grant, or of one that was asked for; `beside` is what its holder holds besides.

    `fault` is why nobody could look: what the ledger knows is told all the same.
    """

    grant: Grant | None
    requests: Asked
    events: Sequence[Event]
    survey: Survey | None
    beside: Sequence[str] = ()
    fault: Text | None = None

    @property
    def adoption(self) -> Event | None:
        """The entry that tells of its adoption, where it was there before us."""
        told = [event for event in self.events if event.kind is Kind.ADOPTED]
        return told[-1] if told and self.grant and self.grant.origin is Origin.ADOPTED else None

    def to_json(self, lang: str) -> dict[str, Any]:
        """Return plain data for `--output json`."""
        one = self.survey.surveyed[0] if self.survey else None
        return {
            "grant": self.grant.to_json() if self.grant else None,
            "requests": _asked_json(self.requests),
            "wanted": [rrset.to_json() for rrset in one.wanted.rrsets] if one else [],
            "seen": [rrset.to_json() for rrset in seen(self.survey)] if self.survey else [],
            "findings": [finding.to_json(lang) for finding in one.report.findings] if one else [],
            "events": [{"at": e.at.isoformat(), "kind": e.kind.value, "actor": e.actor} for e in self.events],
            "beside": list(self.beside),
            "fault": self.fault.to(lang) if self.fault else None,
            "adopted": _adopted_json(self.adoption),
        }


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """What an agency holds and has asked for."""

    agency: Agency
    grants: Sequence[Grant]
    requests: Asked

    def to_json(self, _lang: str) -> dict[str, Any]:
        """Return plain data for `--output json`."""
        return {
            "agency": self.agency.key.text,
            "name": self.agency.name,
            "head": self.agency.head,
            "official": [name.text for name in self.agency.subdomains],
            "grants": [grant.to_json() for grant in self.grants],
            "requests": _asked_json(self.requests),
        }


@dataclass(frozen=True, slots=True)
class KnownZone:
    """A zone of the office: who serves it, and what was granted in it."""

    zone: ParentZone
    grants: Sequence[Grant]

    def to_json(self, _lang: str) -> dict[str, Any]:
        """Return plain data for `--output json`."""
        return {
            "zone": self.zone.name.text,
            "servers": [str(server) for server in self.zone.servers],
            "grants": [grant.to_json() for grant in self.grants],
        }


Found = Known | KnownAgency | KnownZone


def inquire(desk: Desk, text: str) -> Sequence[Found]:
    """Return what is known of what the text means.

    Raises NotFound where nothing is, with what is written nearly alike.
    """
    register = Register(desk.site, desk.ledger.grants(), desk.ledger.requests())
    if zone := zone_meant(register, text):
        return [KnownZone(zone, [grant for grant in register.grants if _lies_in(desk, grant, zone)])]
    if keys := keys_meant(register, text):
        return [_known(desk, register, key) for key in keys]
    if agency := agency_meant(register, text):
        return [_agency(register, agency)]
    raise _unknown(register, text)


def seen(found: Survey) -> Sequence[Any]:
    """Return what the parent zone holds at the names of the grant."""
    one = found.surveyed[0]
    zone = found.zones[one.zone]
    return [rrset for name in sorted(one.wanted.names) for rrset in sorted(zone.at(name))]


def _unknown(register: Register, text: str) -> NotFound:
    near = like(register, text)
    if near:
        return NotFound(Text("Nothing is known of {text}; did you mean {near}?", text=shown(text), near=near))
    return NotFound(Text("Nothing is known of {text}", text=shown(text)))


def _lies_in(desk: Desk, grant: Grant, zone: ParentZone) -> bool:
    name = Fqdn.seen(grant.object)
    return name.is_below(zone.name) and desk.site.zone_of(name).name == zone.name


def _agency(register: Register, agency: Agency) -> KnownAgency:
    grants = [grant for grant in register.grants if grant.agency == agency.key]
    return KnownAgency(agency, grants, [row for row in register.requests if row[0].agency == agency.key])


def _known(desk: Desk, register: Register, key: str) -> Known:
    requests = [(request, status) for request, status in register.requests if key in request.grant_keys]
    grant = next((grant for grant in register.grants if grant.key == key), None)
    subjects = [str(request.id) for request, _ in requests]
    # What no letter did is told about the object itself.
    events = desk.ledger.events([*subjects, grant.object] if grant else subjects)
    if grant is None:
        return Known(None, requests, events, None)
    held = [
        one.object for one in register.grants if one.agency == grant.agency and one.stands and one.key != key
    ]
    try:
        return Known(
            grant, requests, events, survey(desk.world, desk.site, standing([grant], desk.today)), held
        )
    except Outside as error:
        return Known(grant, requests, events, None, held, error.text)


def _adopted_json(event: Event | None) -> dict[str, Any] | None:
    if event is None:
        return None
    return {"at": event.at.isoformat(), "by": event.actor, "letter": (event.body or {}).get("letter", "")}


def _asked_json(requests: Asked) -> list[dict[str, Any]]:
    return [{**request.to_json(), "status": status.value} for request, status in requests]
