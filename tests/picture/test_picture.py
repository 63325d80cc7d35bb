"""The picture of a delegation: well-formed, complete, with every finding at what it is about."""

from xml.etree import ElementTree as ET

import pytest

from provision.checks.chain import Chain, Key, chain
from provision.checks.delegation import At, Delegation, NameServer
from provision.checks.dns.case import Case, Message
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import Answer, Query
from provision.model.rrset import RRset
from provision.names import Fqdn, parse_ip
from provision.picture.delegation import drawn
from tests.checks.driving import run

ZONE = Fqdn("dinkes.go.id")
NS1, NS2, NS3 = ZONE.child("ns1"), Fqdn("ns2.penyedia.id"), Fqdn("ns3.penyedia.id")
IP1, IP2 = parse_ip("103.94.10.53"), parse_ip("103.94.11.53")
DELEGATION = Delegation(
    ZONE,
    (NameServer(NS1, (IP1,), (IP1,)), NameServer(NS2, (IP2,))),
    child=(NameServer(NS1, (IP1,)), NameServer(NS3)),
    parent=Fqdn("go.id"),
    parents=(At(Fqdn("ns1.go.id"), parse_ip("103.19.178.178")),),
)
CHAIN = Chain(((4711, 13, 2),), (Key(4711, 13, signs_keys=True), Key(815, 13, signs_keys=False)))
CASE = Case(
    "contoh01",
    "RFC 1034",
    {
        "LAME": Message(Level.ERROR, msg("Nothing else is known of it"), msg("Wait")),
        "ODD": Message(Level.WARNING, msg("Nothing else is known of it"), msg("Wait")),
        "NOTE": Message(Level.NOTICE, msg("Nothing else is known of it"), msg("Wait")),
    },
)
GREEN, AMBER, RED = "#2f855a", "#b7791f", "#c53030"


def found(tag: str, **args: str | int) -> Finding:
    return CASE.found(tag, ZONE, **args)


def boxes(findings: list[Finding], keys: Chain = CHAIN) -> dict[str, str]:
    """Return the colour of the edge of each box, by its first line."""
    tree = ET.fromstring(drawn(DELEGATION, keys, findings, "id"))
    colours: dict[str, str] = {}
    edge = ""
    for one in tree.iter():
        kind = one.tag.rpartition("}")[2]
        if kind == "rect" and one.get("stroke-width"):
            edge = one.get("stroke", "")
        elif kind == "text" and edge:
            colours[one.text or ""] = edge
            edge = ""
    return colours


def test_all_that_belongs_to_it_is_drawn() -> None:
    shown = boxes([])
    assert set(shown) == {
        "go.id", "DS 4711", "DNSKEY 4711", "DNSKEY 815", NS1.text, NS2.text, NS3.text, str(IP1), str(IP2)
    }  # fmt: skip
    assert set(shown.values()) == {GREEN}


@pytest.mark.parametrize(
    ("finding", "marked", "colour"),
    [
        (found("LAME", ns=f"{NS2}/{IP2}"), {NS2.text, str(IP2)}, RED),
        (found("ODD", ns_list=f"{NS1}/{IP1};{NS2}/{IP2}"), {NS1.text, NS2.text, str(IP1), str(IP2)}, AMBER),
        (found("LAME", ns_ip_list=str(IP1)), {str(IP1)}, RED),
        (found("LAME", keytag=4711), {"DS 4711", "DNSKEY 4711"}, RED),
        (found("LAME", nsname_list=f"{NS3}"), {NS3.text}, RED),
        (found("NOTE", ns=f"{NS2}/{IP2}"), set(), GREEN),
    ],
    ids=["one server", "two servers", "an address", "a key", "a name", "a note is no fault"],
)
def test_what_is_wrong_where(finding: Finding, marked: set[str], colour: str) -> None:
    shown = boxes([finding])
    assert {name for name, seen in shown.items() if seen != GREEN} == marked
    assert {shown[name] for name in marked} <= {colour}


def test_the_worst_counts() -> None:
    shown = boxes([found("ODD", ns=f"{NS2}/{IP2}"), found("LAME", ns=f"{NS2}/{IP2}")])
    assert shown[NS2.text] == RED


def test_what_a_server_sent_cannot_leave_its_place() -> None:
    evil = Fqdn("<script>.penyedia.id")
    delegation = Delegation(ZONE, (NameServer(evil, (IP1,)),))
    drawing = drawn(delegation, Chain((), ()), [found("LAME", ns=f"{evil}/{IP1}")], "en")
    assert "<script>" not in drawing
    assert evil.text in [one.text for one in ET.fromstring(drawing).iter()]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_sentences_stand_below(lang: str) -> None:
    finding = found("LAME", ns=f"{NS2}/{IP2}")
    texts = [one.text or "" for one in ET.fromstring(drawn(DELEGATION, CHAIN, [finding], lang)).iter()]
    assert f"{finding.why.to(lang)} (LAME)" in texts


def test_the_chain_is_asked_of_parent_and_zone() -> None:
    keys = ["257 3 13 bWlzc2luZyBrZXkgZm9yIGFuIGV4YW1wbGUgb25seSEh", r"\# 3 010203"]

    def answer(query: Query) -> Answer:
        told = {"DS": ["4711 13 2 AB"], "DNSKEY": keys}[query.type]
        return Answer(query, rcode="NOERROR", answer=(RRset.of(ZONE, query.type, 60, told),))

    asked = run(chain(DELEGATION), answer)
    assert asked.ds == ((4711, 13, 2),)
    [key] = asked.keys
    assert (key.algorithm, key.signs_keys) == (13, True)
