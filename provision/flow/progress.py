"""How far a request has come in its playbook: which steps were taken, by whom, and which is next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from provision.model.event import Event, Kind
from provision.model.playbook import Playbook, Role, Step
from provision.model.site import Site

CHECK, APPLY, DRAFT = "provision check", "provision apply", "provision letter draft"
# The event that a step's command leaves behind; people's own steps leave STEP.
LEFT_BY = {CHECK: Kind.CHECKED, APPLY: Kind.GRANTED, DRAFT: Kind.DRAFTED}
# After these the program's steps are to be taken once more.
AGAIN = frozenset({Kind.UNDONE, Kind.AMENDED})


@dataclass(frozen=True, slots=True)
class Act:
    """A step that was taken: in which role (None: by the program's command), on which day, recorded by whom."""

    event: Event
    role: Role | None
    day: date
    evidence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """A playbook beside what happened to one request, the oldest event first."""

    site: Site
    playbook: Playbook
    events: Sequence[Event]

    def acts(self, step: Step) -> Sequence[Act]:
        """Return how a step was taken, the last of each role; a correction replaces what it corrects."""
        counted = [event for event in self.events if event.seq > self._since(step)]
        if step.command:
            done = [event for event in counted if event.kind is LEFT_BY.get(step.command)]
            return [Act(event, None, self.site.day(event.at)) for event in done[-1:]]
        told = (event for event in counted if event.kind is Kind.STEP and event.body)
        acts = {act.role: act for event in told for act in _people_s(event, step)}
        return list(acts.values())

    def left(self, step: Step) -> Sequence[Role]:
        """Return the roles that have not taken a step yet; a command's step is taken by any one of them."""
        acted = {act.role for act in self.acts(step)}
        if step.command:
            return () if acted else step.roles
        return [role for role in step.roles if role not in acted]

    def is_done(self, step: Step) -> bool:
        """Tell whether every role that has to has taken a step."""
        return not self.left(step)

    @property
    def next(self) -> Step | None:
        """The step that the request waits for; None where all were taken.

        What nobody recorded before a later step is passed over: the work has gone on. A letter whose
        check blocks is answered without anything being activated.
        """
        steps = self.playbook.procedure
        last = next((place for place in reversed(range(len(steps))) if self.is_done(steps[place])), -1)
        return next(
            (step for step in steps[last + 1 :] if not (step.command == APPLY and self.is_blocked)), None
        )

    @property
    def is_followed(self) -> bool:
        """Tell whether people's steps are recorded for this request: only then is its letter missed until it is sent."""
        return any(
            event.kind is Kind.STEP and event.body and not event.body.get("on_call") for event in self.events
        )

    @property
    def is_blocked(self) -> bool:
        """Tell whether the last check that counts found a reason to return the letter."""
        checks = [event for event in self.events if event.kind is Kind.CHECKED]
        granted = any(event.kind is Kind.GRANTED and event.seq > self._last(AGAIN) for event in self.events)
        return bool(checks and checks[-1].body and checks[-1].body["blocked"]) and not granted

    def earlier(self, step: Step) -> Sequence[Step]:
        """Return the steps before one that were not taken, but for those that its letter needs not."""
        needless = APPLY if self.is_blocked else None
        return [one for one in self.before(step) if one.command != needless and not self.is_done(one)]

    def before(self, step: Step) -> Sequence[Step]:
        """Return the steps before one."""
        steps = self.playbook.procedure
        return steps[: steps.index(step)]

    def _since(self, step: Step) -> int:
        """Return the entry after which events count for a step: a disposition stands, whatever is undone."""
        before = [one.command for one in self.before(step)]
        if not any([*before, step.command]):
            return 0
        begun = self._last(AGAIN)
        return self._granted(begun) if APPLY in before else begun

    def _granted(self, begun: int) -> int:
        """Return the entry of the first grant after one: its letter tells that, and a later mending nothing new."""
        grants = (one.seq for one in self.events if one.kind is Kind.GRANTED and one.seq > begun)
        return next(grants, begun)

    def _last(self, kinds: frozenset[Kind]) -> int:
        return next((event.seq for event in reversed(self.events) if event.kind in kinds), 0)


def _people_s(event: Event, step: Step) -> Sequence[Act]:
    body = event.body or {}
    if body.get("step") != step.key or body.get("on_call"):
        return ()
    day = date.fromisoformat(body["date"])
    return [Act(event, Role(body["role"]), day, body.get("evidence", ""), body.get("note", ""))]
