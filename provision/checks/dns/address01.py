"""Address01: the addresses of the name servers can be reached from everywhere."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.office.special_purpose import Block, special_purpose
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.names import Ip

SOURCE = "Zonemaster address01; RFC 6890"


def address01(delegation: Delegation) -> Asking[list[Finding]]:
    """Look the addresses up in the registries; such an address is not asked by any other check."""
    yield []
    return [
        _unreachable(delegation, server.name.text, address, block)
        for server, address in delegation.pairs
        if (block := special_purpose(address))
    ]


def _unreachable(delegation: Delegation, ns: str, address: Ip, block: Block) -> Finding:
    return Finding(
        tag="A01_ADDR_NOT_GLOBALLY_REACHABLE",
        testcase="address01",
        level=Level.ERROR,
        subject=delegation.zone.text,
        args={"ns": ns, "address": str(address), "block": str(block.network), "name": block.name},
        why=Text("{ns} has the address {address}, which is not public: it lies in {network} ({name}, {source})",
                 ns=ns, address=address, network=block.network, name=block.name, source=block.source),
        do=Text("Ask for the address by which the name server is reached from the Internet"),
        letter=Text(
            "The name server {ns} has the IP address {address}, which is not public.\n"
            "State the public IP address of this name server; your provider can tell it.",
            ns=ns,
            address=address,
        ),
        source=SOURCE,
    )  # fmt: skip
