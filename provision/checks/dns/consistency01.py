"""Consistency01: all name servers have the same serial."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.delegation04 import is_authority
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.model.rrset import SERIAL

SOURCE = "Zonemaster consistency01; RFC 1035 section 3.3.13"


def consistency01(delegation: Delegation) -> Asking[list[Finding]]:
    """Compare the serials in the SOA answers."""
    answers = yield delegation.ask_all("SOA")
    soas = [answer.get(delegation.zone, "SOA") for answer in answers if is_authority(answer)]
    serials = sorted({soa.values[0].split()[SERIAL] for soa in soas if soa})
    return [_differ(delegation, serials)] if len(serials) > 1 else []


def _differ(delegation: Delegation, serials: list[str]) -> Finding:
    return Finding(
        tag="MULTIPLE_SOA_SERIALS",
        testcase="consistency01",
        level=Level.WARNING,
        subject=delegation.zone.text,
        args={"serials": serials},
        why=Text("The name servers of {zone} have different versions of it: {serials}",
                 zone=delegation.zone, serials=serials),
        do=Text("Let the secondary servers follow the primary"),
        letter=Text(
            "The name servers of {zone} do not hold the same version of the zone.\n"
                "Ask your provider to check how the second server follows the first.",
            zone=delegation.zone,
        ),
        source=SOURCE,
    )  # fmt: skip
