"""Whose turn it is: which roles a step of the program needs, and whom a request waits for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from provision.flow.deadline import playbook_of
from provision.flow.desk import Desk
from provision.flow.progress import APPLY, CHECK, Progress
from provision.flow.roles import holders, need, role_words
from provision.i18n import Text
from provision.model.event import Kind
from provision.model.playbook import Role, Step
from provision.model.request import Request
from provision.model.site import Site

# What whoever is on call does in the absence of others; the letter waits for office hours.
STANDS_IN_FOR = frozenset({CHECK, APPLY})


@dataclass(frozen=True, slots=True)
class Turn:
    """The step that a request waits for, the roles that have still to take it, and who holds them today."""

    step: Step
    roles: tuple[Role, ...]
    logins: tuple[str, ...]

    def to_json(self, lang: str) -> dict[str, Any]:
        """Return plain data for `--output json`."""
        return {
            "step": self.step.key,
            "title": self.step.title.to(lang),
            "roles": [role.value for role in self.roles],
            "logins": list(self.logins),
        }

    def words(self, lang: str) -> Text:
        """Return whose turn it is, in a sentence."""
        told = {"roles": role_words(self.roles), "step": self.step.title.to(lang)}
        if self.logins:
            return Text("Now it is the turn of {roles} ({logins}): {step}", logins=self.logins, **told)
        return Text("Now it is the turn of {roles}: {step}", **told)


def progress(desk: Desk, request: Request) -> Progress:
    """Return how far a request has come. Raises NotFound, BadConfig for its playbook."""
    events = desk.ledger.events(str(request.id))
    return Progress(desk.site, playbook_of(desk.site, request.service), events)


def turn(site: Site, found: Progress, day: date) -> Turn | None:
    """Return whom a request waits for; None where its playbook is through."""
    step = found.next
    if step is None:
        return None
    roles = found.left(step)
    return Turn(step, tuple(roles), tuple(holders(site, roles, day)))


def allowed(site: Site, request: Request, command: str) -> Sequence[Role]:
    """Return the roles that may run a command for a request: its step's, and on call where the policy lets.

    Where a site's own playbook has no such step, every role may.
    """
    steps = playbook_of(site, request.service).steps_by(command)
    roles = [role for step in steps for role in step.roles] or [*Role]
    return [*roles, *standing_in(site, request, command)]


def standing_in(site: Site, request: Request, command: str) -> Sequence[Role]:
    """Return who may run a command for a request beside its step's roles: on call, where the policy lets."""
    lets = command in STANDS_IN_FOR and request.action in site.policy.on_call
    return (Role.ON_CALL,) if lets else ()


def yours(desk: Desk, requests: Sequence[Request], command: str) -> Sequence[Request]:
    """Return those requests for which the one who sits here may run a command."""
    return _where(requests, lambda one: not desk.site.users or bool(_roles(desk, one, command) & desk.roles))


def need_turn(desk: Desk, requests: Sequence[Request], command: str) -> None:
    """Raise NotYours, telling whose turn it is, where the one who sits here may not run a command."""
    mine = {request.id for request in yours(desk, requests, command)}
    for request in requests:
        if request.id not in mine:
            need(desk.site, desk.actor, desk.today, allowed(desk.site, request, command))


def mark_stand_in(desk: Desk, requests: Sequence[Request]) -> None:
    """Write down, before anything is written elsewhere, for which requests somebody on call stands in.

    Before, so that no power cut leaves a change that nobody has to confirm.
    """
    marked = _where(requests, lambda one: _stands_in(desk, one))
    body = {"step": APPLY, "role": Role.ON_CALL.value, "date": desk.today.isoformat(), "on_call": True}
    if marked:
        desk.ledger.append_all(Kind.STEP, [(str(one.id), body) for one in marked], desk.actor)


def _stands_in(desk: Desk, request: Request) -> bool:
    """Tell whether somebody applies only because they are on call."""
    own = _roles(desk, request, APPLY) - {Role.ON_CALL}
    return bool(desk.site.users) and not own & desk.roles


def _roles(desk: Desk, request: Request, command: str) -> frozenset[Role]:
    return frozenset(allowed(desk.site, request, command))


def _where(requests: Sequence[Request], test: Callable[[Request], bool]) -> Sequence[Request]:
    """Return the requests that pass; those of one service and action pass alike, and are tested once."""
    alike = {(request.service, request.action): request for request in requests}
    passed = {kind for kind, request in alike.items() if test(request)}
    return [request for request in requests if (request.service, request.action) in passed]
