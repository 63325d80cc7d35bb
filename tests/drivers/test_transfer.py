"""What a transfer brings is kept whole, wherever its messages end."""

import dns.rrset
import dns.xfr

from provision.drivers.transfer import Transfer
from provision.drivers.wire import to_dns
from provision.names import Fqdn

ORIGIN = to_dns(Fqdn("go.id"))


def test_a_set_parted_by_the_end_of_a_message_is_one() -> None:
    zone = Transfer(ORIGIN)
    writer = zone.writer()
    for address in ("103.1.2.3", "103.1.2.4"):
        rrset = dns.rrset.from_text("a.go.id.", 300, "IN", "A", address)
        writer.add(rrset.name, rrset)
    (kept,) = zone.sets.values()
    assert [rdata.to_text() for rdata in kept] == ["103.1.2.3", "103.1.2.4"]


def test_signatures_over_different_types_stay_apart() -> None:
    zone = Transfer(ORIGIN)
    writer = zone.writer()
    for covered in ("A", "NS"):
        text = f"{covered} 8 3 300 20260101000000 20250101000000 1 go.id. AAAA"
        rrset = dns.rrset.from_text("a.go.id.", 300, "IN", "RRSIG", text)
        writer.add(rrset.name, rrset)
    assert len(zone.sets) == 2


def test_the_whole_zone_is_asked_for() -> None:
    query, serial = dns.xfr.make_query(Transfer(ORIGIN), serial=None)
    assert (query.question[0].to_text(), serial) == ("go.id. IN AXFR", None)
