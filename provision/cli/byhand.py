"""`provision plan --render`: a plan written down for whoever carries it out by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

from provision.byhand.nsupdate import script
from provision.byhand.panels import PANELS, remark
from provision.byhand.sheet import rows
from provision.cli.office import CliOffice
from provision.engine.surveyed import Survey
from provision.errors import BadInput
from provision.i18n import Text
from provision.model.plan import Plan
from provision.model.site import Panel, Server, ZoneKind


def print_byhand(office: CliOffice, word: str, made: Sequence[Plan], found: Survey, *, again: str) -> None:
    """Print each plan as a script or a sheet, or as JSON; what to do afterwards goes to standard error.

    `again` is the command that finds what was entered.
    """
    panel = Panel(word)
    _refuse_on_files(office, panel, made)
    todo = [plan for plan in made if plan]
    if office.output == "json":
        office.print_json([_json(office, panel, plan, found) for plan in todo])
        return
    if not todo:
        office.say(Text("Nothing to change: the records are as wanted"))
        return
    for plan in todo:
        if panel is Panel.NSUPDATE:
            office.print(_script(office, plan, found).rstrip("\n"))
        else:
            _print_sheet(office, panel, plan)
    asked = " ".join(dict.fromkeys(request for plan in todo for request in plan.requests))
    office.say(
        Text("When that is done, run provision {command} {requests}: it finds the records and tells the ledger; then "
             "provision verify", command=again, requests=asked)
    )  # fmt: skip


def _refuse_on_files(office: CliOffice, panel: Panel, made: Sequence[Plan]) -> None:
    """Raise BadInput where nsupdate would write to a zone that people edit as a file."""
    for plan in made:
        zone = office.site.zones.get(plan.zone)
        if panel is Panel.NSUPDATE and zone and zone.kind is ZoneKind.ZONEFILE:
            raise BadInput(
                Text("{zone} is edited as a file, which a dynamic update would write over; leave --render out", zone=plan.zone)
            )  # fmt: skip


def _print_sheet(office: CliOffice, panel: Panel, plan: Plan) -> None:
    web = PANELS[panel]
    title = Text("Change sheet for the zone {zone} ({requests}), plan {digest}",
                 zone=plan.zone, requests=list(plan.requests), digest=plan.digest[:12])  # fmt: skip
    office.print(office.styled(office.words(title), "bold"))
    office.print(f"{web.name}: {web.way}")
    for text in (_as_seen(), remark(panel)):
        office.print(f"! {office.words(text)}")
    headers: list[Text | str] = [Text("No."), Text("Do"), *web.columns]
    told = [(str(number), row.told, *web.cells(row, plan.zone)) for number, row in enumerate(rows(plan), 1)]
    office.table(headers, told)


def _as_seen() -> Text:
    return Text(
        "Where the panel does not show a record that is to be deleted, or shows another one at a name of this sheet: "
        "stop, enter nothing, plan again"
    )


def _json(office: CliOffice, panel: Panel, plan: Plan, found: Survey) -> Mapping[str, Any]:
    told = {
        "zone": plan.zone.text,
        "panel": panel.value,
        "requests": list(plan.requests),
        "digest": plan.digest,
        "rows": [row.to_json() for row in rows(plan)],
    }
    return told | ({"script": _script(office, plan, found)} if panel is Panel.NSUPDATE else {})


def _script(office: CliOffice, plan: Plan, found: Survey) -> str:
    return script(plan, found.zones[plan.zone], _server(office, plan), office.words)


def _server(office: CliOffice, plan: Plan) -> Server:
    """Return the server that takes updates of a zone: its primary, or where agencies' own zones are made."""
    if plan.zone in office.site.zones:
        return office.site.zones[plan.zone].primary
    made_at = {zone.children.catalog: zone for zone in office.site.zones.values() if zone.children}
    parent = made_at.get(plan.zone) or office.site.zone_of(plan.zone)
    assert parent.children is not None  # noqa: S101 - else there would be no plan for such a zone
    return parent.children.primary
