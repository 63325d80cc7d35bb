"""The letter's IP addresses: public, in the country where the site wants that, and not another agency's."""

from collections.abc import Iterable, Iterator

from provision.checks.office.case import Case
from provision.checks.office.special_purpose import Block, special_purpose
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.grant import Grant
from provision.names import Ip


def address(case: Case) -> Iterator[Finding]:
    """Judge each address of the letter; those of its name servers are address01's."""
    for ip in dict.fromkeys(case.ips):
        if block := special_purpose(ip):
            yield _not_public(ip, block)
        elif not _shared(case, ip):
            yield from (
                _held(case, ip, grant) for grant in case.register.by_ip.get(ip, ()) if _others(case, grant)
            )
    yield from (_abroad(ip) for ip in _told(case) if _is_abroad(case, ip))


def _told(case: Case) -> Iterable[Ip]:
    """Return every address of the letter that comes into the zone: those of its name, and glue."""
    glue = (address for rrset in case.wanted.rrsets for address in rrset.addresses)
    return dict.fromkeys((*case.ips, *glue))


def _is_abroad(case: Case, ip: Ip) -> bool:
    here = case.site.policy.in_country
    return here is not None and ip not in here and not special_purpose(ip)


def _shared(case: Case, ip: Ip) -> bool:
    return any(ip in network for network in case.site.policy.shared)


def _others(case: Case, grant: Grant) -> bool:
    return grant.agency != case.after.agency


def _not_public(ip: Ip, block: Block) -> Finding:
    return Finding(
        tag="A01_ADDR_NOT_GLOBALLY_REACHABLE",
        testcase="address01",
        level=Level.ERROR,
        subject=str(ip),
        args={"address": str(ip), "block": str(block.network), "name": block.name},
        why=Text("{ip} is not a public address: it lies in {network} ({name}, {source})",
                 ip=ip, network=block.network, name=block.name, source=block.source),
        do=Text("Ask the agency for the address by which its server is reached from the Internet"),
        letter=Text(
            "The IP address {ip} is not public: it is reached only inside a local network.\n"
                "State the public IP address of the server; your provider can tell it.",
            ip=ip,
        ),
        source=msg("IANA special-purpose address registries; Zonemaster address01; Standar Pelayanan 2024, component 2"),
    )  # fmt: skip


def _abroad(ip: Ip) -> Finding:
    return Finding(
        tag="ADDRESS_ABROAD",
        level=Level.ERROR,
        subject=str(ip),
        args={"address": str(ip)},
        why=Text(
            "{ip} lies in none of the country's networks, as the file of policy.in_country lists them", ip=ip
        ),
        do=Text("Ask the agency for a server in the country; where the list is old, renew it"),
        letter=Text(
            "The IP address {ip} is not an address in Indonesia.\n"
            "State the address of a server that stands in Indonesia; your provider can tell it.",
            ip=ip,
        ),
        source=msg("Site policy: policy.in_country in inventory/site.yaml"),
    )


def _held(case: Case, ip: Ip, grant: Grant) -> Finding:
    holder = case.site.agency_name(grant.agency)
    return Finding(
        tag="IP_HELD_BY_OTHER",
        level=Level.ERROR,
        subject=str(ip),
        args={"address": str(ip), "grant": grant.key, "agency": grant.agency.text},
        why=Text("{ip} is granted to {holder} for {object}", ip=ip, holder=holder, object=grant.object),
        do=Text(
            "Ask both agencies; where the address is shared, add it to policy.shared in inventory/site.yaml"
        ),
        letter=Text(
            "The IP address {ip} is registered for {object} of {holder}.\n"
            "State your own server's address, or attach a statement that both use the server.",
            ip=ip,
            holder=holder,
            object=grant.object,
        ),
        source=msg("Site policy: an address belongs to one agency unless it is shared"),
    )
