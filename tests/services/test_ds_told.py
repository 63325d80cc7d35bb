"""What the letter's table tells of DS records, and whose letter leaves them to the zone."""

from dataclasses import replace
from typing import Any

import pytest

from provision.checks.office.case import Register
from provision.model.query import Silence
from provision.model.request import Action
from provision.services.service import Look, Proposal
from provision.services.subdomain.actions import propose
from provision.services.subdomain.facts import SIGNED, SIGNED_BY_CDS, WITHOUT_DS, rows
from provision.services.subdomain.zone_ds import complete
from tests.checks.driving import Script, run, silent
from tests.checks.office.judging import DAY, SITE, grant, request
from tests.samples import zone

DS = "31406 13 2 f78cf3344f72137235098ecbbd08947c2c9001c7f6a085a17f518b5d8f6b916d"
NS = [{"name": "ns1.dinkes.bengkaliskab.go.id", "addresses": ["103.94.10.53"]}]
HELD = grant(params={"ips": [], "ns": NS, "ds": [DS]})


@pytest.mark.parametrize(
    ("told", "row"),
    [
        ({"ds": [DS]}, [(SIGNED, DS)]),
        ({"ds": []}, []),
        ({}, []),
        ({"ds": [DS], "cds": True}, [(SIGNED_BY_CDS, DS)]),
        ({"ds": [], "cds": True}, [(SIGNED_BY_CDS, WITHOUT_DS)]),
        ({"ds": [DS], "cds": False}, [(SIGNED, DS)]),
    ],
)
def test_rows(told: dict[str, Any], row: list[tuple[str, str]]) -> None:
    held = grant(params={"ips": [], "ns": NS, **told})
    found = [(label, value) for label, value in rows(request(), [(None, held)], SITE) if "DS" in label]
    assert found == row


def completed(fields: dict[str, Any], *, judged: bool = True) -> tuple[Proposal, list[str], int]:
    """Return a change letter's proposal once no server has answered, what was found, how much was asked."""
    asked = replace(request(action=Action.CHANGE), fields=fields)
    [pair] = propose(asked, {HELD.key: HELD}, DAY)
    script = Script({(NS[0]["addresses"][0],): silent(Silence.TIMEOUT)})  # type: ignore[index]
    look = Look(SITE, zone(), Register((), ()), DAY)
    proposal, found = run(complete(Proposal(asked, *pair, judged=judged), look), script)
    return proposal, [finding.tag for finding in found], len(script.asked)


def test_what_cannot_be_taken_leaves_what_there_was() -> None:
    proposal, tags, _ = completed({"cds": True})
    assert (proposal.after.params["ds"], proposal.after.params["cds"], tags) == ([DS], True, ["CDS_UNSEEN"])


@pytest.mark.parametrize(
    ("fields", "judged"),
    [({"ips": []}, True), ({"ds": [DS], "cds": False}, True), ({"cds": True, "ns": []}, True), ({"cds": True}, False)],
    ids=["another letter", "told", "no servers of its own", "carried out"],
)  # fmt: skip
def test_nobody_is_asked_for_what_is_not_left_to_the_zone(fields: dict[str, Any], *, judged: bool) -> None:
    assert completed(fields, judged=judged)[1:] == ([], 0)
