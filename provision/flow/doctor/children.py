"""Whether agencies can get zones of their own: the catalog can be read and written, and servers understand it."""

from collections.abc import Iterator
from functools import partial

from provision.decide.catalog import MEMBERS
from provision.errors import BadConfig
from provision.flow.desk import Desk
from provision.flow.doctor.examined import Examined, tried
from provision.flow.doctor.rights import touch
from provision.flow.doctor.secrets import can_fetch
from provision.i18n import Text
from provision.model.site import Children, ParentZone
from provision.model.zone import SeenZone
from provision.ports import Parent

VERSION = '"2"'


def examine_children(desk: Desk, zone: ParentZone) -> Iterator[Examined]:
    """Look at the server that makes zones, where the zone has one. Changes nothing."""
    ours = zone.children
    if ours is None:
        return
    catalog = desk.world.hosting[zone.name].catalog()
    said = {"zone": zone.name, "catalog": ours.catalog}
    yield tried(
        Text("{zone}: the catalog {catalog} can be read with the key {key}", key=ours.read_key.name, **said),
        partial(_read, catalog, ours),
    )
    if can_fetch(ours.write_key):
        what = Text(
            "{zone}: the key {key} may list zones in the catalog {catalog}", key=ours.write_key.name, **said
        )
        yield tried(what, partial(touch, catalog, ours.catalog.child(MEMBERS), "PTR"))


def _read(catalog: Parent, ours: Children) -> None:
    """Read the catalog; servers take no notice of one that does not tell the version (RFC 9432 section 4.2.1)."""
    seen: SeenZone = catalog.read()
    version = seen.get(ours.catalog.child("version"), "TXT")
    if version is None or version.values != (VERSION,):
        raise BadConfig(
            Text("Put this into the catalog: {record}", record=f'version.{ours.catalog} 0 TXT "2"')
        )
