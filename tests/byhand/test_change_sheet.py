"""A change sheet for a web panel: each record a row, under the panel's own words."""

import pytest

from provision.byhand.panels import PANELS, remark
from provision.byhand.sheet import Row, rows
from provision.model.change import Change
from provision.model.plan import GrantChanges, Plan
from provision.model.rrset import RRset
from provision.model.site import Panel
from tests.samples import APEX, a, cname, name, ns, txt


def plan(*changes: Change) -> Plan:
    return Plan(("SUB-2026-0001",), APEX, (GrantChanges("subdomain:x", changes),))


# a change, and what is done with which value, in order
CHANGES = [
    (Change(None, ns("x", "ns1.penyedia.id", "ns2.penyedia.id")),
     [("add", 3600, "ns1.penyedia.id."), ("add", 3600, "ns2.penyedia.id.")]),
    (Change(a("x", "192.0.2.1"), None), [("delete", 3600, "192.0.2.1")]),
    (Change(a("x", "192.0.2.1", "192.0.2.2"), a("x", "192.0.2.2", "192.0.2.3")),
     [("delete", 3600, "192.0.2.1"), ("add", 3600, "192.0.2.3")]),
    (Change(a("x", "192.0.2.1", "192.0.2.2"), a("x", "192.0.2.2", "192.0.2.3", ttl=60)),
     [("delete", 3600, "192.0.2.1"), ("retime", 60, "192.0.2.2"), ("add", 60, "192.0.2.3")]),
    (Change(a("x", "192.0.2.1"), a("x", "192.0.2.1", ttl=60)), [("retime", 60, "192.0.2.1")]),
]  # fmt: skip


@pytest.mark.parametrize(("change", "wanted"), CHANGES)
def test_rows(change: Change, wanted: list[tuple[str, int, str]]) -> None:
    assert [(row.act, row.record.ttl, row.value) for row in rows(plan(change))] == wanted


def test_what_goes_is_entered_before_what_comes() -> None:
    found = rows(plan(Change(None, cname("x", "www")), Change(a("x"), None)))
    assert [(row.act, row.record.type) for row in found] == [("delete", "A"), ("add", "CNAME")]


# a record, as cPanel has it, and as Cloudflare has it
CELLS = [
    (a("dinkes", "192.0.2.1"),
     (f"dinkes.{APEX}.", "3600", "A", "192.0.2.1"), ("A", "dinkes", "IPv4 address: 192.0.2.1", "3600")),
    (RRset.of(name("ns1.dinkes"), "AAAA", 60, ["2001:db8::1"]),
     (f"ns1.dinkes.{APEX}.", "60", "AAAA", "2001:db8::1"), ("AAAA", "ns1.dinkes", "IPv6 address: 2001:db8::1", "60")),
    (ns("dinkes"),
     (f"dinkes.{APEX}.", "3600", "NS", "ns1.penyedia.id."), ("NS", "dinkes", "Nameserver: ns1.penyedia.id", "3600")),
    (cname("x", "www"),
     (f"x.{APEX}.", "3600", "CNAME", f"www.{APEX}."), ("CNAME", "x", f"Target: www.{APEX}", "3600")),
    (txt("x", '"a;b \\"c\\"" "\\195\\169"'),
     (f"x.{APEX}.", "3600", "TXT", 'a;b "c"é'), ("TXT", "x", 'Content: a;b "c"é', "3600")),
    (txt("x", '"\\255."'),
     (f"x.{APEX}.", "3600", "TXT", "\\xff."), ("TXT", "x", "Content: \\xff.", "3600")),
    (RRset.of(APEX, "MX", 60, ["10 mail.penyedia.id."]),
     (f"{APEX}.", "60", "MX", "10 mail.penyedia.id."), ("MX", "@", "Priority: 10; Mail server: mail.penyedia.id", "60")),
    (RRset.of(name("x"), "DS", 60, ["4711 13 2 abcd"]),
     (f"x.{APEX}.", "60", "DS", "4711 13 2 abcd"),
     ("DS", "x", "Key Tag: 4711; Algorithm: 13; Digest Type: 2; Digest: abcd", "60")),
    (RRset.of(name("_sip._tcp"), "SRV", 60, ["10 5 5060 sip.penyedia.id."]),
     (f"_sip._tcp.{APEX}.", "60", "SRV", "10 5 5060 sip.penyedia.id."),
     ("SRV", "_sip._tcp", "Priority: 10; Weight: 5; Port: 5060; Target: sip.penyedia.id", "60")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rrset", "cpanel", "cloudflare"), CELLS, ids=lambda value: getattr(value, "type", "")
)
def test_cells(rrset: RRset, cpanel: tuple[str, ...], cloudflare: tuple[str, ...]) -> None:
    [row] = rows(plan(Change(None, rrset)))
    for panel, cells in ((Panel.CPANEL, cpanel), (Panel.CLOUDFLARE, cloudflare)):
        web = PANELS[panel]
        assert tuple(web.cells(row, APEX)) == cells
        assert len(web.columns) == len(cells)
        assert remark(panel).to("id") != remark(panel).to("en")


def test_a_row_is_plain_data_too() -> None:
    [row] = rows(plan(Change(None, a("x"))))
    assert isinstance(row, Row)
    assert row.to_json() == {
        "act": "add",
        "name": f"x.{APEX}",
        "type": "A",
        "ttl": 3600,
        "value": "103.94.10.5",
    }
