"""Delegation03: the parent's referral fits into an answer without EDNS, whatever name is asked for."""

from collections.abc import Iterator

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.names import ESCAPE, Fqdn

MOST = 512  # octets of an answer over UDP without EDNS (RFC 1035 section 2.3.4)
LONGEST_NAME = 255  # octets (RFC 1035 section 2.3.4)
LENGTH, POINTER = 1, 2  # octets before a label and of the root; of a pointer to what was written before
HEADER, QUESTION = 12, 4  # octets; of a question, beside its name
RECORD = 10  # octets of a record, beside its name and its data
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
    seen: set[str] = set()
    _written(delegation.zone, seen)
    # Every record begins with a name that was written before; the root needs no pointer.
    owner = POINTER if delegation.zone.text else LENGTH
    records = [owner + RECORD + _written(server.name, seen) for server in delegation.servers]
    glue = [POINTER + RECORD + octets for octets in _glue(delegation)]
    return HEADER + LONGEST_NAME + QUESTION + sum(records) + sum(glue)


def _written(name: Fqdn, seen: set[str]) -> int:
    """Return the octets of a name whose end was written before (RFC 1035 section 4.1.4), and remember it."""
    octets, rest = 0, name.text
    while rest and rest not in seen:
        seen.add(rest)
        label, _, rest = rest.partition(".")
        octets += LENGTH + len(ESCAPE.sub("x", label))
    return octets + (POINTER if rest else LENGTH)


def _glue(delegation: Delegation) -> Iterator[int]:
    """Yield the octets of an address for each family that no name server outside the parent has."""
    parent = delegation.zone.parent if delegation.parent is None else delegation.parent
    for version, octets in ADDRESS.items():
        names = [
            server.name
            for server in delegation.servers
            if any(address.version == version for address in server.addresses)
        ]
        if names and all(name.is_at_or_below(parent) for name in names):
            yield octets
