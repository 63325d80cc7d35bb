"""`provision audit`: the same survey, over all grants, for cron."""

import click

from provision.cli.codes import FINDINGS
from provision.cli.words import Group, Option
from provision.i18n import Text, msg


@click.group(
    cls=Group,
    help=msg("Survey everything that was granted.\n\n\b\nExample:\n  provision audit dns --output json"),
)
def audit() -> None:
    pass


@audit.command(
    help=msg(
        "Compare every grant of a name with what the world shows: the parent zone, its servers, the resolver, the "
        "agencies' own name servers. Changes nothing. Silent and 0 where all is as granted, 3 where it is not.\n\n"
        "\b\nExample:\n  provision audit dns"
    ),
    short_help=msg("Survey all names that were granted."),
)
@click.option(
    "--all", "every", cls=Option, is_flag=True, help=msg("List also the grants that are as they should be.")
)
@click.pass_context
def dns(ctx: click.Context, every: bool) -> None:
    from provision.cli.report import print_survey
    from provision.flow.survey_all import survey_all
    from provision.flow.verify import passed
    from provision.model.finding import Level

    office = ctx.obj
    with office.desk() as desk, office.busy(Text("Checking")):
        found = survey_all(desk)
    # What this office cannot check from where it stands is the same every night, and nobody's fault.
    noisy = [one for one in found.surveyed if any(f.level > Level.INFO for f in one.report.findings)]
    if noisy or every or office.output == "json":
        print_survey(office, found if every or office.output == "json" else found.only(noisy))
    if every or office.interactive:
        office.say(
            Text(
                "{count} grants surveyed, {noisy} with findings", count=len(found.surveyed), noisy=len(noisy)
            )
        )
    ctx.exit(0 if passed(desk, found.findings) else FINDINGS)
