"""The office's zones, their servers and keys, as `inventory/zones.yaml` tells them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from provision.config import schema
from provision.config.document import Document
from provision.config.faults import Fault
from provision.config.hints import read_hints
from provision.i18n import Text
from provision.model.site import Api, Children, Key, Panel, ParentZone, Server, ZoneFiles, ZoneKind
from provision.names import Fqdn

# What each kind of zone cannot do without, and what means something to it alone.
NEEDED = {
    ZoneKind.RFC2136: ("read_key", "write_key"),
    ZoneKind.POWERDNS: ("api",),
    ZoneKind.ZONEFILE: ("file", "include"),
    ZoneKind.RENDER: (),
}
ALONE = {
    "api": ZoneKind.POWERDNS,
    "file": ZoneKind.ZONEFILE,
    "include": ZoneKind.ZONEFILE,
    "reload": ZoneKind.ZONEFILE,
    "panel": ZoneKind.RENDER,
    "people_edit": ZoneKind.RFC2136,
}


def read_zones(document: Document, folder: Path) -> tuple[Mapping[Fqdn, ParentZone], tuple[Server, ...]]:
    """Return the zones of `inventory/zones.yaml`, and the root servers to begin at. Raises BadConfig."""
    file = document.validate(schema.ZonesFile)
    faults = [fault for name, part in file.zones.items() for fault in _zone_faults(name, part)]
    faults += [fault for name, part in file.zones.items() for fault in _kind_faults(name, part)]
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


def _kind_faults(name: Fqdn, part: schema.ZonePart) -> Iterator[Fault]:
    keys, kind = ("zones", name.text), ZoneKind(part.kind)
    for key in NEEDED[kind]:
        if getattr(part, key) is None:
            yield Fault((*keys, key), Text("is missing; add it"))
    for key, owner in ALONE.items():
        if kind is not owner and getattr(part, key) is not None:
            what = Text("belongs to kind: {owner}, and this zone is of kind: {kind}", owner=owner, kind=kind)
            yield Fault((*keys, key), what)
    if part.driver is not None and part.driver != part.kind:
        yield Fault((*keys, "driver"), Text("contradicts kind: {kind}; keep kind alone", kind=kind))


def _child_faults(name: Fqdn, part: schema.ZonePart, file: schema.ZonesFile) -> Iterator[Fault]:
    keys = ("zones", name.text, "children")
    if part.children is None:
        return
    if ZoneKind(part.kind) is ZoneKind.RENDER:
        yield Fault(keys, Text("cannot be where this zone is changed by hand (kind: render)"))
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
        read_key=_key(part.read_key, folder) if part.read_key else None,
        write_key=_key(part.write_key, folder) if part.write_key else None,
        kind=ZoneKind(part.kind),
        api=_api(part.api, folder) if part.api else None,
        files=_files(part, folder),
        panel=Panel(part.panel or Panel.NSUPDATE),
        people_edit=folder / part.people_edit if part.people_edit else None,
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


def _api(part: schema.ApiPart, folder: Path) -> Api:
    authority = folder / part.authority if part.authority else None
    return Api(part.url, replace(part.key, base=folder), part.server, authority)


def _files(part: schema.ZonePart, folder: Path) -> ZoneFiles | None:
    if part.file is None or part.include is None:
        return None
    return ZoneFiles(folder / part.file, folder / part.include, part.reload or ())


def _server(part: schema.ServerPart) -> Server:
    return Server(part.address, part.port, part.name)


def _key(part: schema.KeyPart, folder: Path) -> Key:
    return Key(part.name, part.algorithm, replace(part.secret, base=folder))
