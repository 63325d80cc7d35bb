"""Zone10: a zone has one SOA record."""

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer

CASE = Case(
    "zone10",
    "Zonemaster zone10; RFC 1035 section 5.2",
    {
        "NO_RESPONSE": Message(
            Level.DEBUG, msg("{name} ({address}) does not answer a question for the SOA of {zone}")
        ),
        "NO_SOA_IN_RESPONSE": Message(Level.DEBUG, msg("{name} ({address}) answers without a SOA of {zone}")),
        "WRONG_SOA": Message(
            Level.DEBUG,
            msg("{name} ({address}) answers with the SOA of {owner} where it is asked for {zone}"),
        ),
        "MULTIPLE_SOA": Message(
            Level.ERROR,
            msg("{name} ({address}) has {count} SOA records of {zone}; one is right"),
            msg("Let the zone be kept with one SOA record"),
            msg(
                "The name server {name} ({address}) has {count} SOA records of {zone}.\n"
                "Keep one of them only."
            ),
        ),
        "ONE_SOA": Message(Level.INFO, msg("Every name server has one SOA record of {zone}")),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Count the SOA records in the answers."""
    pairs = yield from delegation.each("SOA")
    found = [finding for at, answer in pairs if (finding := _seen(delegation, at, answer))]
    return found if found or not pairs else [CASE.found("ONE_SOA", delegation.zone)]


def _seen(delegation: Delegation, at: At, answer: Answer) -> Finding | None:
    zone, ns = delegation.zone, str(at)
    if answer.silence:
        return CASE.found("NO_RESPONSE", zone, ns=ns)
    soas = [rrset for rrset in answer.answer if rrset.type == "SOA"]
    if not soas:
        return CASE.found("NO_SOA_IN_RESPONSE", zone, ns=ns)
    if all(rrset.name != zone for rrset in soas):
        dotted = {"owner": f"{soas[0].name.text}.", "name": f"{zone.text}."}
        return CASE.found("WRONG_SOA", zone, ns=ns, **dotted)
    count = sum(len(rrset.values) for rrset in soas)
    return CASE.found("MULTIPLE_SOA", zone, ns=ns, count=count) if count > 1 else None
