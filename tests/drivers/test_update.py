"""The update message says on the wire what dnspython's own would."""

import dns.message
import dns.rcode
import dns.tsig
import dns.update
import pytest

from provision.decide.guard import Guard, Must
from provision.drivers.update import update_message
from provision.drivers.wire import to_dns
from provision.model.change import Change
from provision.model.rrset import RRset
from provision.names import Fqdn

ZONE = Fqdn.seen("bengkaliskab.go.id")
KEY = {to_dns(Fqdn("key")): dns.tsig.Key("key.", "c2VjcmV0", algorithm="hmac-sha256")}


def _set(name: str, rtype: str, *values: str, ttl: int = 300) -> RRset:
    return RRset.of(Fqdn.seen(name), rtype, ttl, values)


A = _set("dinkes.bengkaliskab.go.id", "A", "103.1.2.3", "103.1.2.4")
SETS = [
    A,
    _set("dinkes.bengkaliskab.go.id", "AAAA", "2001:df0::1"),
    _set("dinkes.bengkaliskab.go.id", "NS", "ns1.dinkes.bengkaliskab.go.id.", "ns.penyedia.co.id.", ttl=0),
    _set("www.dinkes.bengkaliskab.go.id", "CNAME", "dinkes.bengkaliskab.go.id."),
    _set("dinkes.bengkaliskab.go.id", "MX", "10 mail.bengkaliskab.go.id."),
    _set("dinkes.bengkaliskab.go.id", "TXT", '"v=spf1 -all" "a\\"b \\255"'),
    _set("*.desa.bengkaliskab.go.id", "A", "103.1.2.3"),
    _set("a\\046b.bengkaliskab.go.id", "A", "103.1.2.3"),
    _set("bengkaliskab.go.id", "DS", "1 8 2 " + "AB" * 32),
]


@pytest.mark.parametrize("rrset", SETS, ids=str)
def test_what_comes_and_goes_and_is_guarded(rrset: RRset) -> None:
    name, rtype = to_dns(rrset.name), rrset.type
    peer = dns.update.UpdateMessage(to_dns(ZONE))
    peer.absent(name)
    peer.absent(name, rtype)
    for value in rrset.values:
        peer.present(name, rtype, value)
    peer.delete(name, rtype)
    peer.add(name, rrset.ttl, rtype, *rrset.values)
    guards = [Guard(Must.BE_UNUSED, rrset.name), Guard(Must.LACK, rrset.name, rtype)]
    guards.append(Guard(Must.BE, rrset.name, rtype, rrset.values))
    ours = update_message(to_dns(ZONE), [Change(None, rrset), Change(rrset, None)], guards)
    assert _read(ours).to_text() == _read(peer, ours.id).to_text()


def _read(message: dns.message.Message, number: int | None = None) -> dns.message.Message:
    message.id = number or message.id
    return dns.message.from_wire(message.to_wire(), one_rr_per_rrset=True)


def test_a_signature_holds_over_it() -> None:
    message = update_message(to_dns(ZONE), [Change(None, A)], [])
    message.use_tsig(KEY)
    assert dns.message.from_wire(message.to_wire(), keyring=KEY).had_tsig


def test_what_is_below_another_zone_of_a_like_name_is_told_in_full() -> None:
    other = _set("dinkes.xbengkaliskab.go.id", "A", "103.1.2.3")
    read = _read(update_message(to_dns(ZONE), [Change(None, other)], []))
    assert read.sections[2][0].name == to_dns(other.name)
