"""Delegation03: the parent's referral fits into an answer without EDNS, whatever name is asked for."""

from collections.abc import Iterator
from io import BytesIO

import dns.name

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.names import Fqdn

MOST = 512  # octets of an answer over UDP without EDNS (RFC 1035 section 2.3.4)
LONGEST_NAME, LONGEST_LABEL = 255, 63  # octets (RFC 1035 section 2.3.4)
LEAST_LABEL = 2  # octets, with its length
HEADER, QUESTION, RECORD = (
    12,
    4,
    10,
)  # octets beside the names: of a header, a question, a record without data
ADDRESS = {4: 4, 6: 16}
CASE = Case(
    "delegation03",
    "Zonemaster delegation03; RFC 1035 section 2.3.4",
    {
        "REFERRAL_SIZE_OK": Message(
            Level.INFO,
            msg("The smallest referral to {zone} for the longest name has {size} octets, which is at most 512"),
        ),
        "REFERRAL_SIZE_TOO_LARGE": Message(
            Level.WARNING,
            msg("The smallest referral to {zone} for the longest name has {size} octets, which is more than 512"),
            msg("Name fewer name servers, or such with shorter names or names that end alike"),
        ),
    },
)  # fmt: skip


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Write the referral that the parent would give and see how long it is."""
    yield []
    if not delegation.servers:
        return []
    size = _size(delegation)
    tag = "REFERRAL_SIZE_OK" if size <= MOST else "REFERRAL_SIZE_TOO_LARGE"
    return [CASE.found(tag, delegation.zone, size=size)]


def _size(delegation: Delegation) -> int:
    """Return the octets of the smallest referral: all NS records, and one address of each family as glue."""
    wire, seen = BytesIO(), dict[dns.name.Name, int]()

    def write(name: dns.name.Name, octets: int) -> None:
        name.to_wire(wire, seen)
        wire.write(bytes(octets))

    wire.write(bytes(HEADER))
    zone = _name(delegation.zone)
    write(_longest_below(zone), QUESTION)
    for server in delegation.servers:
        write(zone, RECORD)
        write(_name(server.name), 0)
    for host, octets in _glue(delegation):
        write(_name(host), RECORD + octets)
    return wire.tell()


def _glue(delegation: Delegation) -> Iterator[tuple[Fqdn, int]]:
    """Yield a name and the octets of an address for each family that cannot be reached without glue."""
    parent = delegation.zone.parent if delegation.parent is None else delegation.parent
    for version, octets in ADDRESS.items():
        names = [
            server.name
            for server in delegation.servers
            if any(address.version == version for address in server.addresses)
        ]
        if names and all(name.is_at_or_below(parent) for name in names):
            yield names[0], octets


def _longest_below(zone: dns.name.Name) -> dns.name.Name:
    """Return a name of the greatest length below the zone."""
    labels: list[bytes] = []
    room = LONGEST_NAME - sum(len(label) + 1 for label in zone.labels)
    while room > 1:
        # What remains must be nothing, or long enough for one more label.
        length = min(LONGEST_LABEL, room - 1)
        length -= room - length == LEAST_LABEL
        labels.append(b"x" * length)
        room -= length + 1
    return dns.name.Name([*labels, *zone.labels])


def _name(name: Fqdn) -> dns.name.Name:
    return dns.name.from_text(f"{name.text}.")
