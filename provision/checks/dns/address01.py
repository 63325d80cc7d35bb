"""Address01: the addresses of the name servers can be reached from everywhere.

For a rehearsal on loopback (a profile that allows special-purpose addresses) such addresses are only noted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.office.special_purpose import special_purpose
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.names import Ip

PUBLIC = msg("Ask for the address by which the name server is reached from the Internet")
LETTER = msg(
    "These name servers have an IP address that is not public: {ns_list}.\n"
    "State the public IP address of each name server; your provider can tell it."
)
DOCUMENTATION, LOCAL, OTHER = (
    "A01_DOCUMENTATION_ADDR",
    "A01_LOCAL_USE_ADDR",
    "A01_ADDR_NOT_GLOBALLY_REACHABLE",
)
REACHABLE, NONE_REACHABLE = "A01_GLOBALLY_REACHABLE_ADDR", "A01_NO_GLOBALLY_REACHABLE_ADDR"
CASE = Case(
    "address01",
    "Zonemaster address01; RFC 6890",
    {
        DOCUMENTATION: Message(
            Level.ERROR, msg("These addresses are set aside for documentation alone: {ns_list}"), PUBLIC, LETTER
        ),
        LOCAL: Message(
            Level.ERROR, msg("These addresses are for use within a network alone: {ns_list}"), PUBLIC, LETTER
        ),
        OTHER: Message(
            Level.ERROR, msg("These addresses cannot be reached from everywhere: {ns_list}"), PUBLIC, LETTER
        ),
        REACHABLE: Message(Level.INFO, msg("These addresses can be reached from everywhere: {ns_list}")),
        NONE_REACHABLE: Message(
            Level.ERROR, msg("No name server of {zone} has an address that can be reached from everywhere"), PUBLIC
        ),
        "A01_NO_NAME_SERVERS_FOUND": Message(
            Level.CRITICAL,
            msg("No name server of {zone} was found with an address"),
            msg("Check how the name is written, and whether its name servers have addresses"),
        ),
    },
)  # fmt: skip
# The registries' names of what is for use within a network (RFC 1918, 6598, 1122, 3927, 4291, 4193).
WITHIN = ("Private-Use", "Shared Address Space", "Loopback", "Link Local", "Link-Local", "Unique-Local")


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look the addresses up in the registries; such an address is not asked by any other check."""
    yield []
    if not delegation.ats:
        unknown = delegation.way.unknown or any(server.unseen for server in delegation.servers)
        return [] if unknown else [CASE.found("A01_NO_NAME_SERVERS_FOUND", delegation.zone)]
    return [_levelled(finding, delegation) for finding in _judged(delegation)]


def _judged(delegation: Delegation) -> Iterator[Finding]:
    by_tag: dict[str, list[At]] = {}
    for at in delegation.ats:
        by_tag.setdefault(kind(at.address), []).append(at)
    yield from _lists(delegation, by_tag)
    if REACHABLE not in by_tag:
        yield CASE.found(NONE_REACHABLE, delegation.zone)


def _lists(delegation: Delegation, by_tag: Mapping[str, Sequence[At]]) -> Iterator[Finding]:
    for tag in (DOCUMENTATION, LOCAL, OTHER, REACHABLE):
        if tag in by_tag:
            yield CASE.found(tag, delegation.zone, ns_list=listed(by_tag[tag]))


def kind(address: Ip) -> str:
    """Return the tag for an address."""
    block = special_purpose(address)
    if block is None:
        return REACHABLE
    if block.name.startswith("Documentation"):
        return DOCUMENTATION
    return LOCAL if block.name.startswith(WITHIN) else OTHER


def _levelled(finding: Finding, delegation: Delegation) -> Finding:
    lower = delegation.profile.special and finding.level > Level.INFO
    return replace(finding, level=Level.INFO, letter=None) if lower else finding
