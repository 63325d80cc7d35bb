"""Dnssec07: is the zone signed, on each of its servers, and has the parent a DS record for a zone that is."""

from collections.abc import Iterator

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.keys import signatures
from provision.checks.dns.parent_ds import ask_parent, ds_in, is_secure_answer, told_ds
from provision.checks.dns.signedness import Signedness, look
from provision.checks.dns.tally import TOLD, Tally
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer

CASE = Case(
    "dnssec07",
    "Zonemaster dnssec07; RFC 4035 section 5",
    {
        **DISABLED,
        "DS07_NOT_SIGNED": Message(
            Level.WARNING,
            msg("No name server shows that {zone} is signed"),
            msg("Sign the zone with DNSSEC, so that its answers cannot be forged; it is no duty"),
        ),
        "DS07_NO_RESPONSE_DNSKEY": Message(
            Level.WARNING,
            msg("These name servers of {zone} answer, but not a question for its keys (DNSKEY): {ns_list}"),
            msg("Let the servers answer questions with EDNS and the DO flag, over UDP and TCP"),
        ),
        "DS07_NON_AUTH_RESPONSE_DNSKEY": Message(
            Level.WARNING,
            msg("These name servers answer for the keys (DNSKEY) of {zone} without authority: {ns_list}"),
            msg("Let every server hold the zone and answer with authority"),
        ),
        "DS07_UNEXP_RCODE_RESP_DNSKEY": Message(
            Level.WARNING,
            msg(
                "These name servers answer a question for the keys (DNSKEY) of {zone} with {rcode}, "
                "where NOERROR is expected: {ns_list}"
            ),
            msg("Let every server answer for the keys of the zone, as it does for its SOA record"),
        ),
        "DS07_SIGNED_ON_SERVER": Message(Level.INFO, msg("These name servers show {zone} signed: {ns_list}")),
        "DS07_NOT_SIGNED_ON_SERVER": Message(
            Level.WARNING,
            msg(
                "These name servers show {zone} without keys (DNSKEY) or without signatures over them: {ns_list}"
            ),
            msg("Sign the zone, and let every server serve the signed one"),
        ),
        "DS07_INCONSISTENT_SIGNED": Message(
            Level.ERROR,
            msg("Some name servers show {zone} signed and others do not"),
            msg("Let every server transfer the signed zone"),
            msg(
                "Some name servers of {zone} serve it with DNSSEC signatures, others without.\n"
                "Let every name server serve the same signed zone."
            ),
        ),
        "DS07_SIGNED": Message(Level.INFO, msg("{zone} is signed")),
        "DS07_NO_DS_ON_PARENT_SERVER": Message(
            Level.WARNING,
            msg("These servers of the parent answer without a signed DS record for {zone}: {ns_list}"),
            msg("Put the DS record of the zone's key into the parent zone, and sign that"),
        ),
        "DS07_DS_ON_PARENT_SERVER": Message(
            Level.INFO, msg("A DS record for {zone} comes from the parent's side: {ns_list}")
        ),
        "DS07_INCONSISTENT_DS": Message(
            Level.ERROR,
            msg("Some servers of the parent have a DS record for {zone} and others do not"),
            msg("Let every server of the parent zone serve the same version of it"),
        ),
        "DS07_NO_DS_FOR_SIGNED_ZONE": Message(
            Level.WARNING,
            msg(
                "{zone} is signed, but the parent has no DS record for it, so nobody verifies the signatures"
            ),
            msg("Ask for the DS record of the zone's key, and put it into the parent zone"),
        ),
        "DS07_DS_FOR_SIGNED_ZONE": Message(
            Level.INFO, msg("The parent has a DS record for the signed zone {zone}")
        ),
    },
)


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Look at the keys on each server, and where some are signed, at the parent's DS records."""
    shown = yield from look(delegation)
    tally = Tally(CASE, delegation.zone, by="ns_list")
    _note(shown, tally)
    sides: dict[bool, list[At | str]] = {True: [], False: []}
    if shown.signed:
        answers = yield from ask_parent(delegation)
        sides[True] += [TOLD] if told_ds(delegation) else []
        for at, answer in answers:
            if is_secure_answer(answer):
                sides[_has_ds(delegation, answer)].append(at)
    tally.add_all("DS07_NO_DS_ON_PARENT_SERVER", sides[False])
    tally.add_all("DS07_DS_ON_PARENT_SERVER", sides[True])
    tags = [
        *_of_the_zone(shown),
        *_of_the_parent(shown, with_ds=bool(sides[True]), without=bool(sides[False])),
    ]
    told = [CASE.found(tag, delegation.zone) for tag in tags]
    return [*unasked(CASE, delegation, "SOA", "DNSKEY", "DS"), *tally.findings(), *told]


def _note(shown: Signedness, tally: Tally) -> None:
    tally.add_all("DS07_NO_RESPONSE_DNSKEY", shown.silent)
    tally.add_all("DS07_NON_AUTH_RESPONSE_DNSKEY", shown.unauthoritative)
    for rcode, ats in shown.failed.items():
        tally.add_all("DS07_UNEXP_RCODE_RESP_DNSKEY", ats, rcode=rcode)
    tally.add_all("DS07_SIGNED_ON_SERVER", shown.signed)
    tally.add_all("DS07_NOT_SIGNED_ON_SERVER", shown.unsigned)


def _of_the_zone(shown: Signedness) -> Iterator[str]:
    if shown.signed:
        yield "DS07_INCONSISTENT_SIGNED" if shown.unsigned else "DS07_SIGNED"
    elif shown.asked:
        yield "DS07_NOT_SIGNED"


def _of_the_parent(shown: Signedness, *, with_ds: bool, without: bool) -> Iterator[str]:
    if with_ds and without:
        yield "DS07_INCONSISTENT_DS"
    elif not shown.unsigned and (with_ds or without):
        yield "DS07_DS_FOR_SIGNED_ZONE" if with_ds else "DS07_NO_DS_FOR_SIGNED_ZONE"


def _has_ds(delegation: Delegation, answer: Answer) -> bool:
    return bool(ds_in(delegation, answer)) and bool(signatures(answer.answer, "DS"))
