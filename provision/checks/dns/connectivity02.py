"""Connectivity02: every name server answers over TCP."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.silence import in_words, is_dead
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.names import Ip

SOURCE = "Zonemaster connectivity02; RFC 7766 section 5"


def connectivity02(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every address for the SOA over TCP; one that is dead over UDP too is connectivity01's."""
    by_udp = yield delegation.ask_all("SOA")
    by_tcp = yield delegation.ask_all("SOA", tcp=True)
    return [
        _deaf(delegation, server.name.text, address, in_words(tcp))
        for (server, address), udp, tcp in zip(delegation.pairs, by_udp, by_tcp, strict=True)
        if is_dead(tcp) and udp.silence is None
    ]


def _deaf(delegation: Delegation, ns: str, address: Ip, silence: Text) -> Finding:
    return Finding(
        tag="NAMESERVER_NO_TCP_53",
        testcase="connectivity02",
        level=Level.ERROR,
        subject=delegation.zone.text,
        args={"ns": ns, "address": str(address)},
        why=Text(
            "{ns} ({address}) does not answer over TCP: {silence}", ns=ns, address=address, silence=silence
        ),
        do=Text("Let the server answer on TCP port 53 from everywhere"),
        letter=Text(
            "The name server {ns} at the address {address} answers over UDP only.\n"
            "Ask your provider to open TCP port 53 as well.",
            ns=ns,
            address=address,
        ),
        source=SOURCE,
    )
