"""What a name server tells beside its zones: the time on its clock, and its version."""

import socket
import time
from contextlib import suppress
from typing import Any

import dns.exception
import dns.message
import dns.name
import dns.query
import dns.rdataclass
import dns.rdatatype
import dns.tsig

from provision.drivers.wire import to_dns
from provision.errors import ProvisionError
from provision.model.site import Key, ParentZone

BADTIME = 18
VERSION = "version.bind"


def clock_ahead(zone: ParentZone) -> float | None:
    """Return by how many seconds the primary's clock is ahead of ours; None where it does not tell.

    A signed answer holds the time of its signing, one that refuses our time (BADTIME) the server's
    beside it (RFC 8945 sections 4.2 and 5.2.3). The signature is not judged: with clocks apart it
    could not be, and nothing rests on what is told here.
    """
    if zone.read_key is None:
        return None
    query = dns.message.make_query(to_dns(zone.name), "SOA")
    with suppress(ProvisionError, dns.exception.DNSException, OSError, EOFError, ValueError):
        _sign(query, zone.read_key)
        response = _ask(query, zone)
        if response.tsig is not None:
            return _told(response.tsig[0]) - time.time()
    return None


def version(zone: ParentZone) -> str:
    """Return what the primary calls itself; "" where it does not tell, as many are set up."""
    query = dns.message.make_query(VERSION, dns.rdatatype.TXT, dns.rdataclass.CH)
    with suppress(dns.exception.DNSException, OSError, EOFError, ValueError):
        response = _ask(query, zone)
        words = [
            text.decode(errors="replace")
            for rrset in response.answer
            for rdata in rrset
            for text in rdata.strings
        ]
        return " ".join("".join(words).split())[:100]
    return ""


def _sign(query: dns.message.Message, key: Key) -> None:
    name = to_dns(key.name)
    query.use_tsig(dns.tsig.Key(name, key.secret.resolve().reveal(), algorithm=key.algorithm))


def _ask(query: dns.message.Message, zone: ParentZone) -> dns.message.Message:
    """Return the answer over TCP, with its signature unjudged."""
    until = time.time() + zone.timeout
    with socket.create_connection((str(zone.primary.address), zone.primary.port), zone.timeout) as sock:
        sock.setblocking(False)  # noqa: FBT003 - the socket module knows no keyword
        dns.query.send_tcp(sock, query, until)
        received: dns.message.Message = dns.query.receive_tcp(sock, until, keyring=_unjudged)[0]  # type: ignore[arg-type]
        return received


def _unjudged(_message: dns.message.Message, _name: dns.name.Name) -> bool:
    """Return what stands for "no key" with dnspython, and lets the signature be read."""
    return False


def _told(signature: Any) -> float:
    """Return the server's time out of a signature."""
    refused = signature.error == BADTIME and signature.other
    return float(int.from_bytes(signature.other) if refused else signature.time_signed)
