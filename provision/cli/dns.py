"""`provision dns`: an ad-hoc check of a delegation, without a request."""

import re
from pathlib import Path
from typing import Any, TextIO

import click

from provision.cli.words import Choice, Command, Group, Option
from provision.errors import BadInput
from provision.i18n import Text, msg

HYPHENED = re.compile(r"-[^-].*\.")  # no option is a single hyphen with a dot behind
LEVELS = ("DEBUG", "INFO", "NOTICE", "WARNING", "ERROR", "CRITICAL")


@click.group(
    cls=Group,
    help=msg(
        "Look at the DNS without a request.\n\n\b\nExample:\n  provision dns check dinkes.bengkaliskab.go.id"
    ),
)
def dns() -> None:
    pass


class ZoneCommand(Command):
    """A command about a zone, which may begin with a hyphen, wrong as that is: it is then no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take a word like `-x.go.id` that is no option's value for the zone."""
        options = [one for one in self.params if isinstance(one, click.Option) and not one.is_flag]
        valued = {name for one in options for name in one.opts}
        before = ["", *args]
        zones = [
            word
            for last, word in zip(before, args, strict=False)
            if HYPHENED.match(word) and last not in valued
        ]
        if zones and "--" not in args:
            args = [*(word for word in args if word not in zones), "--", *zones]
        return super().parse_args(ctx, args)


@dns.command(
    cls=ZoneCommand,
    help=msg(
        "Check a delegation by the 73 test cases of Zonemaster. Walks from the root and asks no resolver. Ends with 3 "
        "where an error was found.\n\n"
        "\b\nExamples:\n  provision dns check rsud.bengkaliskab.go.id\n"
        "  provision dns check dinkes.example.go.id --ns ns1.dinkes.example.go.id/103.1.2.3 --ns ns2.provider.co.id\n"
        "  provision dns check rsud.bengkaliskab.go.id --test delegation --test dnssec02 --level INFO\n"
        "  provision dns check rsud.bengkaliskab.go.id --graph rsud.svg\n"
        "  provision dns check --from - < zones.txt > found.jsonl\n"
        "  provision dns check --explain NOT_ENOUGH_NS_DEL"
    ),
    short_help=msg("Check a delegation."),
)
@click.argument("zone", required=False)
@click.option(
    "--ns",
    cls=Option,
    multiple=True,
    metavar="NAME[/IP,IP...]",
    help=msg("A name server, as if the parent already named it; repeat it for each."),
)
@click.option(
    "--ds",
    cls=Option,
    multiple=True,
    metavar="TAG,ALGORITHM,TYPE,DIGEST",
    help=msg("A DS record, as if the parent already had it; repeat it for each."),
)
@click.option(
    "--hints",
    cls=Option,
    type=click.Path(dir_okay=False, path_type=Path),
    help=msg("The root servers to begin at, a file like named.root; otherwise the site's, or IANA's."),
)
@click.option("--ipv4/--no-ipv4", cls=Option, default=None, help=msg("Whether to ask over IPv4."))
@click.option("--ipv6/--no-ipv6", cls=Option, default=None, help=msg("Whether to ask over IPv6."))
@click.option(
    "--test",
    cls=Option,
    multiple=True,
    metavar="CASE",
    help=msg("Only this test case, or all of this module; repeat it for more."),
)
@click.option(
    "--level",
    cls=Option,
    type=Choice(LEVELS, case_sensitive=False),
    help=msg("Tell findings from this level on; otherwise NOTICE in the text, and all in JSON."),
)
@click.option(
    "--profile",
    cls=Option,
    type=click.Path(dir_okay=False, path_type=Path),
    help=msg(
        "Severities, limits and switched-off test cases, a file with the keys of Zonemaster's profiles."
    ),
)
@click.option(
    "--from",
    "many",
    cls=Option,
    type=click.File(),
    metavar="FILE",
    help=msg("Check the zones of a file, one a line; each is told as a line of JSON when it is finished."),
)
@click.option(
    "--graph",
    cls=Option,
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE.svg",
    help=msg("Draw the delegation: parent, name servers, addresses, keys, and what is wrong where."),
)
@click.option("--explain", cls=Option, metavar="TAG", help=msg("Tell what a tag means, and check nothing."))
@click.pass_context
def check(
    ctx: click.Context,
    /,
    *,
    zone: str | None,
    many: TextIO | None,
    explain: str | None,
    level: str | None,
    graph: Path | None,
    **how: Any,
) -> None:
    from provision.cli.dns_explain import explain_tag
    from provision.cli.dns_input import zone_names
    from provision.cli.dns_run import manner_of, run_many, run_one
    from provision.model.finding import Level

    least = Level[level] if level else None
    if explain:
        explain_tag(ctx.obj, explain)
    elif (zone is None) == (many is None):
        raise BadInput(Text("Name one zone, or a file of zones with --from"))
    elif many:
        ctx.exit(run_many(ctx.obj, zone_names(many), manner_of(ctx.obj, **how), least))
    else:
        ctx.exit(run_one(ctx.obj, str(zone), manner_of(ctx.obj, **how), least, graph))
