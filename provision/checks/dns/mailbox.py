"""The contact in a SOA record as the mailbox that it stands for (RFC 1035 sections 3.3.13 and 8)."""

import re

from provision.checks.dns.host_name import labels
from provision.names import ESCAPE, Fqdn

ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
# Names that mail reaches from everywhere have two parts at least (RFC 5321 section 2.3.5).
MAILBOX = re.compile(rf"{ATOM}(\.{ATOM})*@{ATOM}(\.{ATOM})+")


def mailbox(rname: str) -> str:
    """Return the mailbox: the first part is its user, in which escaped dots are dots; the rest its domain."""
    user, *domain = labels(rname) or [""]
    plain = ESCAPE.sub(lambda match: _octet(match[1]), user)
    return f"{plain}@{'.'.join(domain)}" if domain else plain


def is_mailbox(text: str) -> bool:
    """Tell whether a text is a mailbox (RFC 5322 section 3.4.1, without quotes, comments and literals)."""
    return MAILBOX.fullmatch(text) is not None


def domain_of(box: str) -> Fqdn:
    """Return the domain of a mailbox."""
    return Fqdn.seen(box.rpartition("@")[2])


def _octet(escaped: str) -> str:
    return chr(int(escaped)) if len(escaped) > 1 else escaped
