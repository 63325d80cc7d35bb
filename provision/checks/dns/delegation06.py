"""Delegation06: every authoritative name server has the SOA of the zone."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.delegation04 import is_authority
from provision.i18n import Text
from provision.model.finding import Finding, Level

SOURCE = "Zonemaster delegation06; RFC 1034 section 4.2.1"


def delegation06(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every address for the SOA and look for it in the answer."""
    answers = yield delegation.ask_all("SOA")
    return [
        _missing(delegation, server.name.text)
        for (server, _), answer in zip(delegation.pairs, answers, strict=True)
        if is_authority(answer) and answer.get(delegation.zone, "SOA") is None
    ]


def _missing(delegation: Delegation, ns: str) -> Finding:
    return Finding(
        tag="SOA_NOT_EXISTS",
        testcase="delegation06",
        level=Level.ERROR,
        subject=delegation.zone.text,
        args={"ns": ns},
        why=Text("{ns} answers with authority but has no SOA of {zone}", ns=ns, zone=delegation.zone),
        do=Text("Make {zone} a zone of its own on {ns}", ns=ns, zone=delegation.zone),
        letter=Text(
            "On the name server {ns}, {zone} is not set up as a zone of its own.\n"
            "Ask your provider to add the zone {zone}.",
            ns=ns,
            zone=delegation.zone,
        ),
        source=SOURCE,
    )
