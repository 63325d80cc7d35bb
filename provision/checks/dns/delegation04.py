"""Delegation04: every name server that answers is authoritative for the zone."""

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.silence import in_words
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.model.query import Answer
from provision.names import Ip

SOURCE = "Zonemaster delegation04; RFC 2181 section 6.1"


def delegation04(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask every address for the SOA and look at the AA bit."""
    answers = yield delegation.ask_all("SOA")
    return [
        _lame(delegation, server.name.text, address, answer)
        for (server, address), answer in zip(delegation.pairs, answers, strict=True)
        if answer.silence is None and not is_authority(answer)
    ]


def is_authority(answer: Answer) -> bool:
    """Tell whether an answer comes from a server of the zone."""
    return answer.rcode == "NOERROR" and answer.authoritative


def _lame(delegation: Delegation, ns: str, address: Ip, answer: Answer) -> Finding:
    said = in_words(answer) if answer.rcode != "NOERROR" else Text("it answers without authority")
    return Finding(
        tag="IS_NOT_AUTHORITATIVE",
        testcase="delegation04",
        level=Level.WARNING,
        subject=delegation.zone.text,
        args={"ns": ns, "address": str(address), "rcode": answer.rcode},
        why=Text("{ns} ({address}) is not authoritative for {zone}: {said}",
                 ns=ns, address=address, zone=delegation.zone, said=said),
        do=Text("Load the zone {zone} on {ns}", zone=delegation.zone, ns=ns),
        letter=Text(
            "The name server {ns} at the address {address} does not know {zone}.\n"
                "Ask your provider to add the zone {zone} on that server.",
            ns=ns,
            address=address,
            zone=delegation.zone,
        ),
        source=SOURCE,
    )  # fmt: skip
