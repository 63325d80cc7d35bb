"""Checking and drafting need no secret that can write: the write key may lie on another machine."""

from pathlib import Path

import pytest

from tests.real.office import Office
from tests.real.test_letters_judged import DINKES

pytestmark = pytest.mark.sandbox
DELEGATION = {"ips": ["103.147.10.80"], "ns": DINKES}


@pytest.fixture
def keyless(office: Office, site_folder: Path) -> Office:
    """An office with a granted name, a letter to grant and one to return; then its write key goes."""
    office.granted("dlh", "taman")
    office.followed()
    (site_folder / "keys" / "write.key").unlink()
    return office


def test_all_but_writing_works(keyless: Office) -> None:
    new = str(keyless.letter("dinkes", "dinkes", DELEGATION).id)
    bad = str(keyless.letter("disdik", "disdik", {"ips": ["10.0.0.1"]}).id)
    assert "Nothing stands in the way" in keyless.must("check", new)
    assert "dinkes.bengkaliskab.go.id" in keyless.must("plan", new)
    keyless.must("check", bad, code=3)
    assert "returns it" in keyless.must("letter", "draft", bad)
    keyless.must("verify", "taman")
    assert "says it was done" in keyless.must("letter", "draft", "taman")
    assert "Lingkungan Hidup" in keyless.must("show", "taman")
    keyless.must("audit", "dns")
    keyless.must("request", "inbox", "--all")
    keyless.must("request", "show", new)


@pytest.mark.parametrize("words", [("apply", "dinkes"), ("undo", "taman")])
def test_what_writes_says_which_key_is_missing(keyless: Office, words: tuple[str, ...]) -> None:
    keyless.letter("dinkes", "dinkes", DELEGATION)
    before = keyless.records()
    said = keyless.must(*words, "--yes", code=2)
    assert "write.key" in said
    assert keyless.records() == before
    with keyless.desk() as desk:
        assert [grant.object for grant in desk.ledger.grants()] == ["taman.bengkaliskab.go.id"]
