"""Between dnspython's values and ours."""

import re
from functools import lru_cache

import dns.name
import dns.rdata
import dns.rdataset
import dns.rdatatype
import dns.rrset

from provision.names import MOST_KEPT, Fqdn

ESCAPED = re.compile(r"\\(.)")
HOSTS = {dns.rdatatype.NS, dns.rdatatype.CNAME, dns.rdatatype.DNAME, dns.rdatatype.MX, dns.rdatatype.SRV}


@lru_cache(maxsize=MOST_KEPT)
def to_dns(name: Fqdn) -> dns.name.Name:
    """Return a name as dnspython has it."""
    return dns.name.from_text(f"{name.text}.")


def from_dns(name: dns.name.Name) -> Fqdn:
    """Return a name as we have it; raises BadInput for one that no zone of ours could hold."""
    return (
        Fqdn("") if name == dns.name.root else Fqdn.seen(_one_kind_of_dot(name.to_text(omit_final_dot=True)))
    )


def texts(rdatas: dns.rrset.RRset | dns.rdataset.Rdataset) -> list[str]:
    """Return the records' values in presentation form, names in lower case and absolute."""
    return [text(rdata) for rdata in rdatas]


def text(rdata: dns.rdata.Rdata) -> str:
    """Return one record's value in presentation form, names in lower case and absolute."""
    value = rdata.to_text()
    return _one_kind_of_dot(value.lower()) if rdata.rdtype in HOSTS else value


def _one_kind_of_dot(text: str) -> str:
    """Write a dot within a label as its number, so that every dot we see parts two labels."""
    return ESCAPED.sub(lambda match: r"\046" if match[1] == "." else match[0], text)
