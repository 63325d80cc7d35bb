"""Syntax06: the contact of a zone as a mailbox, and whether mail would reach it."""

from dataclasses import replace

import pytest

from provision.checks.dns import syntax06
from provision.checks.dns.mailbox import is_mailbox, mailbox
from provision.model.query import Silence
from provision.names import Fqdn
from tests.checks.dns.world import (
    CHILD,
    ID_IP,
    NS1_4,
    NS1_6,
    NS2_4,
    PENYEDIA_IP,
    ZONE,
    Row,
    World,
    at,
    examined,
)
from tests.checks.driving import run

HEALTHY = World()
CONTACT = "hostmaster.dinkes.go.id."
VALID, WRONG, LOST = "RNAME_RFC822_VALID", "RNAME_RFC822_INVALID", "RNAME_MAIL_DOMAIN_INVALID"
LOCAL, ALIAS, UNTOLD = "RNAME_MAIL_DOMAIN_LOCALHOST", "RNAME_MAIL_ILLEGAL_CNAME", "NO_RESPONSE_SOA_QUERY"
MAIL = "mail.dinkes.go.id A 103.94.10.6\n"
MX = "dinkes.go.id MX 10 mail.dinkes.go.id.\n"
SPARED = [Silence.NO_FAMILY, Silence.NOT_PUBLIC, Silence.BUDGET]


def zone(old: str, new: str, *addresses: str) -> World:
    return HEALTHY.edited("dinkes.go.id", old, new, *addresses)


def elsewhere(records: str, contact: str = "admin.penyedia.id.") -> World:
    """Return the world where the contact lies in another zone, which holds these records too."""
    return zone(CONTACT, contact).edited("penyedia.id", "ns2.penyedia.id A", f"{records}\nns2.penyedia.id A")


ROWS = [
    Row(syntax06, "healthy", {VALID}, args={VALID: {"rname": "hostmaster@dinkes.go.id"}}),
    Row(syntax06, "with an escaped dot", {VALID}, zone(CONTACT, r"ayu\.sri.dinkes.go.id."), args={VALID: {"rname": "ayu.sri@dinkes.go.id"}}),
    Row(syntax06, "a sign is no dot", {WRONG}, zone(CONTACT, "hostmaster@dinkes.go.id."), args={WRONG: {"rname": "hostmaster@dinkes@go.id"}}),
    Row(syntax06, "a space", {WRONG}, zone(CONTACT, r"host\032master.dinkes.go.id.")),
    Row(syntax06, "the root", {WRONG}, zone(CONTACT, ".")),
    Row(syntax06, "one part", {WRONG}, zone(CONTACT, "hostmaster.")),
    Row(syntax06, "a domain that means this machine", {WRONG}, zone(CONTACT, "root.localhost."), args={WRONG: {"rname": "root@localhost"}}),
    Row(syntax06, "no mail server, but an address", {VALID}, zone(MX, "")),
    Row(syntax06, "neither", {LOST}, zone(f"dinkes.go.id A 103.94.10.5\n{MX}", ""), args={LOST: {"domain": "dinkes.go.id"}}),
    Row(syntax06, "a mail server without address", {LOST}, zone(MAIL, ""), args={LOST: {"domain": "mail.dinkes.go.id"}}),
    Row(syntax06, "one of two without address", {LOST}, zone(MX, f"{MX}dinkes.go.id MX 20 b.dinkes.go.id.\n"), args={LOST: {"domain": "b.dinkes.go.id"}}),
    Row(syntax06, "over IPv6 alone", {VALID}, zone(MAIL, "mail.dinkes.go.id AAAA 2001:df0:53::6\n")),
    Row(syntax06, "no mail is meant (RFC 7505)", {LOST}, zone("MX 10 mail.dinkes.go.id.", "MX 0 ."), args={LOST: {"domain": "dinkes.go.id"}}),
    Row(syntax06, "this machine", {LOCAL, LOST}, zone(MAIL, "mail.dinkes.go.id A 127.0.0.1\n"),
        args={LOCAL: {"domain": "mail.dinkes.go.id", "localhost": "127.0.0.1"}}),
    Row(syntax06, "this machine over IPv6", {LOCAL, LOST}, zone(MAIL, "mail.dinkes.go.id AAAA ::1\n"), args={LOCAL: {"localhost": "::1"}}),
    Row(syntax06, "this machine and another", {LOCAL, VALID}, zone(MAIL, f"{MAIL}mail.dinkes.go.id AAAA ::1\n")),
    Row(syntax06, "an alias for a mail server", {ALIAS, LOST}, zone(MAIL, "mail.dinkes.go.id CNAME ns1.dinkes.go.id.\n"),
        args={ALIAS: {"domain": "mail.dinkes.go.id"}, LOST: {"domain": "mail.dinkes.go.id"}}),
    Row(syntax06, "an alias for the domain is followed", {VALID}, zone(CONTACT, "a.surat.dinkes.go.id.").edited(
        "dinkes.go.id", MX, f"{MX}surat.dinkes.go.id CNAME dinkes.go.id.\n")),
    Row(syntax06, "an alias of itself", {LOST}, zone(CONTACT, "a.surat.dinkes.go.id.").edited(
        "dinkes.go.id", MX, f"{MX}surat.dinkes.go.id CNAME surat.dinkes.go.id.\n")),
    Row(syntax06, "no such domain in the zone", {LOST}, zone(CONTACT, "a.hilang.dinkes.go.id."), args={LOST: {"domain": "hilang.dinkes.go.id"}}),
    Row(syntax06, "elsewhere", {VALID}, elsewhere("penyedia.id MX 10 m.penyedia.id.\nm.penyedia.id A 103.94.11.9")),
    Row(syntax06, "elsewhere, by an alias", {VALID}, elsewhere(
        "x.penyedia.id CNAME penyedia.id.\npenyedia.id MX 10 m.penyedia.id.\nm.penyedia.id A 103.94.11.9", "admin.x.penyedia.id.")),
    Row(syntax06, "elsewhere, without address", {LOST}, elsewhere("x.penyedia.id TXT x", "admin.x.penyedia.id.")),
    Row(syntax06, "elsewhere, and not there", {LOST}, elsewhere("x.penyedia.id TXT x", "admin.y.penyedia.id."), args={LOST: {"domain": "y.penyedia.id"}}),
    Row(syntax06, "elsewhere, and dead", {LOST}, elsewhere("penyedia.id MX 10 ns2.penyedia.id.").with_fault(
        at(PENYEDIA_IP, "MX", silence=Silence.TIMEOUT))),
    Row(syntax06, "elsewhere, where nobody here can ask", set(), elsewhere("").with_fault(at(ID_IP, silence=Silence.NO_FAMILY))),
    Row(syntax06, "its mail server where nobody here can ask", set(), elsewhere("penyedia.id MX 10 m.lain.id.").edited(
        "id", "penyedia.id NS", f"lain.id NS n.lain.id.\nn.lain.id A {NS2_4}\npenyedia.id NS").with_fault(
            at(NS2_4, name="m.lain.id", silence=Silence.NO_FAMILY))),
    Row(syntax06, "another contact on one server", {VALID, WRONG}, zone(CONTACT, "a@b.", NS2_4)),
    Row(syntax06, "one contact gets no mail", {LOST}, zone(CONTACT, "a.hilang.dinkes.go.id.", NS2_4)),
    Row(syntax06, "one dead", {VALID, "NO_RESPONSE"}, HEALTHY.with_fault(at(NS2_4, "SOA", silence=Silence.TIMEOUT)),
        args={"NO_RESPONSE": {"ns": f"ns2.penyedia.id/{NS2_4}", "domain": "dinkes.go.id"}}),
    Row(syntax06, "all dead", {"NO_RESPONSE"}, HEALTHY.with_fault(at(CHILD, "SOA", silence=Silence.TIMEOUT))),
    Row(syntax06, "no record on one", {VALID, UNTOLD}, HEALTHY.with_fault(at(NS2_4, "SOA", answer=()))),
    Row(syntax06, "no authority", {UNTOLD}, HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
    Row(syntax06, "no IPv6 here", {VALID, "IPV6_DISABLED"}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY))),
    Row(syntax06, "no IPv4 here", {VALID, "IPV4_DISABLED"}, HEALTHY.with_fault(at((NS1_4, NS2_4), silence=Silence.NO_FAMILY))),
    *(Row(syntax06, f"nobody's fault ({spared})", {VALID}, HEALTHY.with_fault(at(NS2_4, silence=spared))) for spared in SPARED[1:]),
    Row(syntax06, "no delegation", set(), zone=Fqdn("lain.go.id")),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


