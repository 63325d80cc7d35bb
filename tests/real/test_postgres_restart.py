"""The ledger's database server crashes in the middle of an apply: one sentence, and the next run finishes."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from provision.model.event import Status
from provision.model.request import Action
from provision.sandbox.postgres import Postgres
from tests.postgres import Databases, running
from tests.real.office import Office, on_ledger

pytestmark = pytest.mark.sandbox
# A server of these tests' own: the session's is others' too.
PORT = 5499


@pytest.fixture(scope="module")
def crashing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with running(tmp_path_factory.mktemp("crashing"), port=PORT) as databases:
        yield databases


@pytest.fixture
def server(crashing: Databases, office: Office) -> Iterator[Postgres]:
    with crashing.new() as url:
        on_ledger(office.folder, url)
        yield crashing.server


# The n-th call of a method: the server is made to crash before or after it, or within its transaction.
CRASH = """
from pathlib import Path
from {module} import {name} as owner
from provision.sandbox.postgres import Postgres
server = Postgres(Path({folder!r}), {port})
def crash():
    server.stop("immediate")
    if {comes_back}:
        server.start()
real = owner.{method}
def crashing(*args, **kwargs):
    if {before}:
        crash()
    result = real(*args, **kwargs)
    if not {before}:
        crash()
    return result
owner.{method} = crashing
"""
WRITE = {"module": "provision.drivers.rfc2136", "name": "Rfc2136Parent", "method": "write"}
# Within the transaction that writes the outcome down, and the one that writes the grants.
OUTCOME = {"module": "provision.ledger", "name": "journal", "method": "done"}
GRANTS = {"module": "provision.ledger", "name": "holdings", "method": "change"}
INTENT = {"module": "provision.ledger", "name": "journal", "method": "intend"}


def crash(server: Postgres, at: dict[str, str], *, before: bool, comes_back: bool) -> str:
    return CRASH.format(
        **at, folder=str(server.folder), port=server.port, before=before, comes_back=comes_back
    )


@pytest.mark.parametrize("action", ["new", "revoke"])
def test_a_restart_between_intent_and_outcome_is_not_even_noticed(
    office: Office, server: Postgres, action: str
) -> None:
    request, records = prepared(office, action)
    office.must("apply", request, "--yes", script=crash(server, WRITE, before=False, comes_back=True))
    settled(office, request, records)


@dataclass(frozen=True)
class Case:
    """Where the server crashes, whether it comes back by itself, and whether the zone was written by then."""

    action: str
    at: dict[str, str]
    before: bool
    written: bool
    comes_back: bool


CASES = {
    "in the intent": Case("new", INTENT, before=False, written=False, comes_back=True),
    "before the update": Case("new", WRITE, before=True, written=True, comes_back=False),
    "after the update": Case("new", WRITE, before=False, written=True, comes_back=False),
    "in the outcome": Case("new", OUTCOME, before=False, written=True, comes_back=True),
    "in the outcome, for good": Case("new", OUTCOME, before=False, written=True, comes_back=False),
    "in the grants": Case("new", GRANTS, before=False, written=True, comes_back=True),
    "in the grants, for good": Case("new", GRANTS, before=False, written=True, comes_back=False),
    "after a revocation": Case("revoke", WRITE, before=False, written=True, comes_back=False),
    "in the outcome of a revocation": Case("revoke", OUTCOME, before=False, written=True, comes_back=True),
    "in the grants of a revocation": Case("revoke", GRANTS, before=False, written=True, comes_back=True),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_crash_is_one_sentence_and_the_next_run_finishes(
    office: Office, server: Postgres, case: Case
) -> None:
    request, records = prepared(office, case.action)
    script = crash(server, case.at, before=case.before, comes_back=case.comes_back)
    said = office.must("apply", request, "--yes", code=1, script=script)
    told = [line for line in said.splitlines() if "The database server of the ledger" in line]
    assert len(told) == 1, said
    assert "Run the same command again" in told[0] or "does not answer" in told[0]
    assert (len(office.records()) != records[0]) == case.written
    if not case.comes_back:
        office.must("apply", request, "--yes", code=1)
        server.start()
    office.must("apply", request, "--yes")
    settled(office, request, records)


def prepared(office: Office, action: str) -> tuple[str, tuple[int, int]]:
    """Return a request that waits to be applied, and how many records there are before and will be after."""
    if action == "new":
        return str(office.letter("dlh", "taman").id), counted(office, +1)
    office.granted("dlh", "taman")
    return str(office.letter("dlh", "taman", action=Action.REVOKE).id), counted(office, -1)


def counted(office: Office, more: int) -> tuple[int, int]:
    count = len(office.records())
    return count, count + more


def settled(office: Office, request: str, records: tuple[int, int]) -> None:
    """Hold that all is as if nothing had happened."""
    assert len(office.records()) == records[1]
    assert "Done: 0 " in office.must("apply", request, "--yes")
    with office.desk() as desk:
        assert desk.ledger.open_intents() == []
        assert desk.ledger.verify() == []
        assert desk.ledger.status(desk.ledger.find(request).id) is Status.APPLIED
        assert [grant.stands for grant in desk.ledger.grants()] == [records[1] > records[0]]
