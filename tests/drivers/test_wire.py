"""Between dnspython's values and ours, hostile names and all."""

import dns.name
import dns.rrset
import pytest

from provision.drivers.wire import from_dns, texts, to_dns
from provision.model.rrset import RRset
from provision.names import Fqdn

NAMES = [
    ((b"DinKes", b"go", b"id"), "dinkes.go.id"),
    ((), ""),
    ((b"*", b"go"), "*.go"),
    ((b"_dmarc", b"go"), "_dmarc.go"),
    ((b"a.b", b"go"), "a\\046b.go"),
    ((b"a.", b"go"), "a\\046.go"),
    ((b"a\\", b"go"), "a\\\\.go"),
    ((b"a\\.", b"go"), "a\\\\\\046.go"),
    ((b" ", b"go"), "\\032.go"),
    ((b"\x00" * 63, b"go"), "\\000" * 63 + ".go"),
    (
        (b"\xff" * 63, b"\x00" * 63, b"." * 63, b"\n" * 61),
        ".".join(["\\255" * 63, "\\000" * 63, "\\046" * 63, "\\010" * 61]),
    ),
]


@pytest.mark.parametrize(("labels", "text"), NAMES)
def test_every_name_of_the_wire_is_a_name_and_goes_back(labels: tuple[bytes, ...], text: str) -> None:
    wire = dns.name.Name([*labels, b""])
    name = from_dns(wire)
    assert name.text == text
    assert len(name.labels) == len(labels)
    assert to_dns(name) == wire


@pytest.mark.parametrize(("labels", "text"), NAMES)
@pytest.mark.parametrize("rtype", ["NS", "CNAME"])
def test_a_target_can_be_read_whatever_it_is(labels: tuple[bytes, ...], text: str, rtype: str) -> None:
    target = dns.name.Name([*labels, b""]).to_text()
    rrset = RRset.of(Fqdn("x.id"), rtype, 60, texts(dns.rrset.from_text("x.id.", 60, "IN", rtype, target)))
    assert rrset.targets == ((Fqdn(text),) if text else ())


VALUES = [
    ("A", ["10.0.0.2", "10.0.0.1"], ["10.0.0.2", "10.0.0.1"]),
    ("TXT", ['"Keep The Case."'], ['"Keep The Case."']),
    ("MX", ["10 Mail.ID."], ["10 mail.id."]),
    ("SRV", ["0 0 1 a\\.B.id."], ["0 0 1 a\\046b.id."]),
]


@pytest.mark.parametrize(("rtype", "values", "wanted"), VALUES)
def test_names_that_hosts_have_are_in_lower_case(rtype: str, values: list[str], wanted: list[str]) -> None:
    assert texts(dns.rrset.from_text("X.id.", 60, "IN", rtype, *values)) == wanted
