"""Asks name servers, many at once."""

import errno
import socket
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv6Address

import dns.exception
import dns.flags
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype

from provision.drivers.wire import rrsets, to_dns
from provision.errors import BadInput
from provision.model.query import Answer, Query, Silence
from provision.names import Ip

PAYLOAD = 1232  # what passes everywhere unfragmented (DNS flag day 2020)
TRIES = 2
AT_ONCE = 32
# What the kernel says where it has no route at all, or no address to ask from; with IPv4 the latter means other things.
NO_WAY = {4: {errno.ENETUNREACH, errno.EAFNOSUPPORT}}
NO_WAY[6] = NO_WAY[4] | {errno.EADDRNOTAVAIL}


class SocketDns:
    """The real `Dns`: UDP with one repeat, TCP where asked for or where the answer was cut."""

    def __init__(self, timeout: float = 2.0) -> None:
        self._timeout = timeout

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        """Return one answer for each question, in order."""
        if not queries:
            return []
        with ThreadPoolExecutor(min(AT_ONCE, len(queries))) as pool:
            return list(pool.map(self._ask, queries))

    def _ask(self, query: Query) -> Answer:
        answer = self._try(query, tcp=query.tcp)
        if answer.silence is Silence.TIMEOUT and not query.tcp:
            answer = self._try(query, tcp=False)
        if answer.truncated and not query.tcp:
            full = self._try(query, tcp=True)
            answer = answer if full.silence else full
        return answer

    def _try(self, query: Query, *, tcp: bool) -> Answer:
        try:
            response = self._exchange(query, tcp=tcp)
            return _answer(query, response)
        except (dns.exception.Timeout, TimeoutError):
            return Answer(query, Silence.TIMEOUT)
        except (dns.exception.DNSException, EOFError, BadInput, ValueError):
            return Answer(query, Silence.MALFORMED)
        except OSError as error:
            return Answer(query, _silence(error, query))

    def _exchange(self, query: Query, *, tcp: bool) -> dns.message.Message:
        question = dns.message.make_query(to_dns(query.name), query.type, use_edns=0, payload=PAYLOAD)
        if not query.recurse:
            question.flags &= ~dns.flags.RD
        with socket.socket(_family(query.server), socket.SOCK_STREAM if tcp else socket.SOCK_DGRAM) as sock:
            # A connected socket hears "port unreachable" at once, and drops what others send.
            sock.settimeout(self._timeout)
            sock.connect((str(query.server), query.port))
            sock.setblocking(False)  # noqa: FBT003 - the socket module knows no keyword
            return self._converse(question, sock, tcp=tcp)

    def _converse(
        self, question: dns.message.Message, sock: socket.socket, *, tcp: bool
    ) -> dns.message.Message:
        until = time.time() + self._timeout
        if tcp:
            dns.query.send_tcp(sock, question, until)
            return dns.query.receive_tcp(sock, until)[0]
        dns.query.send_udp(sock, question, None, until)
        received: dns.message.Message = dns.query.receive_udp(
            sock, None, until, query=question, ignore_errors=True, ignore_trailing=True
        )[0]
        return received


def _answer(query: Query, response: dns.message.Message) -> Answer:
    return Answer(
        query,
        rcode=dns.rcode.to_text(response.rcode()),
        authoritative=bool(response.flags & dns.flags.AA),
        truncated=bool(response.flags & dns.flags.TC),
        recursive=bool(response.flags & dns.flags.RA),
        answer=rrsets(response.answer),
        authority=rrsets(response.authority),
        additional=rrsets(response.additional),
    )


def _family(address: Ip) -> socket.AddressFamily:
    return socket.AF_INET6 if isinstance(address, IPv6Address) else socket.AF_INET


def _silence(error: OSError, query: Query) -> Silence:
    if error.errno in NO_WAY[query.server.version]:
        # An office without IPv6 (or IPv4) has seen nothing: that is "not checked", never "dead".
        return Silence.NO_FAMILY
    if error.errno == errno.ECONNREFUSED:
        return Silence.REFUSED
    return Silence.UNREACHABLE
