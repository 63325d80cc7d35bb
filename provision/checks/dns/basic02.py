"""Basic02: at least one name server works."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.delegation04 import is_authority
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.model.query import Silence

SOURCE = "Zonemaster basic02; RFC 1034 section 4.2.1"


def basic02(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every address for the SOA; one good answer is enough, and so is one server that we could not ask."""
    answers = yield delegation.ask_all("SOA")
    if any(is_authority(answer) and answer.get(delegation.zone, "SOA") for answer in answers):
        return []
    if any(answer.silence is Silence.NO_FAMILY for answer in answers) or any(
        server.unseen for server in delegation.servers
    ):
        return []
    return [
        Finding(
            tag="B02_NO_WORKING_NS",
            testcase="basic02",
            level=Level.CRITICAL,
            subject=delegation.zone.text,
            args={"ns": [server.name.text for server in delegation.servers]},
            why=Text("No name server of {zone} works", zone=delegation.zone),
            do=Text("Set the zone up on its name servers before it is delegated"),
            source=SOURCE,
        )
    ]
