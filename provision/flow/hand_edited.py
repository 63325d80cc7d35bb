"""A zone that people edit as a file stays a file: no dynamic update to it, unless it was converted."""

from collections.abc import Sequence
from pathlib import Path

from provision.drivers.bind_file import bind_file
from provision.drivers.hand_file import HandFile, read_hand_file
from provision.errors import Outside, Refused
from provision.flow.desk import Desk
from provision.i18n import Text, msg
from provision.model.event import Event, Kind
from provision.model.plan import Plan
from provision.model.site import ParentZone, ZoneKind

LOST = {
    "remarks": msg("remarks ({count})"),
    "generate": msg("$GENERATE ({count})"),
    "include": msg("$INCLUDE ({count})"),
}


def refuse_hand_edited(desk: Desk, made: Sequence[Plan]) -> None:
    """Raise Refused where a plan would update a zone that people edit as a file, and nobody has converted it."""
    for plan in filter(None, made):
        zone = desk.site.zones.get(plan.zone)
        if zone:
            refuse_zone(desk, zone)


def refuse_zone(desk: Desk, zone: ParentZone) -> None:
    """Raise Refused where people edit a zone as a file, and nobody has given it up to dynamic updates."""
    path = edited_file(zone)
    if path is None:
        return
    file, converted = read_hand_file(path), conversion(desk, zone)
    if file and file.takes_updates:
        return
    if converted is None:
        raise Refused(_why(zone, path, file))
    if file and converted.body and converted.body["digest"] != file.digest:
        raise Refused(
            Text("{path} was edited by hand after {zone} was converted; nothing was changed. Convert it again: "
                 "provision adopt dns {zone} --convert", path=path, zone=zone.name)
        )  # fmt: skip


def edited_file(zone: ParentZone) -> Path | None:
    """Return the file of a zone that people edit: as the site names it, else one of a BIND here that shows their hand."""
    if zone.people_edit or zone.kind is not ZoneKind.RFC2136:
        return zone.people_edit
    path = bind_file(zone)
    file = _readable(path) if path else None
    return path if file and file.lost and not file.takes_updates else None


def _readable(path: Path) -> HandFile | None:
    try:
        return read_hand_file(path)
    except Outside:
        return None  # whoever plans need not be let in there; the site can name the file


def conversion(desk: Desk, zone: ParentZone) -> Event | None:
    """Return the last entry that tells of a zone's conversion."""
    return next(iter(desk.ledger.events(zone.name.text, Kind.CONVERTED, limit=1)), None)


def _why(zone: ParentZone, path: Path, file: HandFile | None) -> Text:
    loses = losses(file)
    said = {"zone": zone.name, "path": path}
    if loses:
        return Text("{path}, which people edit, is the zone {zone}: a dynamic update would lose {lost} and break their "
                    "next edit. Nothing was changed. Let the zone be of kind: zonefile in inventory/zones.yaml, or "
                    "convert it: provision adopt dns {zone} --convert", lost=loses, **said)  # fmt: skip
    return Text("{path}, which people edit, is the zone {zone}: a dynamic update would break their next edit. Nothing "
                "was changed. Let the zone be of kind: zonefile in inventory/zones.yaml, or convert it: "
                "provision adopt dns {zone} --convert", **said)  # fmt: skip


def losses(file: HandFile | None) -> Sequence[Text]:
    """Return, in words, what the server would not keep of a file."""
    lost = file.lost if file else {}
    return [Text(LOST[kind], count=count) for kind, count in lost.items()]
