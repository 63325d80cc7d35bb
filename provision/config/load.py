"""The site: found, read from its inventory, and checked across its files."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from provision.config import schema
from provision.config.document import Document, read_document
from provision.config.faults import Fault
from provision.config.ignored import read_ignored
from provision.config.networks import read_networks
from provision.config.profile import read_profile
from provision.config.zones import read_zones
from provision.errors import BadInput
from provision.i18n import Text
from provision.model.finding import Level
from provision.model.policy import Policy
from provision.model.site import Agency, Office, Official, ParentZone, Site, Tenure
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
    """Return the site as its files tell it. Raises BadConfig or NotFound, each with its place."""
    inventory = folder / "inventory"
    site = read_document(inventory / "site.yaml")
    head = site.validate(schema.SiteFile)
    zones, hints = read_zones(read_document(inventory / "zones.yaml"), folder)
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
        ignored=read_ignored(folder, zones),
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
        profile=read_profile(folder / part.profile) if part.profile else Policy().profile,
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
