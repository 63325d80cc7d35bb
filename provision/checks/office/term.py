"""Days: the last day that a letter asks for, and the rest of a name after its end."""

from collections.abc import Iterator
from datetime import date, timedelta

from provision.calendar import long_date
from provision.checks.office.case import Case
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.grant import Grant


def last_day(case: Case) -> Iterator[Finding]:
    """Judge the last day that the grant would have: one that is over would end it at once."""
    until = case.after.until
    if case.after.stands and until and until < case.today:
        yield Finding(
            tag="END_DATE_PASSED",
            level=Level.ERROR,
            subject=case.name.text,
            args={"until": until.isoformat()},
            why=Text("The last day asked for {name}, {day}, is over", name=case.name, day=until),
            do=Text("Ask the agency which day is meant"),
            letter=Text(
                "The end date {day} is past.\nState a date that is still to come.", day=long_date(until)
            ),
            source=msg("Site policy: a name for an event ends by itself on its last day"),
        )


def resting(case: Case) -> Iterator[Finding]:
    """Judge whether a name that ended has rested: visitors, mails and caches still mean the last holder.

    The last holder itself may have it back at any time.
    """
    last = case.before
    if last and not last.stands and last.until and last.agency != case.after.agency:
        free = last.until + timedelta(days=case.site.policy.rest_days)
        if case.today < free:
            yield _rests(case, last, free)


def _rests(case: Case, last: Grant, free: date) -> Finding:
    return Finding(
        tag="NAME_RESTING",
        level=Level.ERROR,
        subject=case.name.text,
        args={"until": free.isoformat(), "agency": last.agency.text},
        why=Text("{name} was {agency}'s until {day} and rests until {free}",
                 name=case.name, agency=last.agency, day=last.until or "?", free=free),
        do=Text("Grant it from that day on; policy.rest_days in inventory/site.yaml sets the time"),
        letter=Text("The name {name} was given up a short while ago and is kept free until {free}.\n"
            "Ask again from that day on, or choose another name.", name=case.name, free=long_date(free)),
        source=msg("Site policy, policy.rest_days: a name rests before another agency gets it"),
    )  # fmt: skip
