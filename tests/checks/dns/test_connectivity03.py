"""Connectivity03: each tag, by what the zones of Team Cymru and a whois server tell of the addresses."""

from collections.abc import Mapping

import pytest

from provision.checks.dns import connectivity03
from provision.model.profile import AsLookup, Profile
from provision.model.query import Silence
from provision.names import Fqdn
from tests.checks.dns.announcing import APART, ASN, CYMRU, RIPE, RIS, SOURCE, announcing, asked_name, whois
from tests.checks.dns.world import DINKES_ZONE, NS1_4, NS1_6, NS2_4, Row, World, at

RAW = {"ASN_INFOS_RAW", "ASN_INFOS_ANNOUNCE_BY", "ASN_INFOS_ANNOUNCE_IN"}
EMPTY, ERROR = {"EMPTY_ASN_SET"}, {"ERROR_ASN_DATABASE"}
FINE = RAW | {"IPV4_DIFFERENT_ASN", "IPV6_ONE_ASN"}
LINES = {
    NS1_4: "64500\t103.94.10.0/24\t100",
    NS2_4: "64501\t103.94.0.0/16\t100\n64502\t103.94.11.0/24\t90",
    NS1_6: "64500,64509\t2001:df0:53::/48\t10",
}
TWICE = Profile(as_lookup=AsLookup("Cymru", (Fqdn("nowhere.id"), SOURCE)))


def row(title: str, wanted: set[str], told: Mapping[str, str], **parts: object) -> Row:
    return Row(connectivity03, title, wanted, announcing(told), how={"profile": CYMRU}, **parts)  # type: ignore[arg-type]


def ripe(title: str, wanted: set[str], world: World) -> Row:
    return Row(connectivity03, title, wanted, world, how={"profile": RIPE})


NS2_6 = "2001:df0:54::53"
ONE4 = {**APART, NS2_4: "64500 | 103.94.11.0/24 | ID"}
ROWS = [
    Row(connectivity03, "no source, nothing said", set(), announcing(APART)),
    row("apart", FINE, APART, args={"IPV4_DIFFERENT_ASN": {"asn_list": "64500,64501"}, "IPV6_ONE_ASN": {"asn": 64500},
                                    "ASN_INFOS_RAW": {"ns_ip": NS1_4, "data": APART[NS1_4]},
                                    "ASN_INFOS_ANNOUNCE_BY": {"ns_ip": NS2_4, "asn": "64501"},
                                    "ASN_INFOS_ANNOUNCE_IN": {"ns_ip": NS1_6, "prefix": "2001:df0:53::/48"}}),
    Row(connectivity03, "apart over IPv6, too", RAW | {"IPV4_DIFFERENT_ASN", "IPV6_DIFFERENT_ASN"},
        announcing({**APART, NS2_6: "64501 | 2001:df0:54::/48"}).with_zone("dinkes.go.id", DINKES_ZONE, NS2_6)
        .edited("penyedia.id", f"ns2.penyedia.id A {NS2_4}", f"ns2.penyedia.id A {NS2_4}\nns2.penyedia.id AAAA {NS2_6}"),
        how={"profile": CYMRU}, args={"IPV6_DIFFERENT_ASN": {"asn_list": "64500,64501"}}),
    row("all in one network", RAW | {"IPV4_ONE_ASN", "IPV6_ONE_ASN"}, ONE4, args={"IPV4_ONE_ASN": {"asn": 64500}}),
    row("all in the same networks", RAW | {"IPV4_SAME_ASN", "IPV6_SAME_ASN"},
        {NS1_4: "64500 64501 | 103.94.10.0/24", NS2_4: "64501 64500 | 103.94.11.0/24", NS1_6: "64501 64500 | 2001:df0::/32"},
        args={"IPV4_SAME_ASN": {"asn_list": "64500,64501"}}),
    row("one network in common", RAW | {"IPV4_DIFFERENT_ASN", "IPV6_ONE_ASN"}, {**APART, NS2_4: "64500 64501 | 103.94.11.0/24"}),
    row("the narrower prefix counts", FINE, {**APART, NS2_4: "64500 | 103.94.0.0/16;64501 | 103.94.11.0/24"}),
    row("nothing known", EMPTY, {}, args={"EMPTY_ASN_SET": {"ns_ip": NS1_6}}),
    Row(connectivity03, "nothing known of one", RAW | EMPTY | {"IPV4_ONE_ASN", "IPV6_ONE_ASN"},
        announcing({key: value for key, value in APART.items() if key != NS2_4}), how={"profile": CYMRU}),
    row("other words beside", RAW | ERROR | {"IPV4_ONE_ASN", "IPV6_ONE_ASN"}, {**APART, NS2_4: f"{APART[NS2_4]};This is not ASN data"},
        args={"ERROR_ASN_DATABASE": {"ns_ip": NS2_4}}),
    row("of another address", RAW | ERROR | {"IPV4_ONE_ASN", "IPV6_ONE_ASN"}, {**APART, NS2_4: "64501 | 10.0.0.0/8"}),
    Row(connectivity03, "an alias", ERROR, announcing({}, "\n".join(f"{asked_name(ip)} CNAME x.id." for ip in APART)), how={"profile": CYMRU}),
    Row(connectivity03, "silence", ERROR, announcing(APART).with_fault(at(ASN, silence=Silence.TIMEOUT)), how={"profile": CYMRU}),
    Row(connectivity03, "failure", ERROR, announcing(APART).with_fault(at(ASN, rcode="SERVFAIL", answer=())), how={"profile": CYMRU}),
    Row(connectivity03, "no such source", EMPTY, announcing(APART), how={"profile": Profile(as_lookup=AsLookup("Cymru", (Fqdn("x.id"),)))}),
    Row(connectivity03, "the second source knows", FINE,
        announcing(APART).edited("id", "go.id NS", "nowhere.id NS ns.nowhere.id.\nns.nowhere.id A 103.9.9.9\ngo.id NS"), how={"profile": TWICE}),
    ripe("by whois", RAW | {"IPV4_DIFFERENT_ASN", "IPV6_SAME_ASN"}, announcing({}).with_fault(whois(LINES))),
    ripe("whois knows nothing", EMPTY, announcing({}).with_fault(whois({}))),
    ripe("whois is silent", ERROR, announcing({}).with_fault(at(RIS, silence=Silence.TIMEOUT))),
    ripe("whois says other words", ERROR, announcing({}).with_fault(whois(dict.fromkeys(APART, "try again later")))),
    ripe("no whois server", ERROR, World()),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
