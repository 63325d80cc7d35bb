"""The site: found, read from its inventory, and checked across its files."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from provision.config import schema
from provision.config.document import Document, read_document
from provision.config.faults import Fault
from provision.config.hints import read_hints
from provision.config.networks import read_networks
from provision.errors import BadInput
from provision.i18n import Text
from provision.model.finding import Level
from provision.model.site import (
    Agency,
    Children,
    Key,
    Office,
    Official,
    ParentZone,
    Policy,
    Server,
    Site,
    Tenure,
)
from provision.names import Fqdn, Slug, shown


def find_site(option: Path | None, environ: Mapping[str, str]) -> Path:
    """Return the site's folder: as given, as PROVISION_SITE names it, or the current one. Raises BadInput."""
    named = option or (Path(environ["PROVISION_SITE"]) if environ.get("PROVISION_SITE") else None)
    folder = named or Path()
    if (folder / "inventory" / "site.yaml").is_file():
        return folder
    if named:
        raise BadInput(
            Text(
                "{folder} is not a site: it has no inventory/site.yaml; make one with: provision init {folder}",
                folder=shown(str(folder), 200),
            )
        )
    raise BadInput(
        Text(
            "No site here: go to its folder, name it with --site or PROVISION_SITE, or make one with: provision init DIR"
        )
    )


def load_site(folder: Path) -> Site:
    """Return the site as its three files tell it. Raises BadConfig or NotFound, each with its place."""
    inventory = folder / "inventory"
    site = read_document(inventory / "site.yaml")
    head = site.validate(schema.SiteFile)
    zones, hints = _zones(read_document(inventory / "zones.yaml"), folder)
    return Site(
        folder=folder,
        language=head.language,
        timezone=head.timezone,
        office=_office(head.office, folder),
        agencies=_agencies(read_document(inventory / "agencies.yaml"), zones),
        zones=zones,
        policy=_policy(head.policy, folder),
        ledger=_ledger(site, head.ledger, folder),
        outbox=folder / head.outbox,
        hints=hints,
        regional_holidays=head.regional_holidays,
        users=_users(head.users),
    )


def _office(part: schema.OfficePart, folder: Path) -> Office:
    officials = {role: Official(**dict(official)) for role, official in part.officials.items()}
    logo = folder / part.logo if part.logo else None
    return Office(**{**dict(part), "logo": logo, "officials": officials})


def _policy(part: schema.PolicyPart, folder: Path) -> Policy:
    reserved = frozenset(name.lower() for name in part.reserved)
    levels = {**Policy().levels, **{tag: Level[name] for tag, name in part.levels.items()}}
    in_country = read_networks(folder / part.in_country) if part.in_country else None
    waivable = Policy().waivable if part.waivable is None else part.waivable
    return Policy(
        blocks=Level[part.blocks],
        reserved=reserved,
        shared=part.shared,
        levels=levels,
        rest_days=part.rest_days,
        on_call=part.on_call,
        records=dict(part.records.items()),
        in_country=in_country,
        propagation_hours=part.propagation_hours,
        waivable=waivable,
        waive_days=part.waive_days,
    )


def _users(parts: Mapping[str, tuple[schema.TenurePart, ...]]) -> Mapping[str, tuple[Tenure, ...]]:
    return {login: tuple(Tenure(**dict(part)) for part in held) for login, held in parts.items()}


def _ledger(site: Document, written: str, folder: Path) -> str:
    if "://" not in written:
        return f"sqlite:///{(folder / written).resolve()}"
    scheme, _, rest = written.partition("://")
    if ":" in rest.rpartition("@")[0]:
        what = Text("holds a password; leave it out and keep it in the file that PGPASSFILE names")
        raise site.refusal([Fault(("ledger",), what)])
    if scheme.partition("+")[0] not in {"postgresql", "sqlite"}:
        what = Text("is neither a path nor the URL of a PostgreSQL database")
        raise site.refusal([Fault(("ledger",), what)])
    return written


