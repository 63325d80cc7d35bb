"""Delegation07: the names on both sides of the cut."""

import pytest

from provision.checks.dns import delegation07
from provision.model.query import Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.changed import (
    HEALTHY,
    NS1,
    NS2,
    NS2_CHILD,
    NS2_DEL,
    SPARED,
    parent,
    zone,
)
from tests.checks.dns.world import CHILD, NS2_4, ZONE, Row, at, findings

OTHERS = (RRset.hosts(ZONE, "NS", 60, [Fqdn("a.penyedia.id"), Fqdn("b.penyedia.id")]),)
ROWS = [
    Row(delegation07, "healthy", {"NAMES_MATCH"}, args={"NAMES_MATCH": {"names": f"{NS1};{NS2}"}}),
    Row(delegation07, "more in the parent", {"EXTRA_NAME_PARENT"}, zone(NS2_CHILD, "", HEALTHY), args={"EXTRA_NAME_PARENT": {"extra": NS2}}),
    Row(delegation07, "more in the zone", {"EXTRA_NAME_CHILD"}, parent(NS2_DEL, "", HEALTHY), args={"EXTRA_NAME_CHILD": {"extra": NS2}}),
    Row(delegation07, "more in the zone on one server", {"EXTRA_NAME_CHILD"},
        zone(NS2_CHILD, f"{NS2_CHILD}{ZONE} NS c.penyedia.id.\n", HEALTHY, NS2_4), args={"EXTRA_NAME_CHILD": {"extra": "c.penyedia.id"}}),
    Row(delegation07, "more on both sides", {"EXTRA_NAME_PARENT", "EXTRA_NAME_CHILD"},
        zone(NS2_CHILD, f"{ZONE} NS c.penyedia.id.\n", HEALTHY)),
    Row(delegation07, "other names", {"EXTRA_NAME_PARENT", "EXTRA_NAME_CHILD", "TOTAL_NAME_MISMATCH"},
        HEALTHY.with_fault(at(CHILD, "NS", answer=OTHERS)), args={
            "TOTAL_NAME_MISMATCH": {"glue": f"{NS1};{NS2}", "child": "a.penyedia.id;b.penyedia.id"}}),
    Row(delegation07, "no word of names", set(), HEALTHY.with_fault(at(CHILD, "NS", answer=()))),
    Row(delegation07, "the names of another zone", set(), HEALTHY.with_fault(
        at(CHILD, "NS", answer=(RRset.hosts(Fqdn("go.id"), "NS", 60, [Fqdn("a.id")]),)))),
    Row(delegation07, "what a lame one tells does not count", {"NAMES_MATCH"},
        HEALTHY.with_fault(at(NS2_4, "NS", answer=OTHERS, authoritative=False))),
    *(Row(delegation07, f"nobody could be asked ({spared})", set(), HEALTHY.with_fault(at(CHILD, silence=spared))) for spared in SPARED),
    Row(delegation07, "dead", set(), HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()


def test_a_letter_tells_of_other_names_once() -> None:
    """Three findings say that the names are others; in a letter one sentence does."""
    found = findings(delegation07, HEALTHY.with_fault(at(CHILD, "NS", answer=OTHERS)))
    assert [finding.tag for finding in found if finding.letter] == ["TOTAL_NAME_MISMATCH"]
