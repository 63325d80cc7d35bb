"""Waiving: the head of division lets a finding pass that the last check of a request has found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from typing import Any

from provision.errors import BadInput, NotFound, Refused
from provision.flow.desk import Desk
from provision.flow.propose import proposals
from provision.flow.written_day import written_day
from provision.i18n import Text
from provision.model.amendment import moves_the_plan
from provision.model.event import Event, Kind, Status
from provision.model.finding import Level
from provision.model.playbook import Role
from provision.model.request import Request
from provision.model.waiver import NEVER, Waiver
from provision.names import line, shown

LOOKS = (Kind.CHECKED, Kind.VERIFIED)
GONE = frozenset({Status.RETURNED, Status.UNDONE, Status.CANCELLED})
Report = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Waived:
    """What became of a wish to waive: the waivers as they stand, whether they are new, and were needed."""

    waivers: Sequence[Waiver]
    new: bool
    blocks: bool


def waive(desk: Desk, request: Request, code: str, reason: str, until: str) -> Waived:
    """Let a finding about a request's grants pass until a day; a waiver given before is replaced.

    Raises NotYours where another than the head of division asks, BadInput, and Refused where the site
    does not let that finding pass, the last check has not found it, or the request is closed.
    """
    desk.need(Role.DIVISION_HEAD)
    tag, why, day = code.strip().upper(), line(reason), _day(desk, until)
    _refuse_gone(desk, request)
    levels = _levels(_last_report(desk, request))
    _refuse_code(desk, request, tag, found=tag in levels)
    told = (str(request.id), why, day, desk.actor)
    # The report is the letter's: which of its grants a finding is about, no waiver needs to tell.
    grants = [one.after for one in proposals(desk, [request])]
    wanted = [Waiver(tag, grant.key, grant.agency, *told) for grant in grants]
    standing = desk.ledger.waivers()
    new = [waiver for waiver in wanted if waiver not in standing]
    bodies = [(str(request.id), waiver.to_json()) for waiver in new]
    desk.ledger.append_all(Kind.WAIVED, bodies, desk.actor)
    return Waived(wanted, bool(new), levels[tag] >= desk.site.policy.blocks)


def _day(desk: Desk, text: str) -> date:
    day, last = written_day(text), desk.today + timedelta(days=desk.site.policy.waive_days)
    if day <= desk.today:
        raise BadInput(Text("{day} does not lie in the future; today is {today}", day=day, today=desk.today))
    if day > last:
        raise BadInput(
            Text("{day} is too far away: a waiver runs for {days} days at most here, until {last}",
                 day=day, days=desk.site.policy.waive_days, last=last)
        )  # fmt: skip
    return day


def _refuse_gone(desk: Desk, request: Request) -> None:
    if desk.ledger.status(request.id) in GONE:
        raise Refused(
            Text(
                "{request} is closed, and nothing stands by it; record the letter again with: "
                "provision request new --follows {request}",
                request=request.id,
            )
        )


def _last_report(desk: Desk, request: Request) -> Report:
    """Return the report of the last check or verification. Raises Refused where there is none that still counts."""
    events = desk.ledger.events(str(request.id), kind=(*LOOKS, Kind.AMENDED))
    looks = [event for event in events if event.kind in LOOKS and event.body]
    if not looks or any(_changed(event) for event in events if event.seq > looks[-1].seq):
        raise Refused(
            Text("{request} was not checked as it stands now; run provision check {request} first",
                 request=request.id)
        )  # fmt: skip
    report: Report = (looks[-1].body or {})["report"]
    return report


def _changed(event: Event) -> bool:
    return event.kind is Kind.AMENDED and moves_the_plan(event.body)


def _levels(report: Report) -> Mapping[str, Level]:
    """Return the worst level of each tag in a report."""
    levels: dict[str, Level] = {}
    for finding in report["findings"]:
        level = Level[finding["level"]]
        levels[finding["tag"]] = max(level, levels.get(finding["tag"], level))
    return levels


def _refuse_code(desk: Desk, request: Request, code: str, *, found: bool) -> None:
    """Raise Refused where the site does not let the finding pass, NotFound where nobody found it."""
    if code in NEVER:
        raise Refused(Text("{code} is never waived: the letter is corrected or returned", code=code))
    if found and code not in desk.site.policy.waivable:
        raise Refused(
            Text("{code} is not waived at this office: policy.waivable in inventory/site.yaml does not list it",
                 code=code)
        )  # fmt: skip
    if found:
        return
    if near := get_close_matches(code, sorted(desk.site.policy.waivable), 1):
        raise NotFound(
            Text("The last check of {request} did not find {code}; did you mean {near}?",
                 request=request.id, code=shown(code), near=near[0])
        )  # fmt: skip
    raise NotFound(
        Text("The last check of {request} did not find {code}; there is nothing to waive",
             request=request.id, code=shown(code))
    )  # fmt: skip
