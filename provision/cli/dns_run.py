"""Runs a check of one zone or of many, and prints what it found."""

import json
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import click

from provision.checks.dns.families import TAGS
from provision.checks.tags import chosen
from provision.cli.codes import FINDINGS
from provision.cli.dns_input import name_server
from provision.cli.office import CliOffice
from provision.cli.report import print_findings
from provision.drivers.dns import SocketDns
from provision.drivers.line import SocketLine
from provision.engine.zone import Checked, Manner, asking, check_many, check_one
from provision.errors import BadInput
from provision.i18n import Text
from provision.model.ds import parse_ds
from provision.model.finding import Level
from provision.model.profile import USUAL, Profile
from provision.ports import Stream


def manner_of(
    office: CliOffice, *, ns: Sequence[str], ds: Sequence[str], hints: Path | None, ipv4: bool | None,
    ipv6: bool | None, test: tuple[str, ...], profile: Path | None,
) -> Manner:  # fmt: skip
    """Return how to check, by what was typed. Raises BadInput."""
    judged = _narrowed(_read(profile) if profile else USUAL, ipv4=ipv4, ipv6=ipv6, test=test)
    return Manner(office.hints(hints), judged, tuple(map(name_server, ns)), tuple(map(parse_ds, ds)) or None)


def _read(path: Path) -> Profile:
    from provision.config.profile import read_profile  # what reads and validates files is slow to load

    return read_profile(path)


def _narrowed(profile: Profile, *, ipv4: bool | None, ipv6: bool | None, test: tuple[str, ...]) -> Profile:
    """Return the profile with what was typed beside it: a test case that is named is run, whatever the file says."""
    narrowed = replace(
        profile,
        ipv4=profile.ipv4 if ipv4 is None else ipv4,
        ipv6=profile.ipv6 if ipv6 is None else ipv6,
        only=chosen(test) if test else profile.only,
    )
    if not (narrowed.ipv4 or narrowed.ipv6):
        raise BadInput(Text("Neither IPv4 nor IPv6 is left to ask over; leave one of them on"))
    return narrowed


def run_one(
    office: CliOffice, zone: str, manner: Manner, least: Level | None, graph: Path | None = None
) -> int:
    """Check a zone, print what was found from a level on, and return the exit code."""
    if graph and not graph.parent.is_dir():
        raise BadInput(Text("There is no folder {path} to draw into", path=graph.parent))
    with office.busy(Text("Checking")), _world(manner) as dns:
        checked = check_one(dns, zone, manner, picture=graph is not None)
    if graph:
        _draw(office, checked, graph)
    if office.output == "json":
        office.print_json(checked.to_json(office.lang, Level.DEBUG if least is None else least))
    else:
        _print(office, checked, Level.NOTICE if least is None else least)
    return FINDINGS if checked.worst >= Level.ERROR else 0


def run_many(office: CliOffice, zones: Sequence[str], manner: Manner, least: Level | None) -> int:
    """Check zones side by side, print each as a line of JSON when it is finished, and return the exit code."""
    worst = Level.DEBUG
    with office.busy(Text("Checking")), _world(manner) as dns:
        office.meter.begin(len(zones))
        for checked in check_many(dns, zones, manner):
            worst = max(worst, checked.worst)
            told = checked.to_json(office.lang, Level.DEBUG if least is None else least)
            click.echo(json.dumps(told, ensure_ascii=False))
            sys.stdout.flush()
            office.meter.step()
    return FINDINGS if worst >= Level.ERROR else 0


def _world(manner: Manner) -> AbstractContextManager[Stream]:
    return asking(SocketDns(), SocketLine(), manner)


def _draw(office: CliOffice, checked: Checked, path: Path) -> None:
    from provision.checks.chain import Chain  # what reads keys, and draws, is slow to load
    from provision.picture.delegation import drawn

    delegation = checked.zone.delegation
    if delegation is None:
        raise BadInput(
            Text("There is nothing to draw: no delegation of {zone} was found", zone=checked.zone.zone)
        )
    keys = checked.chain or Chain((), ())
    path.write_text(drawn(delegation, keys, checked.findings, office.lang), encoding="utf-8")
    office.say(Text("The picture is in {path}", path=path))


def _print(office: CliOffice, checked: Checked, least: Level) -> None:
    office.print(office.styled(str(checked.zone.zone), "bold"))
    # What could not be checked from here is told at any level: its silence would look like praise.
    ours = {*TAGS.values()}
    print_findings(office, [one for one in checked.findings if one.level >= least or one.tag in ours])
    cost = checked.cost
    office.say(
        Text("{queries} questions in {seconds} seconds", queries=cost.queries, seconds=f"{cost.seconds:.2f}")
    )
