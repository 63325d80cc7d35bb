"""A script for nsupdate says what our own update would say: the guards first, then one update."""

import pytest

from provision.byhand.nsupdate import script
from provision.model.change import Change
from provision.model.plan import GrantChanges, Plan
from provision.model.rrset import RRset
from provision.model.site import Server
from provision.names import parse_ip
from tests.samples import APEX, a, cname, name, ns, txt, zone

SERVER = Server(parse_ip("2001:db8::2"), 5353)
SOA = f"prereq yxrrset {APEX}. IN SOA ns1.{APEX}. hostmaster.{APEX}. 7 3600 600 86400 300"
X = f"x.{APEX}."

SCRIPTS = [
    ("a new name", zone(), [Change(None, a("x"))], [
        f"prereq nxdomain {X}", f"update add {X} 3600 IN A 103.94.10.5"]),
    ("a further set at a name", zone(txt("x")), [Change(None, a("x"))], [
        f"prereq nxrrset {X} IN A", f"prereq nxrrset {X} IN CNAME", f"update add {X} 3600 IN A 103.94.10.5"]),
    ("another value", zone(a("x", "192.0.2.1", "192.0.2.2")), [Change(a("x", "192.0.2.1", "192.0.2.2"), a("x"))], [
        f"prereq yxrrset {X} IN A 192.0.2.1", f"prereq yxrrset {X} IN A 192.0.2.2",
        f"update delete {X} IN A", f"update add {X} 3600 IN A 103.94.10.5"]),
    ("a cut, on the serial", zone(), [Change(None, ns("x"))], [
        f"prereq nxdomain {X}", SOA, f"update add {X} 3600 IN NS ns1.penyedia.id."]),
    ("an alias instead of an address", zone(a("x")), [Change(None, cname("x", "www")), Change(a("x"), None)], [
        f"prereq nxrrset {X} IN CNAME", f"prereq yxrrset {X} IN A 103.94.10.5",
        f"update delete {X} IN A", f"update add {X} 3600 IN CNAME www.{APEX}."]),
    ("below another name", zone(), [Change(None, a("x.y"))], [
        f"prereq nxrrset y.{APEX}. IN NS", f"prereq nxrrset y.{APEX}. IN DNAME",
        f"prereq nxdomain x.y.{APEX}.", f"update add x.y.{APEX}. 3600 IN A 103.94.10.5"]),
    ("a DS and a text", zone(ns("x")), [
        Change(None, RRset.of(name("x"), "DS", 60, ["4711 13 2 abcd"])), Change(None, txt("_t", '"a;b"'))], [
        f"prereq nxrrset {X} IN DS", f"prereq nxrrset {X} IN CNAME", f"prereq nxdomain _t.{APEX}.",
        f"update add {X} 60 IN DS 4711 13 2 abcd", f'update add _t.{APEX}. 3600 IN TXT "a;b"']),
]  # fmt: skip


@pytest.mark.parametrize(("what", "seen", "changes", "lines"), SCRIPTS, ids=[row[0] for row in SCRIPTS])
def test_a_script(what, seen, changes, lines) -> None:  # type: ignore[no-untyped-def]
    plan = Plan(("SUB-2026-0001",), APEX, (GrantChanges("subdomain:x", tuple(changes)),))
    told = script(plan, seen, SERVER, lambda text: text.to("id")).splitlines()
    remarks = [line for line in told if line.startswith(";")]
    assert "SUB-2026-0001" in remarks[0]
    assert told[len(remarks) :] == ["server 2001:db8::2 5353", f"zone {APEX}.", *lines, "send", "answer"]
