"""From a survey to plans: the findings' changes, grouped by grant, in order, refused where unsound.

What is made for an agency's own zone comes before its parent delegates to it, what is taken away after.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from provision.decide.refuse import refuse_unsafe
from provision.engine.survey import Survey, Surveyed
from provision.model.change import Change
from provision.model.plan import GrantChanges, Plan
from provision.names import Fqdn


def plans(survey: Survey) -> Sequence[Plan]:
    """Return one plan for each parent zone, also where there is nothing to do. Raises Unsafe.

    Around them stand the plans for catalogs and agencies' own zones: a catalog first and its zones
    then where something is made, the other way round where something goes.
    """
    zones = list(dict.fromkeys(finding.zone for finding in survey.findings if finding.zone))
    making = [_parted(_plan(zone, survey, _made_in(zone))) for zone in zones]
    parents = [_parent_plan(zone, survey) for zone in dict.fromkeys(one.zone for one in survey.surveyed)]
    ending = [_parted(_plan(zone, survey, _gone_from(zone))) for zone in reversed(zones)]
    return [*filter(None, making), *parents, *filter(None, ending)]


def _parent_plan(zone: Fqdn, survey: Survey) -> Plan:
    plan = _plan(zone, survey, lambda one: one.report.changes if one.zone == zone else ())
    refuse_unsafe(plan.changes, survey.zones[zone])
    return plan


def _plan(zone: Fqdn, survey: Survey, changes: Callable[[Surveyed], Iterable[Change]]) -> Plan:
    here = [one for one in survey.surveyed if one.zone == zone or [*changes(one)]]
    groups = tuple(GrantChanges(one.wanted.grant, tuple(changes(one))) for one in sorted(here, key=_order))
    requests = tuple(dict.fromkeys(str(one.proposal.request.id) for one in here if one.proposal.request))
    return Plan(requests, zone, tuple(group for group in groups if group.changes))


def _parted(plan: Plan) -> Plan:
    """Return the plan with a group for each change: what an agency wrote may need several messages."""
    single = [GrantChanges(group.grant, (change,)) for group in plan.groups for change in group.changes]
    return replace(plan, groups=tuple(single))


def _made_in(zone: Fqdn) -> Callable[[Surveyed], Sequence[Change]]:
    return lambda one: [change for change in one.report.changes_in(zone) if change.after]


def _gone_from(zone: Fqdn) -> Callable[[Surveyed], Sequence[Change]]:
    return lambda one: [change for change in one.report.changes_in(zone) if not change.after]


def _order(one: Surveyed) -> tuple[bool, str]:
    """What ends comes first: a name may be freed for another."""
    return one.proposal.after.stands, one.wanted.grant
