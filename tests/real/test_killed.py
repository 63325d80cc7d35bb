"""`kill -9` at each journal step: the next run looks at the world and goes on; nothing is lost or made twice."""

import pytest

from provision.model.request import Action
from tests.real.office import Office
from tests.real.test_letters_judged import DINKES

pytestmark = pytest.mark.sandbox

# The n-th call of a method, killed before or after it did its work.
KILL = """
import os, signal
from {module} import {cls}
real, calls = {cls}.{method}, []
def dying(self, *args, **kwargs):
    calls.append(1)
    last = len(calls) == {nth}
    if last and "{when}" == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = real(self, *args, **kwargs)
    if last:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
{cls}.{method} = dying
"""

LEDGER, PARENT_ZONE = ("provision.ledger.ledger", "Ledger"), ("provision.drivers.rfc2136", "Rfc2136Parent")


def step(method: str, nth: int, when: str) -> str:
    module, cls = PARENT_ZONE if method == "write" else LEDGER
    return KILL.format(module=module, cls=cls, method=method, nth=nth, when=when)


@pytest.mark.parametrize("when", ["before", "after"])
# The serial is proved with two updates without changes first: the third is the one that writes a cut.
@pytest.mark.parametrize(("method", "nth"), [("intend", 1), ("write", 3), ("done", 1), ("change_grants", 1)])
@pytest.mark.parametrize("action", ["new", "revoke", "undo"])
def test_killed_and_run_again(office: Office, action: str, method: str, nth: int, when: str) -> None:
    before = office.records()
    words = prepared(office, action)
    killed = office.run(*words, script=step(method, nth, when))
    assert killed.returncode == -9
    done_before = method == "change_grants" and when == "after" and action == "undo"
    office.must(*words, code=4 if done_before else 0)
    assert len(office.records()) == len(before) + (5 if action == "new" else 0)
    with office.desk() as desk:
        assert desk.ledger.open_intents() == []
        assert desk.ledger.verify() == []
        standing = [grant.object for grant in desk.ledger.grants() if grant.stands]
        assert standing == (["dinkes.bengkaliskab.go.id"] if action == "new" else [])
    assert office.locks() == []
    if action != "undo":
        assert "Done: 0 " in office.must(*words)


# The least that dnspython goes down to; each letter below asks for so much that two do not fit.
SMALL = "import provision.drivers.rfc2136 as driver; driver.MOST_BYTES = driver.TSIG_ROOM + 512"
THREE = [("dlh", "dlh"), ("dlh", "taman"), ("bpbd", "siaga")]


@pytest.mark.parametrize(("method", "when"), [("write", "before"), ("write", "after"), ("done", "after")])
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_plan_of_several_messages_killed_at_each(office: Office, method: str, nth: int, when: str) -> None:
    """Messages too small for the plan: what is behind stays behind, what is ahead comes with the next run."""
    before = office.records()
    for number, (agency, name) in enumerate(THREE):
        ips = [f"{start}{number}{last}" for start in ("103.150.30.1", "2001:df4:a30::9") for last in "123"]
        office.letter(agency, name, {"ips": ips, "www": True})
    killed = office.run("apply", "--all-open", "--yes", script=f"{SMALL}\n{step(method, nth, when)}")
    assert killed.returncode == -9
    sent = nth - (when == "before")
    assert len(office.records()) == len(before) + 4 * sent
    assert f"Done: {4 * (3 - sent)} " in office.must("apply", "--all-open", "--yes")
    assert len(office.records()) == len(before) + 12
    with office.desk() as desk:
        assert desk.ledger.open_intents() == []
        assert desk.ledger.verify() == []
        assert len([grant for grant in desk.ledger.grants() if grant.stands]) == 3
    assert office.locks() == []


def prepared(office: Office, action: str) -> tuple[str, ...]:
    """Return the words of the command that will be killed, everything before it done."""
    fields = {"ips": ["103.147.10.80"], "ns": DINKES}
    if action == "new":
        return "apply", str(office.letter("dinkes", "dinkes", fields).id), "--yes"
    first = office.granted("dinkes", "dinkes", fields)
    if action == "undo":
        return "undo", str(first.id), "--yes"
    return "apply", str(office.letter("dinkes", "dinkes", action=Action.REVOKE).id), "--yes"
