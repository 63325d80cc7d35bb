"""What a zone's servers let anybody do, found out without changing anything."""

from contextlib import suppress

import dns.exception
import dns.message
import dns.query
import dns.rcode
import dns.rdatatype

from provision.decide.guard import Guard, Must
from provision.drivers.update import update_message
from provision.drivers.wire import to_dns
from provision.model.change import Change
from provision.model.rrset import RRset
from provision.model.site import ParentZone, Server
from provision.names import Fqdn

# How a server answers an update that it would have carried out, or did, there being nothing to do.
TAKEN = {"NOERROR", "YXDOMAIN", "YXRRSET", "NXRRSET", "NXDOMAIN"}
NOWHERE = "_provision-doctor"


def transfers(server: Server, zone: Fqdn, timeout: float) -> bool:
    """Tell whether a server hands the whole zone to whoever asks, without a key."""
    query = dns.message.make_query(to_dns(zone), dns.rdatatype.AXFR)
    # Only its first message is read: that is enough to know, whatever the zone's size.
    answer = _asked(query, server, timeout)
    return answer is not None and answer.rcode() == dns.rcode.NOERROR and bool(answer.answer)


def updates(zone: ParentZone) -> bool:
    """Tell whether the primary takes an update without a key: one that deletes what is not there."""
    name = zone.name.child(NOWHERE)
    nothing = Change(RRset(name, "A", 0, ()), None)
    message = update_message(to_dns(zone.name), [nothing], [Guard(Must.BE_UNUSED, name)])
    answer = _asked(message, zone.primary, zone.timeout)
    return answer is not None and dns.rcode.to_text(answer.rcode()) in TAKEN


def _asked(message: dns.message.Message, server: Server, timeout: float) -> dns.message.Message | None:
    with suppress(dns.exception.DNSException, OSError, EOFError, ValueError):
        return dns.query.tcp(message, str(server.address), timeout=timeout, port=server.port)
    return None
