"""Whether the zones' servers answer, their keys are accepted, and their clocks agree with ours."""

from collections.abc import Iterator, Sequence
from functools import partial

from provision.checks.dns.silence import in_words
from provision.errors import ProvisionError
from provision.flow.desk import Desk
from provision.flow.doctor.aside import Aside, LookAside
from provision.flow.doctor.children import examine_children
from provision.flow.doctor.examined import Examined, Mark, bad, good, tried, warn
from provision.flow.doctor.rights import examine_rights, touch
from provision.flow.doctor.secrets import can_fetch
from provision.flow.doctor.zone_files import examine_zone_files
from provision.i18n import Text
from provision.model.query import Answer, Query
from provision.model.rrset import ADDRESS_TYPES, SERIAL
from provision.model.site import ParentZone, Server, ZoneKind
from provision.ports import Parent

WRITTEN = ("NS", *ADDRESS_TYPES)
# A signature is good for five minutes (RFC 8945 section 10); a clock that drifts gets there.
FUDGE, DRIFT = 300, 30


def examine_servers(desk: Desk, aside: LookAside | None) -> Iterator[Examined]:
    """Look at each zone's servers and keys. Changes nothing."""
    for zone in desk.site.zones.values():
        parent, told = desk.world.parents[zone.name], aside(zone) if aside else None
        if told:
            yield from _aside(zone, told)
        yield from _parent(zone, parent, (*WRITTEN, *sorted(desk.site.policy.records)))
        if told:
            yield from examine_rights(zone, parent, told)
        yield from examine_zone_files(desk, zone, parent)
        yield from _others(desk, zone)
        yield from examine_children(desk, zone)


def _aside(zone: ParentZone, told: Aside) -> Iterator[Examined]:
    if told.version:
        yield good(Text("{server} is {version}", server=zone.primary, version=told.version))
    if told.ahead is not None:
        yield _clock(zone, told.ahead)


def _clock(zone: ParentZone, ahead: float) -> Examined:
    what = Text("the clocks here and of {server} agree", server=zone.primary)
    do = Text("They are {seconds} seconds apart; from {most} on no key is accepted. Set both by NTP: timedatectl",
              seconds=round(abs(ahead)), most=FUDGE)  # fmt: skip
    mark = Mark.WRONG if abs(ahead) >= FUDGE else Mark.WARNING if abs(ahead) >= DRIFT else Mark.GOOD
    return Examined(what, mark, None if mark is Mark.GOOD else do)


def _parent(zone: ParentZone, parent: Parent, written: Sequence[str]) -> Iterator[Examined]:
    yield tried(_reading(zone), parent.read)
    if zone.kind is not ZoneKind.RFC2136 or zone.write_key is None or not can_fetch(zone.write_key):
        return
    for rtype in written:
        what = Text(
            "{zone}: the key {key} may change {type} records",
            zone=zone.name,
            key=zone.write_key.name,
            type=rtype,
        )
        yield tried(what, partial(touch, parent, zone.name, rtype))
    yield _serial(zone, parent)


def _reading(zone: ParentZone) -> Text:
    if zone.kind is ZoneKind.RFC2136 and zone.read_key:
        return Text("{zone}: transfer with the key {key}", zone=zone.name, key=zone.read_key.name)
    return Text("{zone} can be read (kind: {kind})", zone=zone.name, kind=zone.kind)


def _serial(zone: ParentZone, parent: Parent) -> Examined:
    what = Text("{zone}: the server compares the served serial", zone=zone.name)
    try:
        proved = parent.compares_serial()
    except ProvisionError as error:
        return bad(what, error.text)
    do = Text(
        "Under inline signing the server compares another serial; delegations are then checked by reading again "
        "after the write, and taken back where somebody was faster"
    )
    return good(what) if proved else warn(what, do)


def _others(desk: Desk, zone: ParentZone) -> Iterator[Examined]:
    """Ask the secondaries, which `verify` waits for, and the resolver, which it asks."""
    asked = [Query(one.address, zone.name, "SOA", port=one.port) for one in zone.servers]
    if zone.resolver:
        asked.append(Query(zone.resolver.address, zone.name, "SOA", recurse=True, port=zone.resolver.port))
    servers = [*zone.servers, *([zone.resolver] if zone.resolver else [])]
    answers = desk.world.dns.exchange(asked)
    for server, answer in zip(servers[1:], answers[1:], strict=True):
        yield _answered(zone, server, answer)
    for server, answer in zip(zone.secondaries, answers[1:], strict=False):
        yield from _follows(zone, server, answer, answers[0])


def _follows(zone: ParentZone, server: Server, answer: Answer, primary: Answer) -> Iterator[Examined]:
    """Tell of a secondary that holds another serial than the primary; one that is silent was told of."""
    here, there = answer.get(zone.name, "SOA"), primary.get(zone.name, "SOA")
    if not here or not there or not answer.authoritative:
        return
    held, wanted = here.values[0].split()[SERIAL], there.values[0].split()[SERIAL]
    what = Text("{server} holds the {zone} that the primary holds", server=server, zone=zone.name)
    do = Text("It has serial {held}, the primary {wanted}: unless that was changed this moment, look at NOTIFY "
              "(also-notify; only-notify and ALSO-NOTIFY on PowerDNS) and at the key of the transfer",
              held=held, wanted=wanted)  # fmt: skip
    yield good(what) if held == wanted else warn(what, do)


def _answered(zone: ParentZone, server: Server, answer: Answer) -> Examined:
    what = Text("{server} answers for {zone}", server=server, zone=zone.name)
    if answer.get(zone.name, "SOA") and (answer.query.recurse or answer.authoritative):
        return good(what)
    return bad(
        what,
        Text("{said}. Verifying waits for it in vain: mend it, or correct inventory/zones.yaml", said=in_words(answer)),
    )  # fmt: skip
