"""Dnssec06: every server sends the signatures together with the keys."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.keys import signatures
from provision.checks.dns.remedies import MISSING_LETTER
from provision.checks.dns.signedness import if_signed
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import DNSSEC

CASE = Case(
    "dnssec06",
    "Zonemaster dnssec06; RFC 4035 section 3.1",
    {
        "EXTRA_PROCESSING_OK": Message(
            Level.DEBUG, msg("The server {server} sends {keys} keys of {zone} with {sigs} signatures")
        ),
        "EXTRA_PROCESSING_BROKEN": Message(
            Level.ERROR,
            msg(
                "The server {server} sends {keys} keys of {zone} with {sigs} signatures, where there must be some of both"
            ),
            msg(
                "Let the server serve the signed zone, and send signatures to those who ask for them (DO flag)"
            ),
            MISSING_LETTER,
        ),
    },
)


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Count keys and signatures in the answer of each server."""
    answers = yield from delegation.each("DNSKEY", edns=DNSSEC)
    found = []
    for address, answer in {at.address: answer for at, answer in answers}.items():
        keys = len(answer.asked.values) if answer.asked else 0
        made = len(signatures(answer.answer, "DNSKEY"))
        tag = "EXTRA_PROCESSING_OK" if keys and made else "EXTRA_PROCESSING_BROKEN"
        if (keys and made) or answer.rcode == "NOERROR":
            found.append(CASE.found(tag, delegation.zone, server=str(address), keys=keys, sigs=made))
    return found
