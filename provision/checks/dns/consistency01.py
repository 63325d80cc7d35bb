"""Consistency01: all name servers have the same serial."""

from collections.abc import Iterator, Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.census import soa_census
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unheard import NO_RESPONSE, NO_SOA
from provision.i18n import msg
from provision.model.finding import Finding, Level

MOST_APART = 0
CIRCLE = 2**32  # serials go round in a circle, and compare over half of it (RFC 1982 section 3)
FOLLOW = msg("Let the secondary servers follow the primary")
CASE = Case(
    "consistency01",
    "Zonemaster consistency01; RFC 1035 section 3.3.13",
    {
        **DISABLED,
        **NO_RESPONSE,
        **NO_SOA,
        "SOA_SERIAL": Message(Level.INFO, msg("The serial of {zone} is {serial} on {ns_list}")),
        "ONE_SOA_SERIAL": Message(
            Level.INFO, msg("All name servers of {zone} that answer have the serial {serial}")
        ),
        "MULTIPLE_SOA_SERIALS": Message(
            Level.WARNING,
            msg("The name servers of {zone} hold different versions of it: {count} serials were seen"),
            FOLLOW,
            msg(
                "The name servers of {zone} do not hold the same version of the zone.\n"
                "Ask your provider to check how the second server follows the first."
            ),
        ),
        "SOA_SERIAL_VARIATION": Message(
            Level.NOTICE,
            msg(
                "The serials of {zone} reach from {serial_min} to {serial_max}, "
                "which is further apart than {max_variation}"
            ),
            FOLLOW,
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare the serials in the SOA answers."""
    found = yield from soa_census(CASE, delegation, "serial")
    serials = {int(value[0]): ats for value, ats in found.told.items()}
    one = [
        CASE.found("SOA_SERIAL", delegation.zone, serial=serial, ns_list=listed(serials[serial]))
        for serial in sorted(serials)
    ]
    return [*found.notes, *one, *_compared(delegation, sorted(serials))]


def _compared(delegation: Delegation, serials: Sequence[int]) -> Iterator[Finding]:
    zone = delegation.zone
    if len(serials) == 1:
        yield CASE.found("ONE_SOA_SERIAL", zone, serial=serials[0])
    elif serials:
        yield CASE.found("MULTIPLE_SOA_SERIALS", zone, count=len(serials))
        most = delegation.profile.limit(CASE.name, "SERIAL_MAX_VARIATION", MOST_APART)
        low, high = _ends(serials)
        if (high - low) % CIRCLE > most:
            yield CASE.found(
                "SOA_SERIAL_VARIATION", zone, serial_min=low, serial_max=high, max_variation=most
            )


def _ends(serials: Sequence[int]) -> tuple[int, int]:
    """Return the first and the last serial: all others lie between them, on one half of the circle.

    Where there is no such order, they are the least and the greatest number, more than half the circle apart.
    """
    for low in serials:
        steps = {(serial - low) % CIRCLE: serial for serial in serials}
        if max(steps) < CIRCLE // 2:
            return low, steps[max(steps)]
    return min(serials), max(serials)
