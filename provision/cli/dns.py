"""`provision dns`: an ad-hoc check of a delegation, without a request."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provision.cli.codes import FINDINGS
from provision.cli.words import Group, Option
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.checks.delegation import NameServer
    from provision.checks.zone import ZoneChecked
    from provision.cli.office import CliOffice
    from provision.engine.ask import Cost


@click.group(
    cls=Group,
    help=msg(
        "Look at the DNS without a request.\n\n\b\nExample:\n  provision dns check dinkes.bengkaliskab.go.id"
    ),
)
def dns() -> None:
    pass


@dns.command(
    help=msg(
        "Check a delegation as Zonemaster does: reachable over UDP and TCP, authoritative, the same everywhere. Walks "
        "from the root and asks no resolver. Ends with 3 where an error was found.\n\n"
        "\b\nExamples:\n  provision dns check rsud.bengkaliskab.go.id\n"
        "  provision dns check dinkes.example.go.id --ns ns1.dinkes.example.go.id/103.1.2.3 --ns ns2.provider.co.id"
    ),
    short_help=msg("Check a delegation."),
)
@click.argument("zone")
@click.option(
    "--ns",
    cls=Option,
    multiple=True,
    metavar="NAME[/IP,IP...]",
    help=msg("A name server, as if the parent already named it; repeat it for each."),
)
@click.option(
    "--hints",
    cls=Option,
    type=click.Path(dir_okay=False, path_type=Path),
    help=msg("The root servers to begin at, a file like named.root; otherwise the site's, or IANA's."),
)
@click.pass_context
def check(ctx: click.Context, zone: str, ns: Sequence[str], hints: Path | None) -> None:
    from provision.checks.walk import Walker
    from provision.checks.zone import check_zone
    from provision.drivers.dns import SocketDns
    from provision.drivers.line import SocketLine
    from provision.engine.ask import MOST_QUERIES, Asker, Cost, unfinished
    from provision.engine.line import doubted
    from provision.engine.public import PublicDns
    from provision.model.finding import Level
    from provision.names import Fqdn

    office: CliOffice = ctx.obj
    began = time.monotonic()
    roots = tuple(hint.address for hint in office.hints(hints))
    asking = check_zone(Fqdn.host(zone), Walker(roots), [_server(word) for word in ns])
    world = doubted(PublicDns(SocketDns(), {*roots}), SocketLine(), set(), roots)
    with office.busy(Text("Checking")), world as dns:
        asker = Asker(dns, MOST_QUERIES)
        checked = asker.run(asking)
    cost = Cost(asker.queries, time.monotonic() - began, asker.cut_short)
    checked = replace(checked, findings=(*checked.findings, *unfinished(zone, cost)))
    _print(office, checked, cost)
    ctx.exit(FINDINGS if any(finding.level >= Level.ERROR for finding in checked.findings) else 0)


def _server(word: str) -> "NameServer":
    from provision.checks.delegation import NameServer

    name, _, addresses = word.partition("/")
    return NameServer.from_json({"name": name, "addresses": addresses.split(",") if addresses else []})


def _print(office: "CliOffice", checked: "ZoneChecked", cost: "Cost") -> None:
    from provision.cli.report import print_findings

    if office.output == "json":
        keys = ("testcase", "tag", "level", "args", "why", "do", "source")
        findings = [finding.to_json(office.lang) for finding in checked.findings]
        office.print_json(
            {
                "zone": checked.zone.text,
                "parent": str(checked.parent) if checked.parent is not None else None,
                "findings": [{key: finding[key] for key in keys} for finding in findings],
                "queries": cost.queries,
                "seconds": round(cost.seconds, 3),
            }
        )
        return
    office.print(office.styled(str(checked.zone), "bold"))
    print_findings(office, checked.findings)
    office.say(
        Text("{queries} questions in {seconds} seconds", queries=cost.queries, seconds=f"{cost.seconds:.2f}")
    )
