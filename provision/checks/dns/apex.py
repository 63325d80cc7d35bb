"""The office's own rule: the zone's apex answers with the addresses of the letter."""

from collections.abc import Sequence

from provision.checks.asking import Asking, together
from provision.checks.delegation import Delegation
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.names import Ip

SOURCE = msg("Standar Pelayanan 2024, subdomain, component 2: IP publik")


def apex(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask the zone's servers for the apex; a warning only, since a CDN may stand before the site."""
    asked = yield from together([delegation.each("A"), delegation.each("AAAA")])
    heard = [answer for answers in asked for _, answer in answers if answer.from_authority]
    seen = {address for answer in heard for rrset in answer.answer for address in rrset.addresses}
    if not heard or not delegation.ips or seen & set(delegation.ips):
        return []
    return [_elsewhere(delegation, sorted(seen, key=str))]


def _elsewhere(delegation: Delegation, seen: Sequence[Ip]) -> Finding:
    told: object = seen or Text("no address")
    return Finding(
        tag="APEX_ADDRESS_DIFFERS",
        level=Level.WARNING,
        subject=delegation.zone.text,
        args={"wanted": [str(ip) for ip in delegation.ips], "seen": [str(ip) for ip in seen]},
        why=Text("{zone} answers {seen} on its own servers; the letter says {wanted}",
                 zone=delegation.zone, seen=told, wanted=delegation.ips),
        do=Text("Ask the agency which address is right; before a CDN this is as it should be"),
        letter=Text(
            "On your name servers {zone} has {seen}, while the letter says {wanted}.\n"
                "Check which one is right.",
            zone=delegation.zone,
            seen=told,
            wanted=delegation.ips,
        ),
        source=SOURCE,
    )  # fmt: skip
