"""A parent zone that cannot be read or written: one clear sentence, the right exit code, nothing changed."""

import base64
import re
from pathlib import Path

import dns.rcode
import pytest

from tests.real.office import Office
from tests.real.servers import Answering, rubbish, serving, silence, truncated, with_rcode

pytestmark = pytest.mark.sandbox

SPARE = "127.0.0.77"
WRONG = base64.b64encode(b"not the secret of this key at all").decode()


def edit(folder: Path, pattern: str, text: str) -> None:
    path = folder / "inventory/zones.yaml"
    changed = re.sub(pattern, text, path.read_text(), count=1)
    assert changed != path.read_text()
    path.write_text(changed)


def moved(office: Office) -> None:
    """Let the site believe that the primary is at a spare address."""
    edit(office.folder, r'address: "103\.131\.104\.2"', f'address: "{SPARE}"')
    edit(office.folder, "timeout: 2", "timeout: 1")


SERVERS: list[tuple[str, Answering, str]] = [
    ("servfail", with_rcode(dns.rcode.SERVFAIL), "SERVFAIL"),
    ("refused", with_rcode(dns.rcode.REFUSED), "REFUSED"),
    ("not authoritative", with_rcode(dns.rcode.NOTAUTH), "NOTAUTH"),
    ("truncated", truncated, "no proper answer"),
    ("rubbish", rubbish, "no proper answer"),
    ("silence", silence, "did not answer about bengkaliskab.go.id in time"),
]


@pytest.mark.parametrize(("what", "answer", "sentence"), SERVERS, ids=[server[0] for server in SERVERS])
@pytest.mark.parametrize("command", ["check", "plan", "apply"])
def test_a_parent_that_answers_badly(
    office: Office, command: str, what: str, answer: Answering, sentence: str
) -> None:
    request = str(office.letter("dlh", "taman").id)
    moved(office)
    with serving(SPARE, answer) as heard:
        said = office.must(command, request, *(["--yes"] if command == "apply" else []), code=1)
    assert heard, what
    assert said.count("\n") == 1
    assert sentence in said
    with office.desk() as desk:
        assert desk.ledger.grants() == []
        assert desk.ledger.open_intents() == []


def test_a_parent_whose_port_is_closed(office: Office) -> None:
    request = str(office.letter("dlh", "taman").id)
    moved(office)
    assert "cannot be reached" in office.must("check", request, code=1)


def test_a_wrong_secret(office: Office) -> None:
    request = str(office.letter("dlh", "taman").id)
    before = office.records()
    (office.folder / "keys/write.key").write_text(WRONG)
    office.must("check", request)
    said = office.must("apply", request, "--yes", code=1)
    assert "does not accept the key provision-write" in said
    assert WRONG not in said
    assert office.records() == before
    (office.folder / "keys/read.key").write_text(WRONG)
    assert "does not accept the key provision-read" in office.must("check", request, code=1)


def test_a_secret_that_is_no_secret_or_is_not_there(office: Office) -> None:
    request = str(office.letter("dlh", "taman").id)
    (office.folder / "keys/read.key").write_text("b")
    assert "is not Base64" in office.must("check", request, code=1)
    (office.folder / "keys/read.key").unlink()
    assert "read.key" in office.must("check", request, code=2)


def test_an_unknown_key(office: Office) -> None:
    request = str(office.letter("dlh", "taman").id)
    edit(office.folder, "name: provision-write", "name: provision-nobody")
    assert "does not accept the key provision-nobody" in office.must("apply", request, "--yes", code=1)


def test_a_key_that_may_only_read(office: Office) -> None:
    request = str(office.letter("dlh", "taman").id)
    before = office.records()
    edit(office.folder, r"name: provision-write(.*)write\.key", r"name: provision-read\1read.key")
    said = office.must("apply", request, "--yes", code=1)
    assert "answered REFUSED" in said
    assert "provision doctor" in said
    assert office.records() == before
    with office.desk() as desk:
        assert desk.ledger.grants() == []
        assert desk.ledger.open_intents() == []
    assert "REFUSED" in office.must("doctor", code=1)


def test_checking_needs_no_key_that_writes(office: Office) -> None:
    request = str(office.letter("dlh", "taman", {"ips": ["10.0.0.1"]}).id)
    (office.folder / "keys/write.key").unlink()
    office.must("check", request, code=3)
    office.must("letter", "draft", request)
    office.must("show", "taman")
