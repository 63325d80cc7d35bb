"""The zone can be read, but updates are answered badly or not at all, having been carried out or not."""

import dns.rcode
import pytest

from provision.model.event import Status
from provision.model.request import Action
from tests.real.office import PARENT, PRIMARY, Office, edit
from tests.real.servers import (
    Answering,
    for_updates,
    hung_up,
    is_update,
    passed_on,
    rubbish,
    serving,
    silence,
    truncated,
    with_rcode,
)
from tests.real.test_bad_parents import SPARE, moved
from tests.real.test_letters_judged import DINKES

pytestmark = pytest.mark.sandbox

# How an update is answered. None of these answers is signed, so none is believed, not even a yes.
ANSWERS: list[tuple[str, Answering, str]] = [
    ("servfail", with_rcode(dns.rcode.SERVFAIL), "no proper answer"),
    ("refused", with_rcode(dns.rcode.REFUSED), "no proper answer"),
    ("not authoritative", with_rcode(dns.rcode.NOTAUTH), "no proper answer"),
    ("yes", with_rcode(dns.rcode.NOERROR), "no proper answer"),
    ("a guard does not hold", with_rcode(dns.rcode.NXRRSET), "no proper answer"),
    ("truncated", truncated, "no proper answer"),
    ("rubbish", rubbish, "no proper answer"),
    ("hung up", hung_up, "no proper answer"),
    ("silence", silence, "in time"),
]
# One of each kind: says no, hangs up, says nothing.
SOME = [ANSWERS[1], ANSWERS[7], ANSWERS[8]]
IDS, SOME_IDS = ([answer[0] for answer in answers] for answers in (ANSWERS, SOME))


def back(office: Office) -> None:
    """Let the site find the real primary again."""
    edit(office.folder, f'address: "{SPARE}"', f'address: "{PRIMARY}"')


@pytest.mark.parametrize(("what", "answer", "sentence"), ANSWERS, ids=IDS)
def test_an_update_that_was_not_carried_out(
    office: Office, what: str, answer: Answering, sentence: str
) -> None:
    before = office.records()
    request = office.letter("dlh", "taman")
    moved(office)
    with serving(SPARE, for_updates(answer)) as heard:
        said = office.must("apply", str(request.id), "--yes", code=1)
    assert any(map(is_update, heard)), what
    assert sentence in said.splitlines()[-1]
    assert office.records() == before
    with office.desk() as desk:
        assert desk.ledger.grants() == []
        assert desk.ledger.open_intents() == []
        assert desk.ledger.status(request.id) is Status.PLANNED
    back(office)
    assert "Done: 1 " in office.must("apply", str(request.id), "--yes")


@pytest.mark.parametrize(("what", "answer"), [answer[:2] for answer in SOME], ids=SOME_IDS)
def test_an_update_that_was_carried_out_counts_whatever_was_answered(
    office: Office, what: str, answer: Answering
) -> None:
    request = office.letter("dlh", "taman")
    moved(office)
    with serving(SPARE, for_updates(answer, carried_out=True)):
        assert "Done: 1 " in office.must("apply", str(request.id), "--yes"), what
    with office.desk() as desk:
        assert [grant.object for grant in desk.ledger.grants()] == [f"taman.{PARENT}"]
        assert desk.ledger.open_intents() == []
        assert desk.ledger.verify() == []
    back(office)
    assert "Done: 0 " in office.must("apply", str(request.id), "--yes")


@pytest.mark.parametrize("action", ["new", "revoke", "undo"])
def test_a_server_that_dies_with_the_update(office: Office, action: str) -> None:
    """Carried out, not answered, and not to be read any more: the next run looks what became of it."""
    before = office.records()
    words = _words(office, action)
    moved(office)
    died: list[bytes] = []

    def dying(question: bytes) -> bytes | None:
        if died or is_update(question):
            died.append(question)
            return None if len(died) > 1 else silence(passed_on(question))  # type: ignore[func-returns-value]
        return passed_on(question)

    with serving(SPARE, dying):
        said = office.must(*words, code=1)
    assert "in time" in said.splitlines()[-1]
    with office.desk() as desk:
        assert len(desk.ledger.open_intents()) == 1
    back(office)
    office.must(*words)
    assert len(office.records()) == len(before) + (1 if action == "new" else 0)
    with office.desk() as desk:
        assert desk.ledger.open_intents() == []
        assert desk.ledger.verify() == []
        assert [grant.stands for grant in desk.ledger.grants()] == {"new": [True], "revoke": [False]}.get(
            action, []
        )


def _words(office: Office, action: str) -> tuple[str, ...]:
    if action == "new":
        return "apply", str(office.letter("dlh", "taman").id), "--yes"
    first = office.granted("dlh", "taman")
    if action == "undo":
        return "undo", str(first.id), "--yes"
    return "apply", str(office.letter("dlh", "taman", action=Action.REVOKE).id), "--yes"


@pytest.mark.parametrize("answer", [answer[1] for answer in SOME], ids=SOME_IDS)
def test_a_delegation_whose_serial_cannot_be_proved(office: Office, answer: Answering) -> None:
    """A cut is preceded by updates without changes: where those fail, nothing was sent that could change."""
    before = office.records()
    request = office.letter("dinkes", "dinkes", {"ips": ["103.147.10.80"], "ns": DINKES})
    moved(office)
    with serving(SPARE, for_updates(answer)) as heard:
        office.must("apply", str(request.id), "--yes", code=1)
    assert len([question for question in heard if is_update(question)]) == 1
    assert office.records() == before
    with office.desk() as desk:
        assert desk.ledger.grants() == []
        assert desk.ledger.open_intents() == []
