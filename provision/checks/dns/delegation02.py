"""Delegation02: the name servers have distinct addresses."""

from collections import defaultdict
from collections.abc import Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.names import Fqdn, Ip

SOURCE = "Zonemaster delegation02; RFC 1034 section 4.1"


def delegation02(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare the addresses of different names."""
    yield []
    names: dict[Ip, list[Fqdn]] = defaultdict(list)
    for server, address in delegation.pairs:
        names[address].append(server.name)
    return [_shared(delegation, address, ns) for address, ns in names.items() if len(ns) > 1]


def _shared(delegation: Delegation, address: Ip, names: Sequence[Fqdn]) -> Finding:
    return Finding(
        tag="DEL_NS_SAME_IP",
        testcase="delegation02",
        level=Level.ERROR,
        subject=delegation.zone.text,
        args={"address": str(address), "ns": [name.text for name in names]},
        why=Text("{ns} share the address {address}: they are one server", ns=sorted(names), address=address),
        do=Text("Give each name server an address of its own"),
        letter=Text(
            "The name servers {ns} have the same address, {address}, and so are one server.\n"
            "Ask your provider for a second server at another address.",
            ns=sorted(names),
            address=address,
        ),
        source=SOURCE,
    )
