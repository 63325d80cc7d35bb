"""What each action of a letter makes of the grants: pure, and the only place that knows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from provision.model.grant import Grant, State, key_of
from provision.model.request import Action, Request
from provision.names import Slug
from provision.services.service import Pair
from provision.services.subdomain.record import APEX

PARAMS = ("ips", "ns", "zone", "www", "records", "ds", "cds", "purpose")
Held = Mapping[str, Grant]


def propose(request: Request, held: Held, today: date) -> Sequence[Pair]:
    """Return each grant that the request changes, as it is and as it would be."""
    return PROPOSE[request.action](request, held, today)


def _new(request: Request, held: Held, today: date) -> Sequence[Pair]:
    made = _made(request, request.object, _asked(request), today)
    return [
        (
            held.get(request.grant_key),
            _with(request, made, because=_term(request), until=_until(request, made)),
        )
    ]


def _change(request: Request, held: Held, today: date) -> Sequence[Pair]:
    before, asked = held.get(request.grant_key), _asked(request)
    now = before or _nobodys(request, today)
    because, params = [*asked, *_term(request)], _changed(now.params, asked)
    return [(before, _with(request, now, because=because, params=params, until=_until(request, now)))]


def _changed(params: Mapping[str, Any], asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the parameters after a change: an alias gives way to the addresses or servers that the letter names."""
    moves = any(asked.get(key) for key in ("ips", "ns", "zone"))
    if not moves or "records" in asked:
        return {**params, **asked}
    kept = [record for record in params.get("records", ()) if not _is_alias(record)]
    return {**params, **asked, **({"records": kept} if "records" in params else {})}


def _is_alias(record: Mapping[str, Any]) -> bool:
    return (record["label"], record["type"]) == (APEX, "CNAME")


def _rename(request: Request, held: Held, today: date) -> Sequence[Pair]:
    """The old name goes on to its last day, the new one begins beside it with the same data."""
    before, to = held.get(request.grant_key), str(request.fields["to"])
    now = before or _nobodys(request, today)
    old = _with(request, now, because=_term(request), until=_until(request, now))
    new = replace(_made(request, to, {**now.params, **_asked(request)}, today), agency=now.agency)
    return [(before, old), (held.get(key_of(request.service, to)), new)]


def _suspend(request: Request, held: Held, today: date) -> Sequence[Pair]:
    return _in_state(request, held, today, State.SUSPENDED)


def _resume(request: Request, held: Held, today: date) -> Sequence[Pair]:
    return _in_state(request, held, today, State.ACTIVE)


def _revoke(request: Request, held: Held, today: date) -> Sequence[Pair]:
    [(before, ended)] = _in_state(request, held, today, State.ENDED)
    return [(before, replace(ended, until=today))]


def _hand_over(request: Request, held: Held, today: date) -> Sequence[Pair]:
    before = held.get(request.grant_key)
    receiver = Slug.parse(str(request.fields["receiver"]))
    return [
        (before, _with(request, before or _nobodys(request, today), because=("agency",), agency=receiver))
    ]


PROPOSE: Mapping[Action, Callable[[Request, Held, date], Sequence[Pair]]] = {
    Action.NEW: _new,
    Action.CHANGE: _change,
    Action.RENAME: _rename,
    Action.SUSPEND: _suspend,
    Action.RESUME: _resume,
    Action.REVOKE: _revoke,
    Action.HANDOVER: _hand_over,
}


def _in_state(request: Request, held: Held, today: date, state: State) -> Sequence[Pair]:
    before = held.get(request.grant_key)
    return [(before, _with(request, before or _nobodys(request, today), because=("state",), state=state))]


def _asked(request: Request) -> Mapping[str, Any]:
    """Return the parameters that the letter names; what it does not name stays."""
    return {key: request.fields[key] for key in PARAMS if key in request.fields}


def _until(request: Request, grant: Grant) -> date | None:
    told = request.fields.get("until")
    return date.fromisoformat(told) if told else grant.until


def _term(request: Request) -> Sequence[str]:
    return ["until"] if "until" in request.fields else []


def _with(request: Request, grant: Grant, *, because: Sequence[str], **changed: Any) -> Grant:
    """Return the grant with some of it changed, and the request named as the reason."""
    return replace(grant, because={**grant.because, **dict.fromkeys(because, str(request.id))}, **changed)


def _made(request: Request, name: str, params: Mapping[str, Any], today: date) -> Grant:
    bare = Grant(request.service, name, request.agency, params, since=today)
    return _with(request, bare, because=[*params])


def _nobodys(request: Request, today: date) -> Grant:
    """Return what stands in for a grant that is not there: the judges return such a letter."""
    return Grant(request.service, request.object, request.agency, {}, since=today)
