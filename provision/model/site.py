"""The office and what it runs, as the site's files tell it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from provision.errors import NotFound
from provision.i18n import Text
from provision.model.ignored import Ignored
from provision.model.playbook import Role
from provision.model.policy import Policy
from provision.names import Fqdn, Ip, Slug, shown
from provision.secret import SecretRef


@dataclass(frozen=True, slots=True)
class Agency:
    """A perangkat daerah: whom letters go to, and the names that are officially its own."""

    key: Slug
    name: str
    head: str
    place: str
    subdomains: tuple[Fqdn, ...] = ()


@dataclass(frozen=True, slots=True)
class Official:
    """Who signs or initials, as printed below a letter."""

    title: str
    name: str
    rank: str = ""
    nip: str = ""


@dataclass(frozen=True, slots=True)
class Tenure:
    """A role that a login holds, from a day, to a day; None stands for "always" and "until further notice"."""

    role: Role
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the role is held on a day; both ends count."""
        return (self.since or day) <= day <= (self.until or day)


@dataclass(frozen=True, slots=True)
class Office:
    """The letterhead's facts and the officials by role (`head`, `secretary`, `division_head`)."""

    government: str
    name: str
    address: str
    website: str
    email: str
    place: str
    logo: Path | None = None
    complaints: str = ""
    officials: Mapping[str, Official] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Key:
    """A TSIG key (RFC 8945); its secret is a reference until the moment of use."""

    name: Fqdn
    algorithm: str
    secret: SecretRef


@dataclass(frozen=True, slots=True)
class Server:
    """An address where a name server answers."""

    address: Ip
    port: int = 53
    name: Fqdn | None = None

    def __str__(self) -> str:
        return f"{self.name} ({self.address})" if self.name else str(self.address)


@dataclass(frozen=True, slots=True)
class Children:
    """Where agencies' own zones are made: the server that makes each zone that its catalog lists (RFC 9432).

    `read_key` and `write_key` serve the catalog and every zone made from it.
    """

    catalog: Fqdn
    primary: Server
    read_key: Key
    write_key: Key


class ZoneKind(StrEnum):
    """How a zone is read and written."""

    RFC2136 = "rfc2136"  # zone transfer and dynamic update: BIND, Knot, PowerDNS
    POWERDNS = "powerdns"  # PowerDNS by its HTTP API
    ZONEFILE = "zonefile"  # files that people edit, and one beside them that is ours
    RENDER = "render"  # by a person, from what we write down


class Panel(StrEnum):
    """What a change is written down for."""

    NSUPDATE = "nsupdate"
    CPANEL = "cpanel"
    CLOUDFLARE = "cloudflare"


@dataclass(frozen=True, slots=True)
class Api:
    """The HTTP API of a PowerDNS: `url` up to and without `/api`, `key` what it asks for.

    `server` is the server's id there. `authority` is the file of a certificate authority of the site's own.
    """

    url: str
    key: SecretRef
    server: str = "localhost"
    authority: Path | None = None


@dataclass(frozen=True, slots=True)
class ZoneFiles:
    """The people's file of a zone, the file that it includes and that is ours, and what makes a server read them."""

    file: Path
    include: Path
    reload: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ParentZone:
    """A zone that the office runs, and how it is read and written.

    `primary` is the server that `verify` asks first, whatever the kind. `read_key` serves checking
    (transfer), `write_key` only `apply`; both are there for RFC 2136, `api` for PowerDNS, `files` for
    zone files. `panel` is what a person enters changes into; `people_edit` the zone's file where people edit it
    although it is declared to take updates. `office_ns` are the name
    servers meant where a letter says `office`. `patience` is how many seconds `verify` waits for
    the secondaries; TTLs are seconds. `children` is None where agencies get no zones of their own on
    the office's servers.
    """

    name: Fqdn
    primary: Server
    read_key: Key | None = None
    write_key: Key | None = None
    kind: ZoneKind = ZoneKind.RFC2136
    api: Api | None = None
    files: ZoneFiles | None = None
    panel: Panel = Panel.NSUPDATE
    people_edit: Path | None = None
    secondaries: tuple[Server, ...] = ()
    resolver: Server | None = None
    office_ns: tuple[Fqdn, ...] = ()
    delegation_ttl: int = 3600
    address_ttl: int = 3600
    patience: float = 30.0
    timeout: float = 5.0
    children: Children | None = None

    @property
    def servers(self) -> Sequence[Server]:
        """All authoritative servers, the primary first."""
        return (self.primary, *self.secondaries)


@dataclass(frozen=True, slots=True)
class Site:
    """Everything the site's files say."""

    folder: Path
    language: str
    office: Office
    agencies: Mapping[Slug, Agency]
    zones: Mapping[Fqdn, ParentZone]
    policy: Policy
    ledger: str
    outbox: Path
    timezone: str = "Asia/Jakarta"
    hints: tuple[Server, ...] = ()
    regional_holidays: Mapping[str, str] = field(default_factory=dict)
    users: Mapping[str, tuple[Tenure, ...]] = field(default_factory=dict)
    ignored: Ignored = field(default_factory=Ignored)

    def roles(self, login: str, day: date) -> frozenset[Role]:
        """Return the roles that a login holds on a day; every role where the site lists no users at all."""
        if not self.users:
            return frozenset(Role)
        return frozenset(tenure.role for tenure in self.users.get(login, ()) if tenure.covers(day))

    def day(self, moment: datetime) -> date:
        """Return the day that a moment falls on where the office is, whatever the machine's zone."""
        return moment.astimezone(ZoneInfo(self.timezone)).date()

    def agency(self, key: Slug) -> Agency:
        """Return the agency of that key. Raises NotFound."""
        try:
            return self.agencies[key]
        except KeyError:
            raise NotFound(
                Text(
                    "The agency {key} is not in inventory/agencies.yaml; known are {known}",
                    key=shown(key.text),
                    known=sorted(known.text for known in self.agencies),
                )
            ) from None

    def agency_name(self, key: Slug) -> str:
        """Return the official name of an agency; its key where the site lists it no more."""
        return self.agencies[key].name if key in self.agencies else key.text

    def zone_of(self, name: Fqdn) -> ParentZone:
        """Return the office's zone that a name lies in, the closest one. Raises NotFound."""
        above = [zone for zone in self.zones.values() if name.is_below(zone.name)]
        if not above:
            raise NotFound(
                Text(
                    "{name} lies in none of the office's zones ({zones})",
                    name=name,
                    zones=sorted(zone.text for zone in self.zones),
                )
            )
        return max(above, key=lambda zone: len(zone.name.labels))
