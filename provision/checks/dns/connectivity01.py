"""Connectivity01: every name server answers over UDP."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.silence import in_words, is_dead
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.names import Ip

SOURCE = "Zonemaster connectivity01; RFC 1035 section 4.2"


def connectivity01(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every address for the SOA over UDP."""
    answers = yield delegation.ask_all("SOA")
    return [
        _dead(delegation, server.name.text, address, in_words(answer))
        for (server, address), answer in zip(delegation.pairs, answers, strict=True)
        if is_dead(answer)
    ]


def _dead(delegation: Delegation, ns: str, address: Ip, silence: Text) -> Finding:
    return Finding(
        tag="NAMESERVER_NO_UDP_53",
        testcase="connectivity01",
        level=Level.ERROR,
        subject=delegation.zone.text,
        args={"ns": ns, "address": str(address)},
        why=Text(
            "{ns} ({address}) does not answer over UDP: {silence}", ns=ns, address=address, silence=silence
        ),
        do=Text("Let the server answer on UDP port 53 from everywhere"),
        letter=Text(
            "The name server {ns} at the address {address} does not answer.\n"
            "Ask your provider to switch it on and to open port 53, UDP and TCP, or name another server.",
            ns=ns,
            address=address,
        ),
        source=SOURCE,
    )
