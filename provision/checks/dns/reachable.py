"""Connectivity01 and 02 in common: what a name server answers to the SOA and the NS question over a transport."""

from collections.abc import Iterator, Sequence

from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message
from provision.checks.dns.silence import is_dead
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import NOT_CHECKED, Answer

OPEN = msg("Let the server answer on port 53, UDP and TCP, from everywhere")
LOAD = msg("Load the zone on the server with all its records, or name another one")
TYPES = ("SOA", "NS")


def messages(prefix: str, transport: str, letter: str) -> dict[str, Message]:
    """Return the messages of a test case; `letter` is for a server that does not answer at all."""
    silent = (
        msg("{name} ({address}) does not answer over UDP at all"),
        msg("{name} ({address}) does not answer over TCP at all"),
    )
    why = silent[transport == "TCP"]
    found = {f"{prefix}_NO_RESPONSE_{transport}": Message(Level.WARNING, why, OPEN, letter)}
    for rrtype in TYPES:
        found |= _messages(prefix, transport, rrtype)
    return found


def _messages(prefix: str, transport: str, rrtype: str) -> dict[str, Message]:
    said = SAID[rrtype, transport]
    return {
        f"{prefix}_NO_RESPONSE_{rrtype}_QUERY_{transport}": Message(Level.WARNING, said[0], OPEN),
        f"{prefix}_UNEXPECTED_RCODE_{rrtype}_QUERY_{transport}": Message(Level.WARNING, said[1], LOAD),
        f"{prefix}_MISSING_{rrtype}_RECORD_{transport}": Message(Level.WARNING, said[2], LOAD),
        f"{prefix}_WRONG_{rrtype}_RECORD_{transport}": Message(Level.WARNING, said[3], LOAD),
        f"{prefix}_{rrtype}_RECORD_NOT_AA_{transport}": Message(Level.WARNING, said[4], LOAD),
    }


SAID = {
    ("SOA", "UDP"): (
        msg("{name} ({address}) does not answer the SOA question over UDP, and others it does"),
        msg("{name} ({address}) answers the SOA question over UDP with {rcode}"),
        msg("{name} ({address}) answers the SOA question over UDP without a SOA record"),
        msg("{name} ({address}) answers the SOA question over UDP for {domain_found}, not for {domain_expected}"),
        msg("{name} ({address}) answers the SOA question over UDP without authority"),
    ),
    ("NS", "UDP"): (
        msg("{name} ({address}) does not answer the NS question over UDP, and others it does"),
        msg("{name} ({address}) answers the NS question over UDP with {rcode}"),
        msg("{name} ({address}) answers the NS question over UDP without an NS record"),
        msg("{name} ({address}) answers the NS question over UDP for {domain_found}, not for {domain_expected}"),
        msg("{name} ({address}) answers the NS question over UDP without authority"),
    ),
    ("SOA", "TCP"): (
        msg("{name} ({address}) does not answer the SOA question over TCP, and others it does"),
        msg("{name} ({address}) answers the SOA question over TCP with {rcode}"),
        msg("{name} ({address}) answers the SOA question over TCP without a SOA record"),
        msg("{name} ({address}) answers the SOA question over TCP for {domain_found}, not for {domain_expected}"),
        msg("{name} ({address}) answers the SOA question over TCP without authority"),
    ),
    ("NS", "TCP"): (
        msg("{name} ({address}) does not answer the NS question over TCP, and others it does"),
        msg("{name} ({address}) answers the NS question over TCP with {rcode}"),
        msg("{name} ({address}) answers the NS question over TCP without an NS record"),
        msg("{name} ({address}) answers the NS question over TCP for {domain_found}, not for {domain_expected}"),
        msg("{name} ({address}) answers the NS question over TCP without authority"),
    ),
}  # fmt: skip


def judged(
    case: Case,
    delegation: Delegation,
    heard: Sequence[tuple[At, Answer, Answer]],
    prefix: str,
    transport: str,
) -> Iterator[Finding]:
    """Yield what is wrong with each server's two answers; what was not asked is nobody's fault."""
    for at, soa, ns in heard:
        if is_dead(soa) and is_dead(ns):
            yield case.found(f"{prefix}_NO_RESPONSE_{transport}", delegation.zone, ns=str(at))
        else:
            for rrtype, answer in zip(TYPES, (soa, ns), strict=True):
                yield from _one(case, delegation, at, answer, (prefix, rrtype, transport))


def _one(
    case: Case, delegation: Delegation, at: At, answer: Answer, kind: tuple[str, str, str]
) -> Iterator[Finding]:
    prefix, rrtype, transport = kind
    zone, args = delegation.zone, {"ns": str(at)}
    owners = sorted(str(rrset.name) for rrset in answer.answer if rrset.type == rrtype)
    if answer.silence in NOT_CHECKED:
        return
    if answer.silence:
        yield case.found(f"{prefix}_NO_RESPONSE_{rrtype}_QUERY_{transport}", zone, **args)
    elif answer.rcode != "NOERROR":
        tag = f"{prefix}_UNEXPECTED_RCODE_{rrtype}_QUERY_{transport}"
        yield case.found(tag, zone, **args, rcode=answer.rcode)
    elif not owners:
        yield case.found(f"{prefix}_MISSING_{rrtype}_RECORD_{transport}", zone, **args)
    elif str(zone) not in owners:
        tag = f"{prefix}_WRONG_{rrtype}_RECORD_{transport}"
        yield case.found(tag, zone, **args, domain_found=owners[0], domain_expected=str(zone))
    elif not answer.authoritative:
        yield case.found(f"{prefix}_{rrtype}_RECORD_NOT_AA_{transport}", zone, **args)
