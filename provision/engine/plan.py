"""From a survey to plans: the findings' changes, grouped by grant, in order, refused where unsound."""

from collections.abc import Sequence

from provision.decide.refuse import refuse_unsafe
from provision.engine.survey import Survey, Surveyed
from provision.model.plan import GrantChanges, Plan
from provision.names import Fqdn


def plans(survey: Survey) -> Sequence[Plan]:
    """Return one plan for each zone, also where there is nothing to do. Raises Unsafe."""
    return [_plan(zone, survey) for zone in survey.zones]


def _plan(zone: Fqdn, survey: Survey) -> Plan:
    here = [one for one in survey.surveyed if one.zone == zone]
    groups = tuple(
        GrantChanges(one.wanted.grant, tuple(one.report.changes)) for one in sorted(here, key=_order)
    )
    requests = tuple(dict.fromkeys(str(one.proposal.request.id) for one in here if one.proposal.request))
    plan = Plan(requests, zone, tuple(group for group in groups if group.changes))
    refuse_unsafe(plan.changes, survey.zones[zone])
    return plan


def _order(one: Surveyed) -> tuple[bool, str]:
    """What ends comes first: a name may be freed for another."""
    return one.proposal.after.stands, one.wanted.grant
