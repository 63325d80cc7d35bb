"""Zone01: the primary that the SOA names exists, answers with authority, and has the newest version."""

from collections.abc import Iterator, Mapping, Sequence
from ipaddress import ip_address

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.host import host
from provision.checks.dns.start_of_authority import StartOfAuthority, is_newer, soa_of
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import NOT_CHECKED, Answer, Query
from provision.names import Fqdn

DOT, LOCALHOST = Fqdn(""), Fqdn("localhost")
MOST_ADDRESSES = 16  # asked of one primary: a zone may name thousands
LOOPBACK = frozenset({ip_address("127.0.0.1"), ip_address("::1")})
RIGHT_NAME = msg("Let the SOA name the primary server (MNAME)")
MEND = msg("Let the SOA name the primary server, or mend the server")
CASE = Case(
    "zone01",
    "Zonemaster zone01; RFC 1035 section 3.3.13; RFC 1996 section 2",
    {
        "Z01_MNAME_IS_DOT": Message(
            Level.NOTICE, msg("The SOA of {zone} names no primary (MNAME is “.”) on {ns_ip_list}"), RIGHT_NAME
        ),
        "Z01_MNAME_IS_LOCALHOST": Message(
            Level.NOTICE, msg("The SOA of {zone} names “localhost” as primary on {ns_ip_list}"), RIGHT_NAME
        ),
        "Z01_MNAME_HAS_LOCALHOST_ADDR": Message(
            Level.NOTICE,
            msg(
                "The primary {nsname} in the SOA of {zone} has the address {ns_ip}, which is each computer's own"
            ),
            RIGHT_NAME,
        ),
        "Z01_MNAME_NOT_IN_NS_LIST": Message(
            Level.INFO, msg("The primary {nsname} in the SOA of {zone} is none of its name servers (NS)")
        ),
        "Z01_MNAME_NOT_RESOLVE": Message(
            Level.NOTICE, msg("The primary {nsname} in the SOA of {zone} has no address"), RIGHT_NAME
        ),
        "Z01_MNAME_NO_RESPONSE": Message(
            Level.NOTICE, msg("The primary {name} ({address}) in the SOA of {zone} does not answer"), MEND
        ),
        "Z01_MNAME_UNEXPECTED_RCODE": Message(
            Level.NOTICE,
            msg("The primary {name} ({address}) in the SOA of {zone} answers {rcode} for it"),
            MEND,
        ),
        "Z01_MNAME_MISSING_SOA_RECORD": Message(
            Level.NOTICE,
            msg("The primary {name} ({address}) in the SOA of {zone} answers without a SOA"),
            MEND,
        ),
        "Z01_MNAME_NOT_AUTHORITATIVE": Message(
            Level.NOTICE,
            msg("The primary {name} ({address}) in the SOA of {zone} answers without authority"),
            MEND,
        ),
        "Z01_MNAME_NOT_MASTER": Message(
            Level.NOTICE,
            msg(
                "The primary in the SOA of {zone}, {ns_list}, has serial {soaserial}, but the name servers have {soaserial_list}"
            ),
            MEND,
        ),
        "Z01_MNAME_IS_MASTER": Message(
            Level.DEBUG, msg("The primary in the SOA of {zone}, {ns_list}, has the newest version")
        ),
    },
)
Served = Mapping[At, int]  # serials by server


def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Take the primaries that the servers name, and compare what these have with what the servers have."""
    pairs = yield from delegation.each("SOA")
    told = [(at, soa) for at, answer in pairs if (soa := soa_of(answer))]
    names = sorted({soa.primary for _, soa in told} - {DOT, LOCALHOST})
    looked = yield from together([_primary(name, delegation) for name in names])
    found = [finding for findings, _ in looked for finding in findings]
    served = {at: serial for _, serials in looked for at, serial in serials.items()}
    serials = {soa.serial for _, soa in told}
    return [*_nameless(delegation.zone, told), *found, *_compared(delegation.zone, served, serials)]


def _nameless(zone: Fqdn, told: Sequence[tuple[At, StartOfAuthority]]) -> Iterator[Finding]:
    for name, tag in ((LOCALHOST, "Z01_MNAME_IS_LOCALHOST"), (DOT, "Z01_MNAME_IS_DOT")):
        if ips := [at.address for at, soa in told if soa.primary == name]:
            yield CASE.found(tag, zone, ns_ip_list=listed(ips))


def _primary(name: Fqdn, delegation: Delegation) -> Asking[tuple[list[Finding], Served]]:
    """Return what is to be said of a primary, and its serials."""
    zone = delegation.zone
    stray = bool(delegation.child) and name not in {server.name for server in delegation.child}
    found = [CASE.found("Z01_MNAME_NOT_IN_NS_LIST", zone, nsname=str(name))] if stray else []
    server = yield from host(name, delegation)
    if server is None or not server.addresses:
        lost = server is not None and not server.unseen
        return [*found, *([CASE.found("Z01_MNAME_NOT_RESOLVE", zone, nsname=str(name))] if lost else [])], {}
    ats = [At(name, address) for address in server.addresses[:MOST_ADDRESSES]]
    found += [_loopback(zone, at) for at in ats if at.address in LOOPBACK]
    asked = [at for at in ats if at.address not in LOOPBACK]
    answers = yield [Query(at.address, zone, "SOA") for at in asked]
    pairs = [pair for pair in zip(asked, answers, strict=True) if pair[1].silence not in NOT_CHECKED]
    faults = [fault for at, answer in pairs if (fault := _fault(zone, at, answer))]
    return [*found, *faults], {at: soa.serial for at, answer in pairs if (soa := soa_of(answer))}


def _loopback(zone: Fqdn, at: At) -> Finding:
    return CASE.found("Z01_MNAME_HAS_LOCALHOST_ADDR", zone, nsname=str(at.name), ns_ip=str(at.address))


def _fault(zone: Fqdn, at: At, answer: Answer) -> Finding | None:
    ns = str(at)
    if answer.silence:
        return CASE.found("Z01_MNAME_NO_RESPONSE", zone, ns=ns)
    if answer.rcode != "NOERROR":
        return CASE.found("Z01_MNAME_UNEXPECTED_RCODE", zone, ns=ns, rcode=answer.rcode)
    if answer.asked is None:
        return CASE.found("Z01_MNAME_MISSING_SOA_RECORD", zone, ns=ns)
    return None if answer.authoritative else CASE.found("Z01_MNAME_NOT_AUTHORITATIVE", zone, ns=ns)


def _compared(zone: Fqdn, served: Served, serials: set[int]) -> Iterator[Finding]:
    behind = {at: own for at, own in served.items() if any(is_newer(serial, own) for serial in serials)}
    if behind:
        args: dict[str, str | int] = {
            "ns_list": listed(behind),
            "soaserial": max(behind.values()),
            "soaserial_list": listed(serials),
        }
        yield CASE.found("Z01_MNAME_NOT_MASTER", zone, **args)
    if newest := served.keys() - behind.keys():
        yield CASE.found("Z01_MNAME_IS_MASTER", zone, ns_list=listed(newest))
