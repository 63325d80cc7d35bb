"""`provision audit`: the same survey, over all grants, for cron."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from provision.cli.codes import FINDINGS
from provision.cli.words import Group, Option
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.model.finding import Finding


@click.group(
    cls=Group,
    help=msg("Survey everything that was granted.\n\n\b\nExample:\n  provision audit dns --output json"),
)
def audit() -> None:
    pass


@audit.command(
    help=msg(
        "Compare every grant of a name with what the world shows: the parent zone, its servers, the resolver, the "
        "agencies' own name servers; and, in a zone that was adopted, tell what no grant explains. Changes nothing. Silent and 0 where all is as granted, 3 where it is not.\n\n"
        "\b\nExample:\n  provision audit dns"
    ),
    short_help=msg("Survey all names that were granted."),
)
@click.option(
    "--all", "every", cls=Option, is_flag=True, help=msg("List also the grants that are as they should be.")
)
@click.pass_context
def dns(ctx: click.Context, every: bool) -> None:
    from provision.cli.report import print_reports, print_survey
    from provision.flow.survey_all import survey_all, without_holder
    from provision.flow.verify import passed

    office = ctx.obj
    with office.desk() as desk, office.busy(Text("Checking")):
        found = survey_all(desk)
        zones = without_holder(desk, found)
    # What this office cannot check from where it stands is the same every night, and nobody's fault.
    noisy = [one for one in found.surveyed if _is_noisy(one.report.findings)]
    strange = [report for report in zones if every or _is_noisy(report.findings)]
    if office.output == "json":
        office.print_json([report.to_json(office.lang) for report in (*found.reports, *strange)])
    elif noisy or every:
        print_survey(office, found if every else found.only(noisy))
    if office.output == "text":
        print_reports(office, strange)
    if every or office.interactive:
        office.say(
            Text(
                "{count} grants surveyed, {noisy} with findings", count=len(found.surveyed), noisy=len(noisy)
            )
        )
    all_found = [*found.findings, *(finding for report in zones for finding in report.findings)]
    ctx.exit(0 if passed(desk, all_found) else FINDINGS)


def _is_noisy(findings: "Sequence[Finding]") -> bool:
    """Tell whether something is found that may be news."""
    from provision.model.finding import Level

    return any(finding.level > Level.INFO for finding in findings)
