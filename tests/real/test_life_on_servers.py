"""A subdomain's life on real servers: each action there, nothing left to do, back, as before; killed at each step."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

import pytest

from provision.errors import Refused
from provision.model.request import Action, Request
from tests.real.office import PARENT, Office
from tests.real.test_letters_judged import DINKES

pytestmark = pytest.mark.sandbox

MX = [{"label": "@", "type": "MX", "value": "10 mail.penyedia.id."}]
DMARC = {"label": "_dmarc", "type": "TXT", "value": '"v=DMARC1; p=none"'}
ADDRESSED = {"ips": ["103.150.30.90"], "www": True, "records": MX}
DELEGATED = {"ips": ["103.147.10.80"], "ns": DINKES}


@dataclass(frozen=True)
class Life:
    """An action on a name that was granted with `first`; `sets` is how many record sets there are more afterwards."""

    action: Action
    sets: int
    first: Mapping[str, Any]
    fields: Mapping[str, Any] = field(default_factory=dict)
    then: Sequence[Action] = ()

    def __str__(self) -> str:
        kind = "delegated" if "ns" in self.first else "addressed"
        return f"{self.action} {kind} {' '.join([*self.fields, *self.then])}"


LIVES = [
    Life(Action.CHANGE, 0, ADDRESSED, {"ips": ["103.150.30.91"]}),
    Life(Action.CHANGE, 2, ADDRESSED, {"ips": ["103.150.30.91", "2001:df4:a30::90"]}),
    Life(Action.CHANGE, -2, ADDRESSED, {"www": False, "records": [], "reduces": True}),
    Life(Action.CHANGE, 1, ADDRESSED, {"records": [*MX, DMARC]}),
    Life(
        Action.CHANGE, 2, ADDRESSED, {"ns": DINKES, "ips": ["103.147.10.80"], "www": False, "reduces": True}
    ),
    Life(Action.CHANGE, -4, DELEGATED, {"ns": [], "ips": ["103.150.30.90"], "reduces": True}),
    Life(Action.RENAME, 3, ADDRESSED, {"to": f"sehat.{PARENT}", "until": "2099-12-31"}),
    Life(Action.SUSPEND, -3, ADDRESSED),
    Life(Action.SUSPEND, -5, DELEGATED),
    Life(Action.RESUME, 3, ADDRESSED, then=[Action.SUSPEND]),
    Life(Action.RESUME, 5, DELEGATED, then=[Action.SUSPEND]),
    Life(Action.REVOKE, -3, ADDRESSED),
    Life(Action.REVOKE, 0, DELEGATED, then=[Action.SUSPEND]),
    Life(Action.HANDOVER, 0, ADDRESSED, {"receiver": "bpbd"}),
]


def prepared(office: Office, life: Life) -> Request:
    """Bring the name to where the letter finds it, and record the letter."""
    # An official name cannot change hands: the name is its agency's second one, where it need not be delegated.
    label = "posyandu" if life.action is Action.HANDOVER else "dinkes"
    letters = [(Action.NEW, life.first), *((action, {}) for action in life.then)]
    for action, fields in letters:
        request = office.letter("dinkes", label, fields, action)
        office.applied(request)
        office.answered(request)
    return office.letter("dinkes", label, life.fields, life.action)


@pytest.mark.parametrize("life", LIVES, ids=str)
def test_there_again_and_back(office: Office, life: Life) -> None:
    request = prepared(office, life)
    records, grants = office.records(), office.grants()
    office.must("apply", str(request.id), "--yes")
    made, changed = office.records(), office.grants()
    assert len(made) - len(records) == life.sets
    assert changed != grants
    assert "Done: 0 " in office.must("apply", str(request.id), "--yes")
    office.followed()
    assert office.must("verify", str(request.id)).endswith("Verified: the world shows it\n")
    office.must("letter", "draft", str(request.id))
    office.must("undo", str(request.id), "--yes")
    assert (office.records(), office.grants()) == (records, grants)
    assert "has changed nothing" in office.must("undo", str(request.id), "--yes", code=4)
    assert "whole" in office.must("ledger", "verify")


STEPS = [
    (method, when) for method in ("intend", "write", "done", "change_grants") for when in ("before", "after")
]
KILLED = [life for life in LIVES if life.sets or life.action in {Action.CHANGE, Action.HANDOVER}]


@pytest.mark.parametrize(("method", "when"), STEPS)
@pytest.mark.parametrize("life", KILLED, ids=str)
def test_killed_and_run_again(office: Office, life: Life, method: str, when: str) -> None:
    request = prepared(office, life)
    records, grants = office.records(), office.grants()
    # A hand-over writes nothing outside: only its entry in the ledger can be cut short.
    dies = life.action is not Action.HANDOVER or method == "change_grants"
    office.killed(method, when, office.applied, request, dies=dies)
    office.applied(request)
    made, changed = office.records(), office.grants()
    assert len(made) - len(records) == life.sets
    assert changed != grants
    office.killed(method, when, office.undone, request, dies=dies)
    over = not dies or (method == "change_grants" and when == "after")
    with pytest.raises(Refused, match="has changed nothing") if over else nullcontext():
        office.undone(request)
    assert (office.records(), office.grants()) == (records, grants)
    with office.desk() as desk:
        assert desk.ledger.open_intents() == []
        assert desk.ledger.verify() == []
    assert office.locks() == []
