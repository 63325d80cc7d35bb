"""A name that others lean on does not go unseen: names below it, aliases and mail that point to it."""

import pytest

from provision.drivers.rfc2136 import Rfc2136Parent
from provision.model.change import Change
from provision.model.request import Action
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.real.office import PARENT, Office
from tests.real.test_letters_judged import DINKES, PENYEDIA
from tests.real.test_meanwhile import alias, txt
from tests.real.test_together import a

pytestmark = pytest.mark.sandbox

ADDRESS = {"ips": ["103.150.30.90"]}
BELOW_CUT = Change(None, RRset.of(Fqdn(f"x.dinkes.{PARENT}"), "A", 60, ["103.147.10.81"]))

# What leans on the name of an agency, and what the refusal names.
LEANING = [
    ("dlh", ADDRESS, alias("taman", "dlh"), "taman"),
    ("dlh", {**ADDRESS, "www": True}, alias("taman", "www.dlh"), "taman"),
    ("dlh", ADDRESS, a("x.dlh"), "x.dlh"),
    ("dlh", ADDRESS, txt("dlh"), "dlh"),
    ("disdik", {"ips": ["103.28.12.81"], "ns": PENYEDIA}, alias("taman", "disdik"), "taman"),
    ("dinkes", {"ips": ["103.147.10.80"], "ns": DINKES}, BELOW_CUT, "x.dinkes"),
]


@pytest.mark.parametrize(("agency", "fields", "theirs", "named"), LEANING)
def test_a_revocation_is_refused_until_told_so(
    office: Office, agency: str, fields: dict[str, object], theirs: Change, named: str
) -> None:
    before = office.records()
    office.granted(agency, agency, fields)
    Rfc2136Parent(office.zone).write([theirs], [])
    leaning = office.records()
    request = str(office.letter(agency, agency, action=Action.REVOKE).id)
    assert f"{named}.{PARENT}" in office.must("check", request, code=3)
    assert f"{named}.{PARENT}" in office.must("apply", request, "--yes", code=4)
    assert office.records() == leaning
    office.must("apply", request, "--yes", "--accept-dependents")
    assert office.records() == {**before, theirs.rrset.key: theirs.rrset}
    assert "Done: 0 " in office.must("apply", request, "--yes", "--accept-dependents")
    office.must("verify", request)


@pytest.mark.parametrize(("agency", "fields", "theirs", "named"), LEANING)
def test_an_undo_is_refused_as_a_revocation_is(
    office: Office, agency: str, fields: dict[str, object], theirs: Change, named: str
) -> None:
    before = office.records()
    request = str(office.granted(agency, agency, fields).id)
    Rfc2136Parent(office.zone).write([theirs], [])
    leaning = office.records()
    said = office.must("undo", request, "--yes", code=4)
    assert f"{named}.{PARENT}" in said
    assert office.records() == leaning
    office.must("undo", request, "--yes", "--accept-dependents")
    assert office.records() == {**before, theirs.rrset.key: theirs.rrset}
