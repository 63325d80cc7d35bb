"""Connectivity01, the part about ourselves: what an office without IPv6, or without IPv4, has not checked."""

from collections.abc import Iterator, Sequence

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns.transport import allowed
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Query, Silence

SOURCE = "Zonemaster connectivity01"
TAGS = {4: "CN01_IPV4_DISABLED", 6: "CN01_IPV6_DISABLED"}


def families(delegation: Delegation) -> Asking[list[Finding]]:
    """Tell, for each family that leads nowhere from here, which servers were not asked over it."""
    here = [at for at in delegation.ats if allowed(delegation.profile, at.address)]
    answers = yield [Query(at.address, delegation.zone, "SOA") for at in here]
    asked = zip(here, answers, strict=True)
    names = [(f"{at.name} ({at.address})", answer) for at, answer in asked]
    return once([*unasked(delegation.zone.text, names), *_unseen(delegation), *_on_the_way(delegation)])


def unasked(subject: str, asked: Sequence[tuple[str, Answer]]) -> Iterator[Finding]:
    """Yield a finding for each server whose family this office lacks; `asked` are servers with their answers."""
    for server, answer in asked:
        if answer.silence is Silence.NO_FAMILY:
            yield unchecked(subject, answer.query.server.version, [server])


def _unseen(delegation: Delegation) -> Iterator[Finding]:
    profile = delegation.profile
    families = {family for family, on in ((4, profile.ipv4), (6, profile.ipv6)) if on}
    for server in delegation.servers:
        if server.unseen in families:
            yield unchecked(delegation.zone.text, server.unseen, [server.name.text])


def _on_the_way(delegation: Delegation) -> Iterator[Finding]:
    """Where no zone was found, those that could not be asked may know it."""
    if not delegation.way.unknown:
        return
    for at in delegation.way.unseen:
        if allowed(delegation.profile, at.address):
            yield unchecked(delegation.zone.text, at.address.version, [f"{at.name} ({at.address})"])


def unchecked(subject: str, family: int, servers: Sequence[str]) -> Finding:
    """Return the finding that nothing was learnt of servers: it never blocks, and has no words for a letter."""
    return Finding(
        tag=TAGS[family],
        testcase="connectivity01",
        level=Level.INFO,
        subject=subject,
        args={"family": family, "servers": list(servers)},
        why=Text("Not checked over IPv{family}, since from this office it leads nowhere: {servers}",
                 family=family, servers=list(servers)),
        do=Text("Where it matters, check again from a place that has IPv{family}", family=family),
        source=SOURCE,
    )  # fmt: skip


def once(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings, with one for each family in place of one for each server."""
    told = [finding for finding in findings if finding.tag not in TAGS.values()]
    for family, tag in TAGS.items():
        ours = [finding for finding in findings if finding.tag == tag]
        servers = dict.fromkeys(server for finding in ours for server in finding.args["servers"])
        told += [unchecked(ours[0].subject, family, list(servers))] if ours else []
    return told
