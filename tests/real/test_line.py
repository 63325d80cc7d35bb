"""A line that answers for others, is down, or has one family only: what is believed, and who is blamed."""

import time
from collections.abc import Iterator

import dns.rcode
import pytest

from provision.drivers.line import SocketLine
from provision.model.event import Kind
from provision.model.request import Action
from provision.names import parse_ip
from tests.real.office import PARENT, Office, edit, ns
from tests.real.servers import present, serving, silence, with_rcode, without_ipv6
from tests.real.test_letters_judged import DINKES, PENYEDIA
from tests.real.test_returned_letters import words_of

pytestmark = pytest.mark.sandbox

NOBODY, NOBODY6 = "192.0.2.1", "2001:db8::1"
ANSWERS = with_rcode(dns.rcode.REFUSED)
SENTENCE = "This line rewrites DNS: even {}, where no server can be, answers"
DELEGATED = {"ips": ["103.147.10.80"], "ns": DINKES}


@pytest.fixture(params=[NOBODY, NOBODY6])
def nobody(request: pytest.FixtureRequest) -> Iterator[str]:
    """An address where no server can be, and where a diverting line would answer all the same."""
    with present(request.param):
        yield request.param


@pytest.mark.parametrize("over", [["udp"], ["tcp"]])
def test_nothing_is_believed_of_a_line_that_answers_for_others(
    office: Office, nobody: str, over: list[str]
) -> None:
    granted = office.granted("dinkes", "dinkes", DELEGATED)
    office.followed()
    request = office.letter("disdik", "disdik", {"ips": ["103.28.12.81"], "ns": PENYEDIA})
    with serving(nobody, ANSWERS, over=over):
        for words in (
            ["check", str(request.id)],
            ["plan", str(request.id)],
            ["fulfil", str(request.id), "--yes"],
            ["letter", "draft", str(request.id)],
            ["verify", str(granted.id)],
            ["audit", "dns"],
            ["dns", "check", f"rsud.{PARENT}"],
        ):
            assert SENTENCE.format(nobody) in office.must(*words, code=1), words
    with office.desk() as desk:
        assert [event.kind for event in desk.ledger.events(str(request.id))] == [Kind.OPENED]
        assert not desk.ledger.events(str(granted.id), kind=Kind.VERIFIED)
    assert not list(office.folder.glob("outbox/*"))
    office.must("check", str(request.id))
    office.must("audit", "dns")


def test_undo_judges_nobody_and_works_over_any_line(office: Office, nobody: str) -> None:
    request = office.granted("dinkes", "dinkes", DELEGATED)
    before = office.records()
    end = office.letter("dinkes", "dinkes", action=Action.REVOKE)
    office.must("apply", str(end.id), "--yes")
    assert office.records() != before
    with serving(nobody, ANSWERS):
        office.must("undo", str(end.id), "--yes")
        assert office.records() == before
        office.must("undo", str(request.id), "--yes")


def test_our_own_servers_are_not_outside(office: Office, nobody: str) -> None:
    with serving(nobody, ANSWERS):
        office.must("fulfil", str(office.letter("dlh", "taman").id), "--yes")


def test_a_line_that_takes_every_connection_and_says_nothing_is_believed(office: Office, nobody: str) -> None:
    """So do satellite lines, to hide how far the other end is."""
    request = str(office.letter("dinkes", "dinkes", DELEGATED).id)
    with serving(nobody, silence):
        office.must("check", request)


def test_a_line_that_says_nothing_costs_a_moment() -> None:
    began = time.monotonic()
    with present(NOBODY), serving(NOBODY, silence) as heard:
        probe = SocketLine().ask_nobody()
        assert probe.answered() is None
        probe.close()
        assert 0.4 < time.monotonic() - began < 3
        assert len(heard) >= 2


def test_where_no_way_leads_there_nothing_is_waited_for() -> None:
    began = time.monotonic()
    probe = SocketLine().ask_nobody()
    assert probe.answered() is None
    probe.close()
    assert time.monotonic() - began < 0.2


def test_a_closed_port_is_no_answer() -> None:
    with present(NOBODY):
        probe = SocketLine().ask_nobody()
        assert probe.answered() is None
        probe.close()


def test_a_late_answer_is_heard_as_long_as_the_survey_lasts() -> None:
    with (
        present(NOBODY),
        serving(NOBODY, lambda question: time.sleep(0.8) or ANSWERS(question), over=["udp"]),
    ):
        probe = SocketLine().ask_nobody()
        time.sleep(1.5)
        assert probe.answered() == parse_ip(NOBODY)
        probe.close()


SILENT = ns("dinkes", "103.148.22.14", "2001:df4:a22::14")


