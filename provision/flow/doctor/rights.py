"""What keys may, and what anybody may without one; found out without writing anything."""

from collections.abc import Iterator, Mapping
from functools import partial

from provision.decide.guard import Guard, Must
from provision.drivers.doors import NOWHERE
from provision.errors import BadAnswer, BadKey, Outside
from provision.flow.doctor.aside import Aside
from provision.flow.doctor.examined import Examined, bad, good, warn
from provision.flow.doctor.secrets import can_fetch
from provision.i18n import Text
from provision.model.change import Change
from provision.model.rrset import RRset
from provision.model.site import Key, ParentZone, ZoneKind
from provision.names import Fqdn
from provision.ports import Parent

# A type that no letter asks for, and one that never stands at a zone's apex.
STRANGE, NEVER = "LOC", "CNAME"
BIND, KNOT, POWERDNS = "BIND", "Knot", "PowerDNS"
# The lines that mend it, by software, as `docs/administrator.md` explains them.
MENDED: Mapping[str, Mapping[str, str]] = {
    "transfer": {
        BIND: 'allow-transfer {{ key "{read}"; }};',
        KNOT: "acl: [ {{ id: {read}, key: {read}, action: transfer }} ]",
        POWERDNS: "allow-axfr-ips= (pdns.conf); pdnsutil set-meta {zone} TSIG-ALLOW-AXFR {read}",
    },
    "update": {
        BIND: "update-policy {{ deny {write} name {zone} ANY; grant {write} zonesub A AAAA CNAME MX NS DS TXT; }};",
        KNOT: "acl: [ {{ id: {write}, key: {write}, action: update }} ]",
        POWERDNS: "pdnsutil set-meta {zone} TSIG-ALLOW-DNSUPDATE {write}",
    },
    "apex": {
        BIND: "update-policy {{ deny {write} name {zone} ANY; … }};",
        KNOT: "update-owner: zone, update-owner-match: sub",
    },
    "types": {
        BIND: "grant {write} zonesub A AAAA CNAME MX NS DS TXT;",
        KNOT: "update-type: [ A, AAAA, CNAME, MX, NS, DS, TXT ]",
    },
}


def touch(zone: Parent, above: Fqdn, rtype: str) -> None:
    """Delete what is not there, under the guard that it is not: rights are judged, and nothing changes."""
    name = above.child(NOWHERE)
    zone.write([Change(RRset(name, rtype, 0, ()), None)], [Guard(Must.BE_UNUSED, name)])


def examine_rights(zone: ParentZone, parent: Parent, told: Aside) -> Iterator[Examined]:
    """Look for rights that are wider than the work needs, with the lines that narrow them. Changes nothing."""
    for server, version in told.transfers:
        yield warn(
            Text("{server} transfers {zone} to its own alone", server=server, zone=zone.name),
            Text("Anybody may have the list of all names there. Into its configuration: {lines}",
                 lines=_lines("transfer", version, zone)),
        )  # fmt: skip
    if zone.kind is not ZoneKind.RFC2136:
        return
    if _software(told.version) == POWERDNS:
        yield _left_to_a_script(zone, told) if told.updates else _without_a_script(zone)
        return
    what = Text("{server} takes updates of {zone} only with a key", server=zone.primary, zone=zone.name)
    lines = Text("It takes them without, from here at least. Into its configuration: {lines}",
                 lines=_lines("update", told.version, zone))  # fmt: skip
    yield bad(what, lines) if told.updates else good(what)
    if zone.write_key and can_fetch(zone.write_key):
        yield from _width(zone, zone.write_key, parent, told.version)


def _left_to_a_script(zone: ParentZone, told: Aside) -> Examined:
    """PowerDNS answers yes to what its policy script skips: it cannot be told from a server that is open."""
    return warn(
        Text("{server} takes updates of {zone} only with a key", server=zone.primary, zone=zone.name),
        Text("It says yes to one without. Either lua-dnsupdate-policy-script in pdns.conf decides, as the administrator's "
             "page shows it, or anybody may change the zone; then: {lines}", lines=_lines("update", told.version, zone)),
    )  # fmt: skip


def _without_a_script(zone: ParentZone) -> Examined:
    return warn(
        Text("{server}: the key that writes {zone} may no more than the work needs", server=zone.primary, zone=zone.name),
        Text("It may change everything there. Set lua-dnsupdate-policy-script in pdns.conf, as the administrator's "
             "page shows it"),
    )  # fmt: skip


def _width(zone: ParentZone, key: Key, parent: Parent, version: str) -> Iterator[Examined]:
    said = {"zone": zone.name, "key": key.name}
    tries = (
        ("apex", Text("{zone}: the key {key} cannot change the apex", **said), partial(_touch_apex, parent, zone)),
        ("types", Text("{zone}: the key {key} cannot change other types than are granted", **said),
         partial(touch, parent, zone.name, STRANGE)),
    )  # fmt: skip
    for right, what, attempt in tries:
        try:
            attempt()
        except (BadAnswer, BadKey):
            yield good(what)
        except Outside:
            return  # told above
        else:
            do = Text(
                "It can, and no step needs that. Into the configuration: {lines}",
                lines=_lines(right, version, zone),
            )
            yield warn(what, do)


def _touch_apex(parent: Parent, zone: ParentZone) -> None:
    nothing = Change(RRset(zone.name, NEVER, 0, ()), None)
    parent.write([nothing], [Guard(Must.LACK, zone.name, NEVER)])


def _software(version: str) -> str:
    """Return what a server is by what it calls itself; a number alone is BIND's way."""
    return next((name for name in (KNOT, POWERDNS) if version.startswith(name)), BIND)


def _lines(right: str, version: str, zone: ParentZone) -> str:
    keys = {
        "read": zone.read_key.name if zone.read_key else "KEY",
        "write": zone.write_key.name if zone.write_key else "KEY",
    }
    return MENDED[right][_software(version)].format(zone=zone.name, **keys)
