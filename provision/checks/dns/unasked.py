"""Name servers that are not asked for want of their family of addresses: by the profile, or from this office."""

from collections.abc import Iterator

from provision.checks.at import At
from provision.checks.delegation import Delegation
from provision.checks.dns.case import Case
from provision.checks.dns.transport import allowed, disabled
from provision.model.finding import Finding
from provision.model.query import Answer, Silence


def unasked(case: Case, delegation: Delegation, *rrtypes: str) -> Iterator[Finding]:
    """Yield a note for each server that the profile leaves out, and for each question that it would have had.

    DS is a question to the parent's servers.
    """
    profile = delegation.profile
    if profile.ipv4 and profile.ipv6:
        return
    for rrtype in rrtypes:
        for at in delegation.parents if rrtype == "DS" else delegation.ats:
            if not allowed(profile, at.address):
                yield from disabled(case, delegation.zone, [at], rrtype)


def not_asked(case: Case, delegation: Delegation, at: At, answer: Answer) -> Iterator[Finding]:
    """Yield the note that a server was not asked, where its family of addresses is why."""
    if answer.silence is Silence.NO_FAMILY:
        yield from disabled(case, delegation.zone, [at], answer.query.type)