def _agencies(document: Document, zones: Mapping[Fqdn, ParentZone]) -> Mapping[Slug, Agency]:
    parts = document.validate(schema.AgenciesFile).agencies
    if faults := list(_lost_names(parts, zones)):
        raise document.refusal(faults)
    return {key: Agency(key, **dict(part)) for key, part in parts.items()}


def _lost_names(parts: Mapping[Slug, schema.AgencyPart], zones: Mapping[Fqdn, ParentZone]) -> Iterator[Fault]:
    holders: dict[Fqdn, Slug] = {}
    for key, part in parts.items():
        for place, name in enumerate(part.subdomains):
            keys = ("agencies", key.text, "subdomains", place)
            if not any(name.is_below(zone) for zone in zones):
                known = sorted(zone.text for zone in zones)
                yield Fault(
                    keys,
                    Text(
                        "{name} lies below none of the zones in inventory/zones.yaml ({zones})",
                        name=name,
                        zones=known,
                    ),
                )
            elif holders.setdefault(name, key) != key:
                yield Fault(
                    keys,
                    Text("{name} already belongs to {other}; keep it once", name=name, other=holders[name]),
                )


def _zones(document: Document, folder: Path) -> tuple[Mapping[Fqdn, ParentZone], tuple[Server, ...]]:
    file = document.validate(schema.ZonesFile)
    faults = [fault for name, part in file.zones.items() for fault in _zone_faults(name, part)]
    faults += [fault for name, part in file.zones.items() for fault in _child_faults(name, part, file)]
    if faults:
        raise document.refusal(faults)
    hints = tuple(_server(hint) for hint in file.hints) or read_hints()
    zones = {name: _zone(name, part, folder) for name, part in file.zones.items()}
    return zones, hints


def _zone_faults(name: Fqdn, part: schema.ZonePart) -> Iterator[Fault]:
    seen = {part.primary.address}
    for place, server in enumerate(part.secondaries):
        if server.address in seen:
            what = Text("{address} is already a server of this zone; keep it once", address=server.address)
            yield Fault(("zones", name.text, "secondaries", place, "address"), what)
        seen.add(server.address)
    for place, host in enumerate(part.office_ns):
        if host in part.office_ns[:place]:
            what = Text("{name} is written twice; keep it once", name=host)
            yield Fault(("zones", name.text, "office_ns", place), what)


def _child_faults(name: Fqdn, part: schema.ZonePart, file: schema.ZonesFile) -> Iterator[Fault]:
    keys = ("zones", name.text, "children")
    if part.children is None:
        return
    if not part.office_ns:
        yield Fault(keys, Text("needs office_ns: the name servers that agencies' own zones are delegated to"))
    if any(part.children.catalog.is_at_or_below(zone) for zone in file.zones):
        what = Text("{name} must lie outside the zones of this file, as zones.invalid does",
                    name=part.children.catalog)  # fmt: skip
        yield Fault((*keys, "catalog"), what)


def _zone(name: Fqdn, part: schema.ZonePart, folder: Path) -> ParentZone:
    return ParentZone(
        name=name,
        primary=_server(part.primary),
        secondaries=tuple(_server(server) for server in part.secondaries),
        read_key=_key(part.read_key, folder),
        write_key=_key(part.write_key, folder),
        resolver=_server(part.resolver) if part.resolver else None,
        office_ns=part.office_ns,
        delegation_ttl=part.delegation_ttl,
        address_ttl=part.address_ttl,
        patience=part.patience,
        timeout=part.timeout,
        children=_children(part.children, folder) if part.children else None,
    )


def _children(part: schema.ChildrenPart, folder: Path) -> Children:
    return Children(
        part.catalog, _server(part.primary), _key(part.read_key, folder), _key(part.write_key, folder)
    )


def _server(part: schema.ServerPart) -> Server:
    return Server(part.address, part.port, part.name)


def _key(part: schema.KeyPart, folder: Path) -> Key:
    return Key(part.name, part.algorithm, replace(part.secret, base=folder))
