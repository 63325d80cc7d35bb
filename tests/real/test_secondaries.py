"""Servers that follow the primary late or never, and a resolver that remembers or fails: what verify says."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import dns.flags
import dns.message
import dns.query
import dns.rcode
import pytest

from provision.model.event import Status
from tests.real.office import PARENT, PRIMARY, Office, edit, stopped
from tests.real.servers import Answering, serving, until_it_answers, with_rcode
from tests.real.test_letters_judged import DINKES, PENYEDIA
from tests.real.test_verify import RESOLVER

pytestmark = pytest.mark.sandbox

SECONDARY, SPARE, CLOSED = "103.131.105.2", "127.0.0.80", "127.0.0.81"
LETTERS = [("dlh", {}), ("dlh", {"www": True}), ("disdik", {"ips": ["103.28.12.81"], "ns": PENYEDIA})]


def behind(answers: int) -> Answering:
    """Know nothing of new names for so many questions, then what the primary knows."""
    left = [answers]

    def answer(question: bytes) -> bytes:
        left[0] -= 1
        if left[0] < 0:
            return dns.query.udp(dns.message.from_wire(question), PRIMARY, timeout=2).to_wire()
        old = dns.message.from_wire(with_rcode(dns.rcode.NXDOMAIN)(question) or b"")
        old.flags |= dns.flags.AA
        return old.to_wire()

    return answer


def applied(office: Office, agency: str, fields: dict[str, object]) -> str:
    request = str(office.letter(agency, agency, fields).id)
    office.must("apply", request, "--yes")
    edit(office.folder, f'address: "{SECONDARY}"', f'address: "{SPARE}"')
    return request


@pytest.mark.parametrize(("agency", "fields"), LETTERS)
def test_verify_waits_for_a_secondary_that_follows_late(
    office: Office, agency: str, fields: dict[str, object]
) -> None:
    request = applied(office, agency, fields)
    with serving(SPARE, behind(2)):
        said = office.must("verify", request)
    assert f"ns2.{PARENT} ({SPARE}) does not tell yet" in said
    assert said.endswith("Verified: the world shows it\n")


@pytest.mark.parametrize(("agency", "fields"), LETTERS[1:])
def test_a_secondary_that_never_follows_ends_with_a_sentence(
    office: Office, agency: str, fields: dict[str, object]
) -> None:
    request = applied(office, agency, fields)
    edit(office.folder, "patience: 30", "patience: 1")
    with serving(SPARE, behind(10_000)) as heard:
        said = office.must("verify", request, code=5)
    assert len(heard) > 1
    assert "PARENT_SERVER_BEHIND" in said
    assert f"Pending: it was carried out, and is not told everywhere yet (ns2.{PARENT}" in said
    assert office.status(request) is Status.PENDING
    edit(office.folder, f'address: "{SPARE}"', f'address: "{SECONDARY}"')
    edit(office.folder, "patience: 1", "patience: 30")
    office.must("verify", request)


def test_a_secondary_that_is_switched_off(office: Office) -> None:
    request = applied(office, "dlh", {})
    said = office.must("verify", request, code=5)
    assert "PARENT_SERVER_SILENT" in said
    assert f"ns2.{PARENT} ({SPARE})" in said


def test_fulfil_writes_no_letter_before_the_secondary_follows(office: Office) -> None:
    edit(office.folder, f'address: "{SECONDARY}"', f'address: "{SPARE}"')
    edit(office.folder, "patience: 30", "patience: 1")
    request = str(office.letter("dlh", "dlh").id)
    with serving(SPARE, behind(10_000)):
        office.must("fulfil", request, "--yes", code=5)
        assert not list(office.folder.glob("outbox/*"))
        office.must("letter", "draft", request, code=5)
    assert not list(office.folder.glob("outbox/*"))
    with serving(SPARE, behind(0)):
        assert "Done: 0 " in office.must("fulfil", request, "--yes")
    assert (office.folder / f"outbox/{request}-granted.docx").is_file()


def test_a_frozen_knot_that_wakes_up_is_waited_for(office: Office) -> None:
    """Frozen while the zone changes: it missed the NOTIFY's moment, and follows when it runs again."""
    request = str(office.letter("dlh", "dlh").id)
    with stopped("knotd", "secondary"):
        office.must("apply", request, "--yes")
    office.must("verify", request)


