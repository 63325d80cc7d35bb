"""Somebody else writes between the plan and the apply, or between reading and writing: through the real command."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from provision.drivers.rfc2136 import Rfc2136Parent
from provision.engine.apply import is_done
from provision.model.change import Change
from provision.model.event import Kind
from provision.model.request import Action
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.real.office import PARENT, Office
from tests.real.test_together import a, cut

pytestmark = pytest.mark.sandbox

# Run inside the command, right before its first update that changes something.
MEANWHILE = """
from pathlib import Path
from provision.config.load import load_site
from provision.drivers.rfc2136 import Rfc2136Parent
from provision.model.change import Change
from provision.names import Fqdn
real, theirs = Rfc2136Parent.write, [Change.from_json({theirs})]
def late(self, changes, guards):
    if changes and theirs:
        real(self, [theirs.pop()], [])
    return real(self, changes, guards)
Rfc2136Parent.write = late
Rfc2136Parent.compares_serial = lambda self: {serial}
"""

DISDIK = [{"name": f"ns{number}.penyedia.co.id", "addresses": []} for number in (1, 2)]
ADDRESS = {"ips": ["103.150.30.90"]}
DELEGATION = {"ips": ["103.28.12.81"], "ns": DISDIK}


def txt(name: str) -> Change:
    return Change(None, RRset.of(Fqdn(f"{name}.{PARENT}"), "TXT", 60, ['"x"']))


def alias(name: str, target: str = "www") -> Change:
    return Change(None, RRset.hosts(Fqdn(f"{name}.{PARENT}"), "CNAME", 60, [Fqdn(f"{target}.{PARENT}")]))


# What others do to a name, and whether the letter about dlh (an address) or disdik (a cut) still goes.
NEW = [
    ("disdik", DELEGATION, a("hutan"), True),
    ("dlh", ADDRESS, a("hutan"), True),
    ("dlh", ADDRESS, a("dlh", "103.150.30.98"), False),
    ("dlh", ADDRESS, txt("dlh"), False),
    ("dlh", ADDRESS, alias("dlh"), False),
    ("dlh", ADDRESS, cut("dlh"), False),
    ("disdik", DELEGATION, a("disdik"), False),
    ("disdik", DELEGATION, a("x.disdik"), False),
    ("disdik", DELEGATION, cut("disdik"), False),
]
IDS = [f"{theirs.rrset.type} at {theirs.name.labels[0]}" for _, _, theirs, _ in NEW]


@pytest.mark.parametrize(("agency", "fields", "theirs", "goes"), NEW, ids=IDS)
def test_between_plan_and_apply(
    office: Office, agency: str, fields: dict[str, object], theirs: Change, goes: bool
) -> None:
    request = str(office.letter(agency, agency, fields).id)
    office.must("plan", request)
    parent = Rfc2136Parent(office.zone)
    parent.write([theirs], [])
    before = office.records()
    said = office.must("apply", request, "--yes", code=0 if goes else 4)
    assert is_done([theirs], parent.read())
    judge(office, agency, before, said, goes=goes)


# Where the server does not compare the serial, only what moves a cut is written otherwise.
READ_AND_WRITTEN = [(*row, True) for row in NEW] + [(*row, False) for row in NEW if row[0] == "disdik"]


@pytest.mark.parametrize(("agency", "fields", "theirs", "goes", "serial"), READ_AND_WRITTEN)
def test_between_reading_and_writing(
    office: Office, agency: str, fields: dict[str, object], theirs: Change, *, goes: bool, serial: bool
) -> None:
    before = {**office.records(), theirs.rrset.key: theirs.rrset}
    request = str(office.letter(agency, agency, fields).id)
    script = MEANWHILE.format(theirs=theirs.to_json(), serial=serial)
    said = office.must("apply", request, "--yes", code=0 if goes else 4, script=script)
    judge(office, agency, before, said, goes=goes)


def judge(office: Office, agency: str, before: object, said: str, *, goes: bool) -> None:
    """See that all went or that nothing changed, and that the ledger says so."""
    name = Fqdn(f"{agency}.{PARENT}")
    with office.desk() as desk:
        assert [grant.object for grant in desk.ledger.grants()] == ([name.text] if goes else [])
        assert desk.ledger.open_intents() == []
        assert desk.ledger.verify() == []
    if goes:
        assert "Done: 1 " in said
    else:
        assert said.splitlines()[-1].startswith("Error: ")
        assert office.records() == before


def replaced(seen: RRset, *values: str) -> Change:
    return Change(seen, RRset.of(seen.name, seen.type, seen.ttl, values))


# What others do to the records that are about to be revoked, and whether the revocation still goes.
GOING = [
    ("another address", ADDRESS, lambda seen: replaced(seen, "103.150.30.98"), False),
    ("one address more", ADDRESS, lambda seen: replaced(seen, *seen.values, "103.150.30.98"), False),
    ("gone already", ADDRESS, lambda seen: Change(seen, None), False),
    ("an unrelated name", ADDRESS, lambda _: a("hutan"), True),
    ("other name servers", DELEGATION, lambda seen: replaced(seen, "ns1.penyedia.co.id."), False),
    ("a name below the cut", DELEGATION, lambda seen: a(f"x.{seen.name.labels[0]}"), False),
    ("an unrelated name", DELEGATION, lambda _: a("hutan"), True),
]


@pytest.mark.parametrize(("what", "fields", "do", "goes"), GOING)
def test_a_revocation_between_reading_and_writing(
    office: Office, what: str, fields: dict[str, object], do: Callable[[RRset], Change], goes: bool
) -> None:
    agency, rtype = ("dlh", "A") if fields is ADDRESS else ("disdik", "NS")
    office.granted(agency, agency, fields)
    name = Fqdn(f"{agency}.{PARENT}")
    theirs = do(office.records()[name, rtype])
    request = str(office.letter(agency, agency, action=Action.REVOKE).id)
    script = MEANWHILE.format(theirs=theirs.to_json(), serial=True)
    said = office.must("apply", request, "--yes", code=0 if goes else 4, script=script)
    assert is_done([theirs], Rfc2136Parent(office.zone).read()), what
    with office.desk() as desk:
        assert [grant.stands for grant in desk.ledger.grants()] == [not goes]
        assert desk.ledger.open_intents() == []
    assert ((name, rtype) in office.records()) == (not goes and theirs.after is not None), said


def test_two_at_once_make_one_grant(office: Office) -> None:
    """Two clerks carry out the same letter at the same moment: one waits or is told who is at work."""
    request = str(office.letter("disdik", "disdik", DELEGATION).id)
    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(lambda _: office.run("apply", request, "--yes"), range(4)))
    assert {done.returncode for done in ended} <= {0, 4}
    assert 0 in {done.returncode for done in ended}
    assert all("is at work on" in done.stderr for done in ended if done.returncode)
    with office.desk() as desk:
        assert len([event for event in desk.ledger.events(request) if event.kind is Kind.GRANTED]) == 1
        assert desk.ledger.open_intents() == []
        assert desk.ledger.verify() == []
    assert office.locks() == []
