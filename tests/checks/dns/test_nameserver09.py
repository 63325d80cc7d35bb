"""Nameserver09: answers that differ with the letters of the question, and what is no difference."""

import pytest

from provision.checks.dns import nameserver09
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.where import Condition, where
from tests.checks.dns.world import CHILD, NS1_6, NS2_4, SOA, Row, World, at

HEALTHY = World()
WWW = Fqdn("www.dinkes.go.id")
FIRST, SECOND = "WwW.DiNkEs.gO.Id", "wWw.dInKeS.Go.iD"
NS2 = {"ns": f"ns2.penyedia.id/{NS2_4}", "type": "SOA"}
BOTH = {**NS2, "query1": FIRST, "query2": SECOND}
SAME_RC = {"CASE_QUERY_SAME_RC", "CASE_QUERIES_RESULTS_OK"}
DIFFER = "CASE_QUERIES_RESULTS_DIFFER"
HAS = (RRset.of(WWW, "SOA", 60, [SOA]),)
HAS_IN_CAPITALS = (RRset.of(WWW, "SOA", 30, [SOA.upper()]),)
HAS_NEWER = (RRset.of(WWW, "SOA", 60, [SOA.replace("2026112401", "2026112402")]),)


def spelled(letters: str) -> Condition:
    return lambda query: query.spelled == letters


ROWS = [
    Row(nameserver09, "healthy", SAME_RC, args={"CASE_QUERY_SAME_RC": {**BOTH, "rcode": "NXDOMAIN"},
        "CASE_QUERIES_RESULTS_OK": {"type": "SOA", "domain": "www.dinkes.go.id"}}),
    Row(nameserver09, "the same records", {"CASE_QUERY_SAME_ANSWER", "CASE_QUERIES_RESULTS_OK"}, HEALTHY.with_fault(at(CHILD, "SOA", WWW.text, rcode="NOERROR", answer=HAS)),
        args={"CASE_QUERY_SAME_ANSWER": BOTH}),
    Row(nameserver09, "the same in other letters", {"CASE_QUERY_SAME_ANSWER", "CASE_QUERIES_RESULTS_OK"},
        HEALTHY.with_fault(at(CHILD, "SOA", WWW.text, rcode="NOERROR", answer=HAS)).with_fault(where(spelled(SECOND), answer=HAS_IN_CAPITALS))),
    Row(nameserver09, "other records", {"CASE_QUERY_DIFFERENT_ANSWER", "CASE_QUERY_SAME_ANSWER", DIFFER},
        HEALTHY.with_fault(at(CHILD, "SOA", WWW.text, rcode="NOERROR", answer=HAS)).with_fault(where(spelled(SECOND), NS2_4, answer=HAS_NEWER)),
        args={"CASE_QUERY_DIFFERENT_ANSWER": BOTH, DIFFER: {"type": "SOA", "domain": "www.dinkes.go.id"}}),
    Row(nameserver09, "records for one spelling alone", {"CASE_QUERY_DIFFERENT_ANSWER", DIFFER},
        HEALTHY.with_fault(where(lambda query: bool(query.spelled), rcode="NOERROR")).with_fault(where(spelled(SECOND), answer=HAS))),
    Row(nameserver09, "other code", {"CASE_QUERY_DIFFERENT_RC", "CASE_QUERY_SAME_RC", DIFFER}, HEALTHY.with_fault(where(spelled(SECOND), NS2_4, rcode="REFUSED")),
        args={"CASE_QUERY_DIFFERENT_RC": {**BOTH, "rcode1": "NXDOMAIN", "rcode2": "REFUSED"}}),
    Row(nameserver09, "silent to the second", {"CASE_QUERY_NO_ANSWER", "CASE_QUERY_SAME_RC", DIFFER}, HEALTHY.with_fault(where(spelled(SECOND), NS2_4, silence=Silence.TIMEOUT)),
        args={"CASE_QUERY_NO_ANSWER": {**NS2, "domain": SECOND}}),
    Row(nameserver09, "silent to the first", {"CASE_QUERY_NO_ANSWER", DIFFER}, HEALTHY.with_fault(where(spelled(FIRST), silence=Silence.TIMEOUT)),
        args={"CASE_QUERY_NO_ANSWER": {**NS2, "domain": FIRST}}),
    Row(nameserver09, "refuses both", SAME_RC, HEALTHY.with_fault(at(NS2_4, "SOA", WWW.text, rcode="REFUSED"))),
    Row(nameserver09, "one silent", SAME_RC, HEALTHY.with_fault(at(NS2_4, silence=Silence.TIMEOUT))),
    Row(nameserver09, "all silent", set(), HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    Row(nameserver09, "IPv6 switched off", {"IPV6_DISABLED", *SAME_RC}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)), how={"profile": Profile(ipv6=False)}),
    *[Row(nameserver09, f"{silence}", set(), HEALTHY.with_fault(where(spelled(SECOND), silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