@pytest.fixture
def remembering(office: Office) -> Iterator[str]:
    """A resolver that remembers a no as long as it may, which the sandbox's own does not."""
    # The names of the test before must be gone everywhere: it may ask either server.
    office.followed()
    (home,) = {path.parent for path in Path("/var/lib/unbound").rglob("unbound.conf")}
    folder = home / "remembering"
    folder.mkdir(mode=0o777)
    config = re.sub(r"interface: \S+\n", "", (home / "unbound.conf").read_text())
    config = config.replace("cache-max-negative-ttl: 1", f"interface: {SPARE}").replace(
        "cache-max-ttl: 5", ""
    )
    (folder / "unbound.conf").write_text(config)
    edit(office.folder, f'resolver: {{address: "{RESOLVER}"}}', f'resolver: {{address: "{SPARE}"}}')
    unbound = subprocess.Popen(["unbound", "-d", "-c", folder / "unbound.conf"], stderr=subprocess.DEVNULL)
    try:
        until_it_answers(SPARE)
        yield SPARE
    finally:
        unbound.terminate()
        unbound.wait()
        shutil.rmtree(folder)


def test_an_older_no_of_the_resolver_is_pending_for_so_many_seconds(office: Office, remembering: str) -> None:
    question = dns.message.make_query(f"taman.{PARENT}", "A")
    assert dns.query.udp(question, remembering, timeout=5).rcode() == dns.rcode.NXDOMAIN
    request = str(office.letter("dlh", "taman").id)
    said = office.must("fulfil", request, "--yes")
    pending = re.search(rf"Pending, (\d+) seconds: the resolver {remembering} .*taman\.{PARENT}", said)
    assert pending, said
    assert 200 < int(pending[1]) <= 300  # what the zone's SOA says
    assert (office.folder / f"outbox/{request}-granted.docx").is_file()
    assert "RESOLVER_REMEMBERS" in office.must("verify", request)


@pytest.mark.parametrize("rtype", ["SOA", "A", "AAAA"])
def test_an_older_no_for_a_delegation_is_pending_whatever_was_asked(
    office: Office, remembering: str, rtype: str
) -> None:
    question = dns.message.make_query(f"dinkes.{PARENT}", rtype)
    assert dns.query.udp(question, remembering, timeout=5).rcode() == dns.rcode.NXDOMAIN
    fields = {"ips": ["103.147.10.80"], "ns": DINKES}
    request = str(office.letter("dinkes", "dinkes", fields).id)
    office.must("apply", request, "--yes")
    said = office.must("verify", request)
    pending = re.findall(rf"Pending, (\d+) seconds: the resolver {remembering}", said)
    assert len(pending) == 1, said
    assert 200 < int(pending[0]) <= 300


def test_a_name_that_nobody_asked_for_is_not_pending(office: Office, remembering: str) -> None:
    request = str(office.letter("dlh", "taman").id)
    assert remembering not in office.must("fulfil", request, "--yes")


@pytest.mark.parametrize(("agency", "fields"), LETTERS[1:])
def test_the_resolver_is_not_asked_while_a_secondary_is_behind(
    office: Office, agency: str, fields: dict[str, object]
) -> None:
    """It might ask the one that is behind, and remember that no for everybody."""
    request = applied(office, agency, fields)
    edit(office.folder, "patience: 30", "patience: 1")
    edit(office.folder, f'resolver: {{address: "{RESOLVER}"}}', f'resolver: {{address: "{CLOSED}"}}')
    with serving(SPARE, behind(10_000)), serving(CLOSED, with_rcode(dns.rcode.SERVFAIL)) as heard:
        office.must("verify", request, code=5)
        office.must("audit", "dns", code=3)
        assert heard == []
    with serving(SPARE, behind(0)), serving(CLOSED, with_rcode(dns.rcode.SERVFAIL)) as heard:
        office.must("verify", request)
        assert heard != []


def test_a_resolver_that_fails_is_told_and_blocks_nothing(office: Office) -> None:
    request = str(office.letter("dlh", "dlh").id)
    office.must("apply", request, "--yes")
    edit(office.folder, f'resolver: {{address: "{RESOLVER}"}}', f'resolver: {{address: "{CLOSED}"}}')
    said = office.must("verify", request)
    assert "RESOLVER_FAILS" in said
    edit(office.folder, CLOSED, SPARE)
    with serving(SPARE, with_rcode(dns.rcode.SERVFAIL)):
        assert "RESOLVER_FAILS" in office.must("verify", request)
