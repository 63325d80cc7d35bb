"""A parent zone that cannot be read or written: one clear sentence, the right exit code, nothing changed."""

import base64
import re
import time

import dns.rcode
import pytest

from tests.real.office import PARENT, Office, edit, stopped
from tests.real.servers import Answering, named, rubbish, serving, silence, truncated, with_rcode

pytestmark = pytest.mark.sandbox

SPARE = "127.0.0.77"
WRONG = base64.b64encode(b"not the secret of this key at all").decode()


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


@pytest.mark.parametrize(
    "answer", [SERVERS[0][1], SERVERS[4][1], SERVERS[5][1]], ids=["servfail", "rubbish", "silence"]
)
def test_what_was_granted_stands_while_the_parent_answers_badly(office: Office, answer: Answering) -> None:
    request = str(office.granted("dlh", "taman").id)
    stands = office.records()
    moved(office)
    commands = (("verify",), ("undo", "--yes"), ("fulfil", "--yes"), ("letter", "draft"))
    with serving(SPARE, answer):
        for command in commands:
            words = (*command, request) if "draft" in command else (command[0], request, *command[1:])
            assert office.must(*words, code=1).count("\n") == 1
        assert office.must("audit", "dns", code=1).count("\n") == 1
    assert office.records() == stands
    assert not list(office.folder.glob("outbox/*"))
    with office.desk() as desk:
        assert [grant.stands for grant in desk.ledger.grants()] == [True]
        assert desk.ledger.open_intents() == []
    assert office.locks() == []


KEYS = """
key provision-read {{ algorithm hmac-sha256; secret "{read}"; }};
key provision-write {{ algorithm hmac-sha256; secret "{write}"; }};
"""
ZONE = f"""$TTL 300
@ SOA ns1 hostmaster 2026010101 14400 3600 1209600 300
@ NS ns1
ns1 A {SPARE}
"""
TRANSFER, UPDATE = "allow-transfer {{ key provision-read; }};", "allow-update {{ key provision-write; }};"

# What a real BIND holds of the zone, what it answers, and whether that comes before anything is sent.
BINDS = [
    ("another zone", f'zone "lain.go.id" {{{{ type primary; file "zone"; {TRANSFER} {UPDATE} }}}};', "NOTAUTH"),
    ("no transfer", f'zone "{{zone}}" {{{{ type primary; file "zone"; allow-transfer {{{{ none; }}}}; {UPDATE} }}}};', "REFUSED"),
    ("a zone that never came", f'zone "{{zone}}" {{{{ type secondary; primaries {{{{ 127.0.0.99; }}}}; file "none"; {TRANSFER} }}}};', "NOTAUTH|SERVFAIL"),
    ("no update", f'zone "{{zone}}" {{{{ type primary; file "zone"; {TRANSFER} }}}};', "REFUSED"),
    ("a file that may not be written", f'zone "{{zone}}" {{{{ type primary; file "zone"; journal "/proc/no"; {TRANSFER} {UPDATE} }}}};', "SERVFAIL"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "config", "rcode"), BINDS, ids=[bind[0] for bind in BINDS])
def test_a_real_server_that_is_set_up_wrongly(office: Office, what: str, config: str, rcode: str) -> None:
    request = str(office.letter("dlh", "taman").id)
    secrets = {name: (office.folder / f"keys/{name}.key").read_text().strip() for name in ("read", "write")}
    moved(office)
    with named(SPARE, (KEYS + config).format(zone=PARENT, **secrets), zone=ZONE):
        said = office.must("apply", request, "--yes", code=1).splitlines()[-1]
    assert re.search(rf"answered ({rcode}) for {PARENT}", said), (what, said)
    assert "provision doctor" in said
    with office.desk() as desk:
        assert desk.ledger.grants() == []
        assert desk.ledger.open_intents() == []


def test_the_secondary_is_not_the_primary(office: Office) -> None:
    """Knot lets itself be read with our key, knows no key that writes, and says so."""
    request = str(office.letter("dlh", "taman").id)
    before = office.records()
    edit(office.folder, r'address: "103\.131\.105\.2"', f'address: "{SPARE}"')
    edit(office.folder, r'address: "103\.131\.104\.2"', 'address: "103.131.105.2"')
    said = office.must("apply", request, "--yes", code=1)
    # Knot 3.2 names the key in a signed answer; 3.4 refuses without a signature, which proves nothing.
    assert "does not accept the key provision-write" in said or "gave no proper answer" in said
    assert office.records() == before


def test_a_primary_that_hangs(office: Office) -> None:
    """Frozen, its kernel still accepts: that must not hold the office up for longer than it must."""
    request = str(office.letter("dlh", "taman").id)
    before = office.records()
    edit(office.folder, "timeout: 2", "timeout: 1")
    began = time.monotonic()
    with stopped("named", "/primary/"):
        said = office.must("apply", request, "--yes", code=1)
    assert "in time" in said
    assert said.count("\n") == 1
    assert time.monotonic() - began < 15
    assert office.records() == before
    office.must("apply", request, "--yes")


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