def test_a_line_that_is_down_blames_nobody(office: Office) -> None:
    """The agency's servers are silent; whether that is their fault, the root tells."""
    request = str(office.letter("dinkes", "dinkes", {"ips": ["103.147.10.80"], "ns": SILENT}).id)
    assert "CN01_NO_RESPONSE_UDP" in office.must("check", request, code=3)
    edit(office.folder, "198.41.0.4", "103.148.22.14")
    assert "this line is down" in office.must("check", request, code=1)
    assert "this line is down" in office.must("fulfil", request, "--yes", code=1)
    assert not list(office.folder.glob("outbox/*"))


DPMPTSP = ns("dpmptsp", "103.147.11.14", "103.148.22.14,2001:df4:a22::14")
UNCHECKED = "Not checked over IPv6, since from this office it leads nowhere"


@pytest.fixture
def no_ipv6(office: Office) -> Iterator[Office]:
    """The office, on a machine that has no IPv6."""
    office.followed()
    with without_ipv6():
        yield office


def test_an_office_without_ipv6_says_once_what_it_has_not_checked(no_ipv6: Office) -> None:
    request = str(no_ipv6.letter("dinkes", "dinkes", DELEGATED).id)
    said = no_ipv6.must("check", request)
    assert said.count(UNCHECKED) == 1
    assert "2001:df4:a10::53" in said
    assert "2001:df4:a20::53" in said
    assert "✗" not in said
    no_ipv6.must("fulfil", request, "--yes")
    assert (no_ipv6.folder / f"outbox/{request}-granted.docx").is_file()
    assert no_ipv6.must("verify", request).count(UNCHECKED) == 1
    assert no_ipv6.must("dns", "check", f"dinkes.{PARENT}").count(UNCHECKED) == 1
    assert no_ipv6.must("audit", "dns") == ""
    assert no_ipv6.must("audit", "dns", "--all").count(UNCHECKED) == 1


def test_a_dead_server_is_told_over_the_family_that_was_checked(no_ipv6: Office) -> None:
    request = no_ipv6.letter("dpmptsp", "dpmptsp", {"ips": ["103.147.11.80"], "ns": DPMPTSP})
    no_ipv6.must("fulfil", str(request.id), "--yes", code=3)
    with no_ipv6.desk() as desk:
        [checked] = desk.ledger.events(str(request.id), kind=Kind.CHECKED)
    told = {(one["tag"], one["args"].get("ns", "")) for one in (checked.body or {})["report"]["findings"]}
    assert ("CN01_NO_RESPONSE_UDP", f"ns2.dpmptsp.{PARENT}/103.148.22.14") in told
    assert not [tag for tag, server in told if ":" in server]
    letter = words_of(no_ipv6.folder / f"outbox/{request.id}-returned.docx")
    assert "103.148.22.14" in letter
    assert "2001:" not in letter
    assert "IPv6" not in letter


def test_what_has_ipv6_alone_is_not_checked_and_not_blamed(no_ipv6: Office) -> None:
    glue = ns("dinkes", "2001:df4:a10::53", "2001:df4:a20::53")
    request = no_ipv6.letter("dinkes", "dinkes", {"ips": ["103.147.10.80"], "ns": glue})
    assert no_ipv6.tags(request) == ["CN01_IPV6_DISABLED", "NO_IPV4_NS_DEL"]
    assert no_ipv6.tags(request, blocking=True) == []


def test_our_own_secondary_over_ipv6_is_not_behind(no_ipv6: Office) -> None:
    edit(no_ipv6.folder, 'address: "103.131.105.2"', 'address: "2001:df4:5c01::2"')
    said = no_ipv6.must("fulfil", str(no_ipv6.letter("dlh", "taman").id), "--yes")
    assert said.count(UNCHECKED) == 1
    assert "2001:df4:5c01::2" in said


def test_ipv6_that_leads_nowhere_is_as_none(office: Office) -> None:
    """A route without a far end: nobody answers over IPv6, the root neither."""
    glue = ns("dinkes", "103.147.10.53,2001:df4:a22::14", "103.148.20.53")
    request = office.letter("dinkes", "dinkes", {"ips": ["103.147.10.80"], "ns": glue})
    assert "CN01_NO_RESPONSE_UDP" in office.tags(request)
    silent_root = '  - {name: b.root-servers.net, address: "2001:df4:a22::14"}\n'
    with (office.folder / "inventory/zones.yaml").open("a") as file:
        file.write(silent_root)
    tags = office.tags(request)
    assert "CN01_NO_RESPONSE_UDP" not in tags
    assert "CN01_IPV6_DISABLED" in tags
