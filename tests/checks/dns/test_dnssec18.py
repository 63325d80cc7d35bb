"""Dnssec18: from the DS record in the parent to the signatures over CDS and CDNSKEY records."""

from typing import Any

import pytest

from provision.checks.dns import dnssec18
from provision.model.query import Silence
from tests.checks.dns.signing import (
    APEX,
    GO2_IP,
    KSK,
    SIGNED,
    STRANGER,
    ZSK,
    SignedRow,
    Signing,
    cdnskey,
    cds,
    pair,
    signed_world,
    without_families,
)  # fmt: skip
from tests.checks.dns.world import CHILD, GO_IP, NS1_4, NS2_4, World, at
from tests.checks.driving import server

ALL = ";".join(sorted(CHILD))
CDS, CDNSKEY = "DS18_NO_MATCH_CDS_RRSIG_DS", "DS18_NO_MATCH_CDNSKEY_RRSIG_DS"
NEXT = pair(flags=257, number=3)
TOLD = (server("ns1.dinkes.go.id", glue=(NS1_4,)), server("ns2.penyedia.id"))


def having(ds: list[str] | None = None, **how: Any) -> World:
    """Return the world of a zone whose next key is wished for."""
    wanted = "\n".join([cds(NEXT), cdnskey(NEXT)])
    return signed_world(Signing(extra=wanted, entry=(KSK, NEXT), **how), ds)


RIGHT = having()
ROWS = [
    SignedRow(dnssec18, "signed by the key of the DS record", set(), RIGHT),
    SignedRow(dnssec18, "by that key alone", set(), having(by={"CDS": (KSK,), "CDNSKEY": (KSK,)})),
    SignedRow(dnssec18, "by the next key alone", {CDS, CDNSKEY}, having(by={"CDS": (NEXT,), "CDNSKEY": (NEXT,)}), args={CDS: {"ns_ip_list": ALL}, CDNSKEY: {"ns_ip_list": ALL}}),
    SignedRow(dnssec18, "CDS alone is not", {CDS}, having(by={"CDS": (NEXT,)})),
    SignedRow(dnssec18, "CDNSKEY alone is not", {CDNSKEY}, having(by={"CDNSKEY": (ZSK,)})),
    SignedRow(dnssec18, "not signed", {CDS, CDNSKEY}, having(by={"CDS": (), "CDNSKEY": ()})),
    SignedRow(dnssec18, "the DS record is of no key", {CDS, CDNSKEY}, having([STRANGER.ds()])),
    SignedRow(dnssec18, "one of two DS records is enough", set(), having([STRANGER.ds(), KSK.ds()], by={"CDS": (KSK,), "CDNSKEY": (KSK,)})),
    SignedRow(dnssec18, "on one server", {CDS}, RIGHT.with_zone(APEX, Signing(extra=cds(NEXT), entry=(KSK, NEXT), by={"CDS": (NEXT,)}).zone(), NS2_4), args={CDS: {"ns_ip_list": NS2_4}}),
    SignedRow(dnssec18, "no DS record", set(), having([], by={"CDS": (NEXT,)})),
    SignedRow(dnssec18, "neither CDS nor CDNSKEY records", set(), SIGNED),
    SignedRow(dnssec18, "one server shows no keys", {CDS, CDNSKEY}, RIGHT.with_zone(APEX, Signing(extra=cds(NEXT) + "\n" + cdnskey(NEXT), entry=(KSK, NEXT), shown=()).zone(), NS2_4),
        args={CDS: {"ns_ip_list": NS2_4}}),
    SignedRow(dnssec18, "none shows keys, run alone", set(), having(shown=()), alone=True),
    SignedRow(dnssec18, "silent about keys", set(), RIGHT.with_fault(at(NS2_4, "DNSKEY", silence=Silence.TIMEOUT))),
    SignedRow(dnssec18, "CDS records without authority", set(), having(by={"CDS": (NEXT,)}).with_fault(at(CHILD, "CDS", authoritative=False))),
    SignedRow(dnssec18, "a parent without EDNS is believed", {CDS}, having(by={"CDS": (NEXT,)}).with_fault(at((GO_IP, GO2_IP), "DS", edns=None))),
    SignedRow(dnssec18, "a silent parent", set(), having(by={"CDS": (NEXT,)}).with_fault(at((GO_IP, GO2_IP), "DS", silence=Silence.TIMEOUT))),
    SignedRow(dnssec18, "told servers, no DS record", set(), having(by={"CDS": (NEXT,)}), told=TOLD),
    SignedRow(dnssec18, "told servers and a DS record", {CDS}, having([], by={"CDS": (NEXT,)}), told=TOLD, how={"ds": (KSK.ds(),)}),
    SignedRow(dnssec18, "unsigned", set(), World()),
    SignedRow(dnssec18, "a DS record told, both families switched off", {"IPV4_DISABLED", "IPV6_DISABLED"}, alone=True, how={"ds": (KSK.ds(),)},
        profile=without_families(dnssec18).profile),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: SignedRow) -> None:
    row.judge()
