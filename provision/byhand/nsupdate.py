"""A plan as a script for nsupdate: the same update, under the same guards, sent by whoever holds the key."""

from collections.abc import Callable, Iterator, Sequence

from provision.decide.guard import Guard, Must, guards, moves_a_cut, serial_guard
from provision.i18n import Text
from provision.model.change import Change
from provision.model.plan import Plan
from provision.model.site import Server
from provision.model.zone import SeenZone

# Where nothing is said about the key: it is named when the script is run, and stands in no script.
RUN = "nsupdate -v -k KEYFILE SCRIPT"


def script(plan: Plan, zone: SeenZone, server: Server, words: Callable[[Text], str]) -> str:
    """Return the script that carries out a plan made on `zone`: one update, so all of it or nothing.

    `words` returns a sentence in the reader's language; the sentences are comments.
    """
    told = [f"; {words(text)}" for text in _remarks(plan)]
    required = [*guards(plan.changes, zone), *([serial_guard(zone)] if moves_a_cut(plan.changes) else [])]
    ordered = sorted(plan.changes, key=lambda change: change.after is not None)
    lines = [
        *told,
        f"server {server.address} {server.port}",
        f"zone {plan.zone}.",
        *(line for guard in required for line in _required(guard)),
        *(line for change in ordered for line in _put(change)),
        "send",
        "answer",
    ]
    return "\n".join([*lines, ""])


def _remarks(plan: Plan) -> Sequence[Text]:
    return (
        Text("{requests}, plan {digest}; run it with: {run}",
             requests=list(plan.requests), digest=plan.digest[:12], run=RUN),
        Text("NXRRSET, YXRRSET, YXDOMAIN, NXDOMAIN: the zone is no longer as it was, and nothing was changed; plan again"),
    )  # fmt: skip


def _required(guard: Guard) -> Iterator[str]:
    if guard.must is Must.BE_UNUSED:
        yield f"prereq nxdomain {guard.name}."
    elif guard.must is Must.LACK:
        yield f"prereq nxrrset {guard.name}. IN {guard.type}"
    else:
        yield from (f"prereq yxrrset {guard.name}. IN {guard.type} {value}" for value in guard.values)


def _put(change: Change) -> Iterator[str]:
    if change.before:
        yield f"update delete {change.name}. IN {change.rrset.type}"
    if change.after:
        head = f"update add {change.name}. {change.after.ttl} IN {change.after.type}"
        yield from (f"{head} {value}" for value in change.after.values)