def test_a_zone_that_no_parent_names_yet_is_looked_up_at_its_own_servers() -> None:
    world = HEALTHY.edited("go.id", f"{ZONE} NS ns1.{ZONE}.\n{ZONE} NS ns2.penyedia.id.\n", "")
    told = replace(examined(HEALTHY), undelegated=True)
    assert [finding.tag for finding in run(syntax06.check(told), world)] == [VALID]


def test_without_a_walker_nothing_elsewhere_is_held_against_anybody() -> None:
    world = elsewhere("")
    told = replace(examined(world), walker=None)
    assert run(syntax06.check(told), world) == []


def test_a_zone_with_a_thousand_mail_servers_is_not_looked_up_to_the_end() -> None:
    servers = "\n".join(f"dinkes.go.id MX 10 m{number}.dinkes.go.id." for number in range(1000))
    world = replace(zone(MX, f"{servers}\n"), asked=[])
    Row(syntax06, "many", {LOST}, world).judge()
    assert len([query for query in world.asked if query.name.text.startswith("m")]) < 100


@pytest.mark.parametrize(
    ("rname", "box", "valid"),
    [
        ("hostmaster.dinkes.go.id", "hostmaster@dinkes.go.id", True),
        (r"ayu\.sri.dinkes.go.id", "ayu.sri@dinkes.go.id", True),
        ("a+b.dinkes.go.id", "a+b@dinkes.go.id", True),
        (r"ayu\046sri.dinkes.go.id", "ayu.sri@dinkes.go.id", True),
        (r"\.ayu.dinkes.go.id", ".ayu@dinkes.go.id", False),
        (r"ayu\.\.sri.dinkes.go.id", "ayu..sri@dinkes.go.id", False),
        (r"\(ayu\).dinkes.go.id", "(ayu)@dinkes.go.id", False),
        (r"a\195\164.dinkes.go.id", "aÃ¤@dinkes.go.id", False),
        (r"a.din\032kes.go.id", r"a@din\032kes.go.id", False),
        (r"a\@b.dinkes.go.id", "a@b@dinkes.go.id", False),
        ("hostmaster", "hostmaster", False),
        (".", "", False),
        ("", "", False),
    ],
)
def test_mailbox(rname: str, box: str, *, valid: bool) -> None:
    assert (mailbox(rname), is_mailbox(mailbox(rname))) == (box, valid)
