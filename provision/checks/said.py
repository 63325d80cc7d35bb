"""What one answer on the way from the root says: of a zone by its own server, or of a name by one above."""

from provision.checks.way import Says
from provision.model.query import Answer
from provision.names import Fqdn


def amiss(zone: Fqdn, soa: Answer, ns: Answer) -> str:
    """Return the type of the question that a server of the zone answered wrongly, or nothing."""
    if not serves(soa, zone):
        return "SOA"
    return "" if names_servers(ns, zone) else "NS"


def serves(answer: Answer, zone: Fqdn) -> bool:
    """Tell whether an answer holds, with authority, exactly one SOA record, of that very name."""
    rrset = answer.get(zone, "SOA") if answer.from_authority else None
    return rrset is not None and len(rrset.values) == 1


def names_servers(answer: Answer, zone: Fqdn) -> bool:
    """Tell whether an answer holds, with authority, NS records, all of that very name."""
    owners = {rrset.name for rrset in answer.answer if rrset.type == "NS"}
    return answer.from_authority and owners == {zone}


def says(answer: Answer, name: Fqdn) -> Says | None:
    """Return what an answer to a question for the SOA record says of the name; the first that fits counts."""
    alias = answer.get(name, "CNAME") is not None
    kinds = (
        (serves(answer, name), Says.SERVES),
        (answer.rcode == "NXDOMAIN" and answer.authoritative, Says.NOT_THERE),
        (refers(answer, name), Says.DELEGATES),
        (answer.from_authority, Says.ALIAS if alias else Says.NOTHING),
        (alias and _is_referral(answer), Says.ALIAS_REFERRED),
    )
    return next((meaning for fits, meaning in kinds if fits), None)


def renamed_to(answer: Answer, name: Fqdn) -> Fqdn | None:
    """Return where a DNAME record leads that a server has for the very name."""
    usable = answer.from_authority
    rrset = answer.get(name, "DNAME") if usable else None
    return next(iter(rrset.targets), Fqdn("")) if rrset else None


def refers(answer: Answer, name: Fqdn) -> bool:
    """Tell whether an answer refers to the servers of that very name."""
    return _is_referral(answer) and any(rrset.key == (name, "NS") for rrset in answer.authority)


def _is_referral(answer: Answer) -> bool:
    plain = answer.rcode == "NOERROR" and not answer.authoritative
    cuts = any(rrset.type == "NS" for rrset in answer.authority)
    return plain and cuts and all(rrset.type in {"CNAME", "DNAME", "RRSIG"} for rrset in answer.answer)
