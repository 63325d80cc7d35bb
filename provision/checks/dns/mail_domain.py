"""Looks up whether mail for a domain has a server with an address (RFC 5321 section 5.1)."""

from dataclasses import dataclass

from provision.checks.asking import Asking, together
from provision.checks.delegation import Delegation
from provision.checks.dns.lookup import lookup
from provision.model.query import Answer
from provision.model.rrset import ADDRESS_TYPES
from provision.names import Fqdn

MOST_ALIASES = 8
MOST_SERVERS = 8  # a zone with more mail servers is not looked up to its end
Fault = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class MailDomain:
    """A domain, what is wrong with it (tags and arguments of syntax06), and whether anything is known of it."""

    name: Fqdn
    faults: tuple[Fault, ...] = ()
    known: bool = True


def mail_domain(delegation: Delegation, domain: Fqdn) -> Asking[MailDomain]:
    """Look up the mail servers of a domain, or the domain itself where it names none, and their addresses."""
    end, answer = yield from _mail_servers(delegation, domain)
    if answer is None and (yield from _is_beyond(delegation, domain)):
        return MailDomain(domain, known=False)
    if answer is None or answer.rcode != "NOERROR":
        return MailDomain(domain, (_invalid(domain),))
    told = answer.get(end, "MX")
    servers = told.targets[:MOST_SERVERS] if told else (end,)
    if not servers:
        return MailDomain(domain, (_invalid(domain),))
    each = yield from together([_server(delegation, server) for server in servers])
    faults = tuple(fault for server in each for fault in server.faults)
    return MailDomain(domain, faults, known=all(server.known for server in each))


def _mail_servers(delegation: Delegation, domain: Fqdn) -> Asking[tuple[Fqdn, Answer | None]]:
    """Return the end of the aliases of a domain and the answer for its mail servers there."""
    for _ in range(MOST_ALIASES):
        answer = yield from lookup(delegation, domain, "MX")
        alias = answer.get(domain, "CNAME") if answer else None
        if alias is None or not alias.targets:
            return domain, answer
        domain = alias.targets[0]
    return domain, None


def _is_beyond(delegation: Delegation, name: Fqdn) -> Asking[bool]:
    """Tell whether a name could not be looked up for want of what it takes, and not for its own fault."""
    if name.is_at_or_below(delegation.zone):
        return False
    if delegation.walker is None:
        return True
    host = yield from delegation.walker.addresses(name)
    return host.unseen is not None


def _server(delegation: Delegation, name: Fqdn) -> Asking[MailDomain]:
    answers = yield from together([lookup(delegation, name, rtype) for rtype in ADDRESS_TYPES])
    if not any(answers) and (yield from _is_beyond(delegation, name)):
        return MailDomain(name, known=False)
    faults = [
        ("RNAME_MAIL_ILLEGAL_CNAME", _args(domain=name)) for answer in answers if _is_alias(answer, name)
    ]
    ips = [ip for answer in answers if answer and (rrset := answer.asked) for ip in rrset.addresses]
    faults += [
        ("RNAME_MAIL_DOMAIN_LOCALHOST", _args(domain=name, localhost=ip)) for ip in ips if ip.is_loopback
    ]
    if all(ip.is_loopback for ip in ips):
        faults.append(_invalid(name))
    return MailDomain(name, tuple(dict.fromkeys(faults)))


def _is_alias(answer: Answer | None, name: Fqdn) -> bool:
    return answer is not None and answer.get(name, "CNAME") is not None


def _invalid(domain: Fqdn) -> Fault:
    return "RNAME_MAIL_DOMAIN_INVALID", _args(domain=domain)


def _args(**args: object) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in args.items())
