"""Nameserver15: whether the servers tell which software they run."""

from collections.abc import Iterator, Sequence

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.gathered import gathered
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.txt import text_of
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer
from provision.model.rrset import RRset
from provision.names import Fqdn, shown

NAMES = (Fqdn("version.bind"), Fqdn("version.server"))
CLASS = "CH"
CASE = Case(
    "nameserver15",
    "Zonemaster nameserver15; RFC 4892 section 2",
    {
        **DISABLED,
        "N15_NO_VERSION_REVEALED": Message(
            Level.INFO, msg("These name servers do not tell which software they run: {ns_list}")
        ),
        "N15_SOFTWARE_VERSION": Message(
            Level.NOTICE,
            msg(
                "These name servers tell of their software “{string}” where they are asked for {query_name}: {ns_list}"
            ),
            msg("Let the version be hidden, if the office does not want it to be known"),
        ),
        "N15_ERROR_ON_VERSION_QUERY": Message(
            Level.NOTICE,
            msg(
                "These name servers answer SERVFAIL, or not at all, where they are asked for {query_name}: {ns_list}"
            ),
            msg("Let the server answer REFUSED, if it does not want to tell"),
        ),
        "N15_WRONG_CLASS": Message(
            Level.WARNING,
            msg(
                "These name servers answer a question of the class CH with a record of another class: {ns_list}"
            ),
            msg("Let the server be updated"),
        ),
    },
)
Asked = Sequence[tuple[Fqdn, At, Answer]]


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask those that are alive for their version, by both names that servers know."""
    alive, *rounds = yield from together(
        [delegation.each("SOA"), *(delegation.each("TXT", name=name, klass=CLASS) for name in NAMES)]
    )
    awake = {at for at, answer in alive if answer.silence is None}
    asked = [
        (name, at, answer)
        for name, pairs in zip(NAMES, rounds, strict=True)
        for at, answer in pairs
        if at in awake
    ]
    return [*unasked(CASE, delegation, "SOA", "TXT"), *_told(delegation.zone, asked)]


def _told(zone: Fqdn, asked: Asked) -> Iterator[Finding]:
    told = [((text, str(name)), at) for name, at, answer in asked for text in _versions(answer)]
    for (text, name), ats in sorted(gathered(told).items()):
        yield CASE.found("N15_SOFTWARE_VERSION", zone, string=text, query_name=name, ns_list=listed(ats))
    failed = gathered((str(name), at) for name, at, answer in asked if _failed(answer))
    for name, ats in failed.items():
        yield CASE.found("N15_ERROR_ON_VERSION_QUERY", zone, query_name=name, ns_list=listed(ats))
    open_ones = {at for _, at in told}
    if silent := {at for _, at, _ in asked} - open_ones:
        yield CASE.found("N15_NO_VERSION_REVEALED", zone, ns_list=listed(silent))
    if wrong := {at for _, at, answer in asked for rrset in _texts(answer) if rrset.type != "TXT"}:
        yield CASE.found("N15_WRONG_CLASS", zone, ns_list=listed(wrong))


def _failed(answer: Answer) -> bool:
    return answer.silence is not None or answer.rcode == "SERVFAIL"


def _versions(answer: Answer) -> set[str]:
    """Return what a server says of its software; spaces say nothing."""
    values = [value for rrset in _texts(answer) if not _failed(answer) for value in rrset.values]
    return {shown(text) for value in values if (text := text_of(value).strip())}


def _texts(answer: Answer) -> list[RRset]:
    """Return the texts at the name that was asked for, those of another class too: `IN/TXT`."""
    return [
        rrset
        for rrset in answer.answer
        if rrset.name == answer.query.name and rrset.type.rpartition("/")[2] == "TXT"
    ]
