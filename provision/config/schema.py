"""The shape of the site's files, key by key; what a key means stands in the shipped files' comments."""

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from provision.config.fields import (
    Address,
    AddressRange,
    Day,
    DayText,
    Host,
    InnerPath,
    Key,
    Line,
    NipText,
    Strict,
    TimeZone,
    Told,
    told,
)
from provision.config.url import Url
from provision.errors import BadInput
from provision.i18n import Text
from provision.model.playbook import Role
from provision.model.request import Action
from provision.model.waiver import NEVER
from provision.names import Fqdn, shown
from provision.secret import SecretRef

TAG = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")


def _key_name(text: str) -> Fqdn:
    try:
        return Fqdn.host(text)
    except BadInput:
        # Not repeated: the secret may have been written in its place.
        raise BadInput(Text("is not the name of a key, as provision-read is")) from None


def _waivable(text: str) -> str:
    if not TAG.fullmatch(text):
        raise BadInput(Text("{text} is not the code of a finding, as NAME_NOT_OFFICIAL is", text=shown(text)))
    if text in NEVER:
        raise BadInput(Text("{code} is never waived; remove it", code=text))
    return text


ServerId = Annotated[str, Field(pattern="^[A-Za-z0-9._-]{1,63}$")]
Secret = Annotated[SecretRef, told(lambda text: SecretRef.parse(text, Path()))]
KeyName = Annotated[Fqdn, told(_key_name)]
Port = Annotated[int, Field(ge=1, le=65535)]
Ttl = Annotated[int, Field(ge=0, le=2**31 - 1)]
Seconds = Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)]
Hours = Annotated[float, Field(gt=0, le=30 * 24, allow_inf_nan=False)]
Algorithm = Literal["hmac-sha224", "hmac-sha256", "hmac-sha384", "hmac-sha512"]
LevelName = Literal["INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL"]


class OfficialPart(Strict):
    """Who signs or initials."""

    title: Line
    name: Line
    rank: Line = ""
    nip: NipText = ""


class OfficePart(Strict):
    """The letterhead."""

    government: Line
    name: Line
    address: Line
    website: Line
    email: Line
    place: Line
    logo: InnerPath | None = None
    complaints: Line = ""
    officials: dict[Role, OfficialPart] = Field(default_factory=dict)


class PolicyPart(Strict):
    """What the site decides."""

    blocks: Literal["NOTICE", "WARNING", "ERROR", "CRITICAL"] = "ERROR"
    reserved: frozenset[Line] = frozenset()
    shared: tuple[AddressRange, ...] = ()
    levels: dict[Line, LevelName] = Field(default_factory=dict)
    in_country: InnerPath | None = None
    propagation_hours: Hours = 24.0
    rest_days: Annotated[int, Field(ge=0, le=3650)] = 30
    records: dict[Literal["TXT", "MX", "CNAME"], tuple[Line, ...]] = Field(default_factory=dict)
    waivable: frozenset[Annotated[str, told(_waivable)]] | None = None
    waive_days: Annotated[int, Field(ge=1, le=3650)] = 365
    on_call: frozenset[Action] = frozenset()
    profile: InnerPath | None = None


class TenurePart(Strict):
    """A role that a login holds, and when; both days count."""

    role: Role
    since: Day | None = None
    until: Day | None = None


class SiteFile(Strict):
    """`inventory/site.yaml`."""

    language: Literal["id", "en"] = "id"
    timezone: TimeZone = "Asia/Jakarta"
    office: OfficePart
    ledger: Line = "ledger/ledger.db"
    outbox: InnerPath = Field(default="outbox", validate_default=True)
    policy: PolicyPart = PolicyPart()
    regional_holidays: dict[DayText, Line] = Field(default_factory=dict)
    users: dict[Line, tuple[TenurePart, ...]] = Field(default_factory=dict)


class AgencyPart(Strict):
    """One perangkat daerah."""

    name: Line
    head: Line
    place: Line
    subdomains: tuple[Host, ...] = ()


class AgenciesFile(Strict):
    """`inventory/agencies.yaml`."""

    agencies: dict[Key, AgencyPart]


class KeyPart(Strict):
    """A TSIG key, its secret a reference."""

    name: KeyName
    algorithm: Algorithm = "hmac-sha256"
    secret: Secret


class ServerPart(Strict):
    """Where a server answers; the name is for people."""

    name: Host | None = None
    address: Address
    port: Port = 53


class ApiPart(Strict):
    """The HTTP API of a PowerDNS."""

    url: Url
    key: Secret
    server: ServerId = "localhost"
    authority: Line | None = None


class ChildrenPart(Strict):
    """Where agencies' own zones are made."""

    catalog: Host
    primary: ServerPart
    read_key: KeyPart
    write_key: KeyPart


class ZonePart(Strict):
    """A zone that the office runs."""

    kind: Literal["rfc2136", "powerdns", "zonefile", "render"] = "rfc2136"
    driver: Literal["rfc2136"] | None = None  # what `kind` was called while there was one
    primary: ServerPart
    secondaries: tuple[ServerPart, ...] = ()
    read_key: KeyPart | None = None
    write_key: KeyPart | None = None
    api: ApiPart | None = None
    file: Line | None = None
    include: Line | None = None
    reload: tuple[Line, ...] | None = None
    panel: Literal["nsupdate", "cpanel", "cloudflare"] | None = None
    people_edit: Line | None = None
    resolver: ServerPart | None = None
    office_ns: tuple[Host, ...] = ()
    delegation_ttl: Ttl = 3600
    address_ttl: Ttl = 3600
    patience: Seconds = 30.0
    timeout: Seconds = 5.0
    children: ChildrenPart | None = None


def _zones_once(zones: object) -> object:
    names = [str(name).lower().removesuffix(".") for name in zones] if isinstance(zones, dict) else []
    for place, name in enumerate(names):
        if name in names[:place]:
            raise Told(Text("{name} is written twice; keep it once", name=shown(name)))
    return zones


class ZonesFile(Strict):
    """`inventory/zones.yaml`."""

    zones: Annotated[dict[Host, ZonePart], Field(min_length=1), BeforeValidator(_zones_once)]
    hints: tuple[ServerPart, ...] = ()
