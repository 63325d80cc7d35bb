"""One update to one zone: compare and swap, then read again, since NOERROR proves nothing."""

from collections.abc import Sequence

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, stop_after_delay, wait_fixed

from provision.decide.guard import guards, moves_a_cut, serial_guard
from provision.decide.refuse import refuse_unsafe
from provision.decide.related import not_shown, related
from provision.errors import NotVerified, Stale, Unsafe
from provision.i18n import Text
from provision.model.change import Change
from provision.model.zone import SeenZone
from provision.ports import Parent

TRIES = 5
SETTLING, BETWEEN = 3.0, 0.1  # seconds


class MovedOn(Stale):
    """Something unrelated changed under a guard on the whole zone: the same update may be sent again."""


def write(parent: Parent, changes: Sequence[Change], zone: SeenZone) -> SeenZone:
    """Carry out changes that were planned on `zone`; return the zone as it is afterwards.

    Raises Stale where what bears on the changes is no longer as it was; NotVerified where the
    server said yes and the zone does not show it; an error of `Outside` where the server fails,
    after which the update may or may not have been carried out.
    """
    whole = moves_a_cut(changes) and parent.compares_serial()
    if whole:
        _write_whole(parent, changes, zone)
    else:
        parent.write(changes, guards(changes, zone))
    after = _settled(parent, changes)
    if moves_a_cut(changes) and not whole:
        _take_back_where_hidden(parent, changes, after)
    return after


def _write_whole(parent: Parent, changes: Sequence[Change], zone: SeenZone) -> None:
    """Write under a guard on the serial too: only that says "nothing below this name has changed"."""
    ground = [zone]
    for attempt in Retrying(
        stop=stop_after_attempt(TRIES), retry=retry_if_exception_type(MovedOn), reraise=True
    ):
        with attempt:
            try:
                parent.write(changes, [*guards(changes, ground[-1]), serial_guard(ground[-1])])
            except Stale as stale:
                ground.append(parent.read())
                if related(changes, ground[-1]) != related(changes, zone):
                    raise
                raise MovedOn(stale.text) from stale


def _settled(parent: Parent, changes: Sequence[Change]) -> SeenZone:
    """Read until the zone shows the changes: a server that signs inline serves them a moment later."""
    retrying = Retrying(
        stop=stop_after_delay(SETTLING),
        wait=wait_fixed(BETWEEN),
        retry=retry_if_exception_type(NotVerified),
        reraise=True,
    )
    return retrying(_believed, parent, changes)


def _believed(parent: Parent, changes: Sequence[Change]) -> SeenZone:
    after = parent.read()
    if undone := not_shown(changes, after):
        raise NotVerified(
            Text(
                "The server accepted the update, but the zone does not show it: {records}. Look who else writes to "
                "it, then plan again",
                records=[str(change.rrset) for change in undone],
            )
        )
    return after


def _take_back_where_hidden(parent: Parent, changes: Sequence[Change], after: SeenZone) -> None:
    """Undo at once where somebody put a name below the new cut between our reading and our writing."""
    back = [change.reversed() for change in changes]
    try:
        refuse_unsafe(changes, after.after(back))
    except Unsafe:
        parent.write(back, guards(back, after))
        _settled(parent, back)
        raise
