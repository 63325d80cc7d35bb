"""How surveys and plans look on a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from provision.cli.office import CliOffice
from provision.i18n import Text, catalogue, msg
from provision.model.change import Change
from provision.model.finding import Finding, Level
from provision.model.grant import Grant, State

if TYPE_CHECKING:  # slow to load, and a check of the DNS needs none of them
    from provision.engine.surveyed import Survey
    from provision.model.plan import Plan
    from provision.model.report import Report
    from provision.services.service import Pair

MARKS = {
    Level.CRITICAL: ("✗", "bold red"),
    Level.ERROR: ("✗", "red"),
    Level.WARNING: ("!", "yellow"),
    Level.NOTICE: ("·", "cyan"),
    Level.INFO: ("·", "dim"),
    Level.DEBUG: ("·", "dim"),
}
SIGNS = {"create": ("+", "green"), "replace": ("~", "yellow"), "delete": ("-", "red")}
NOTHING = "–"  # noqa: RUF001 - a dash, as in a table
GRANT = {"agency": msg("holder"), "state": msg("state"), "until": msg("last day")}
STATES = {State.ACTIVE: msg("active"), State.SUSPENDED: msg("suspended"), State.ENDED: msg("ended")}
LEVELS = {
    Level.CRITICAL: msg("critical"),
    Level.ERROR: msg("error"),
    Level.WARNING: msg("warning"),
    Level.NOTICE: msg("notice"),
    Level.INFO: msg("info"),
    Level.DEBUG: msg("debug"),
}


def level_word(level: Level) -> Text:
    """Return a level as people read it."""
    return Text(LEVELS[level])


def print_survey(office: CliOffice, found: "Survey", *, changes: bool = True) -> None:
    """Print what was found about each grant; `changes` tells whether to list what a plan would mend."""
    if office.output == "json":
        office.print_json([report.to_json(office.lang) for report in found.reports])
        return
    for one in found.surveyed:
        request = one.proposal.request
        name = one.proposal.after.object
        heading = f"{request.id}  {name}" if request else name
        office.print(office.styled(heading, "bold"))
        shown = [finding for finding in one.report.findings if changes or finding.change is None]
        print_findings(office, shown)


def print_reports(office: CliOffice, reports: Sequence["Report"]) -> None:
    """Print what was found about each of some other things than grants."""
    for report in reports:
        office.print(office.styled(report.subject, "bold"))
        print_findings(office, report.findings)


def print_findings(office: CliOffice, findings: Sequence[Finding]) -> None:
    """Print findings, the worst first."""
    if not findings:
        office.print(office.styled("  ✓ ", "green") + office.words(Text("nothing found")))
    for finding in sorted(findings, key=lambda finding: -finding.level):
        mark, style = MARKS[finding.level]
        office.print(
            f"  {office.styled(f'{mark} {office.words(level_word(finding.level))}', style)}  {office.words(finding.why)}"
        )
        if finding.do.msgid:
            office.print(office.styled(f"      → {office.words(finding.do)}", "dim"))
        office.print(office.styled(f"      {finding.tag} · {_source(office, finding)}", "dim"))


def _source(office: CliOffice, finding: Finding) -> str:
    """Return the rule behind a finding; one that the site wrote stands in no catalogue."""
    return catalogue(office.lang).gettext(finding.source) if finding.source else ""


def print_plans(office: CliOffice, plans: Sequence["Plan"], pairs: Sequence["Pair"] = ()) -> None:
    """Print what would change, record by record, and what the ledger would hold of each grant."""
    if office.output == "json":
        office.print_json([plan.to_json() for plan in plans])
        return
    if not any(plans):
        office.print(
            office.styled("✓ ", "green") + office.words(Text("Nothing to change: the records are as wanted"))
        )
    for plan in filter(None, plans):
        title = Text("Plan for the zone {zone}, digest {digest}", zone=plan.zone, digest=plan.digest[:12])
        lines = [line for change in plan.changes for line in _change_lines(office, change)]
        office.print("\n".join([office.words(title), *lines]))
    for line in (line for before, after in pairs for line in _grant_lines(office, before, after)):
        office.print(line)


def _grant_lines(office: CliOffice, before: Grant | None, after: Grant) -> Iterator[Text]:
    """Yield who will hold a name, in which state, until when: what differs from now."""
    seen = _told(office, before) if before and before.stands else dict.fromkeys(GRANT, NOTHING)
    for key, wanted in _told(office, after).items():
        if seen[key] != wanted:
            yield Text("In the ledger: {object}, {what}: {seen} → {wanted}", object=after.object, what=Text(GRANT[key]),
                       seen=seen[key], wanted=wanted)  # fmt: skip


def _told(office: CliOffice, grant: Grant) -> Mapping[str, Text | str]:
    until = str(grant.until) if grant.until and grant.stands else NOTHING
    return {
        "agency": str(office.site.agency_name(grant.agency)),
        "state": Text(STATES[grant.state]),
        "until": until,
    }


def _change_lines(office: CliOffice, change: Change) -> Sequence[str]:
    sign, style = SIGNS[change.op]
    if change.before and change.after:
        return office.styled(f"  - {change.before}", "red"), office.styled(f"  + {change.after}", "green")
    return (office.styled(f"  {sign} {change.rrset}", style),)
