"""Changes with their guards as one DNS UPDATE message (RFC 2136)."""

from collections.abc import Sequence

import dns.name
import dns.update

from provision.decide.guard import Guard, Must
from provision.drivers.wire import to_dns
from provision.model.change import Change


def update_message(
    origin: dns.name.Name, changes: Sequence[Change], guards: Sequence[Guard]
) -> dns.update.UpdateMessage:
    """Return the message for a zone: the guards as prerequisites, what goes before what comes."""
    update = dns.update.UpdateMessage(origin)
    for guard in guards:
        _require(update, guard)
    for change in sorted(changes, key=lambda change: change.after is not None):
        _put(update, change)
    return update


def _put(update: dns.update.UpdateMessage, change: Change) -> None:
    name, rtype = to_dns(change.name), change.rrset.type
    if change.before:
        update.delete(name, rtype)
    if change.after:
        update.add(name, change.after.ttl, rtype, *change.after.values)


def _require(update: dns.update.UpdateMessage, guard: Guard) -> None:
    name = to_dns(guard.name)
    if guard.must is Must.BE_UNUSED:
        update.absent(name)
    elif guard.must is Must.LACK:
        update.absent(name, guard.type)
    else:
        for value in guard.values:
            update.present(name, guard.type, value)
