"""The query engine against real name servers, and against one that does all that it should not."""

import resource
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from provision.checks.asking import Asking
from provision.drivers.dns import SocketDns
from provision.engine.ask import Asker
from provision.model.query import DNSSEC, WHOIS, Answer, Edns, Query, Silence
from provision.names import Fqdn, parse_ip
from tests.real import hostile as manners
from tests.real.hostile import ELSEWHERE, HOSTILE, hostile
from tests.real.servers import present

pytestmark = pytest.mark.sandbox

TRY = 0.3
SOON, ONE, BOTH = 0.25, TRY + 0.25, 2 * TRY + 0.25
NAME = Fqdn("x.hostile.id")
RIGHT = {"silence": None, "values": ('"right"',)}
TIMEOUT, MALFORMED = {"silence": Silence.TIMEOUT}, {"silence": Silence.MALFORMED}

Row = tuple[str, Any, Any, dict[str, Any], dict[str, Any], float]
OVER_UDP: list[Row] = [
    ("honest", manners.honest, None, {}, RIGHT, SOON),
    ("silent", manners.silent, None, {}, {**TIMEOUT, "source": None}, BOTH),
    ("another id", manners.instead(manners.other_id), None, {}, TIMEOUT, BOTH),
    ("another question", manners.instead(manners.other_question), None, {}, MALFORMED, BOTH),
    ("another class", manners.instead(manners.other_class), None, {}, MALFORMED, BOTH),
    ("a question back", manners.instead(manners.no_response), None, {}, MALFORMED, BOTH),
    ("another kind of message", manners.instead(manners.an_update), None, {}, MALFORMED, BOTH),
    ("a few octets", manners.instead(lambda said: said[:5]), None, {}, MALFORMED, BOTH),
    ("one octet", manners.instead(lambda said: said[:1]), None, {}, TIMEOUT, BOTH),
    ("nothing but a datagram", manners.instead(lambda _: b""), None, {}, TIMEOUT, BOTH),
    ("cut off", manners.instead(manners.cut_off), None, {}, MALFORMED, SOON),
    ("a name that loops", manners.instead(manners.loops), None, {}, MALFORMED, SOON),
    ("from another address", manners.from_elsewhere, None, {}, {**TIMEOUT, "source": parse_ip(ELSEWHERE)}, BOTH),
    ("from another address too", manners.from_both, None, {}, RIGHT, SOON),
    ("guessed ids", manners.guessing, None, {}, RIGHT, 2.0),
    ("slow", manners.slow, None, {}, RIGHT, BOTH),
    ("other letters", manners.instead(manners.lower), None, {"spelled": "X.hOsTiLe.Id"}, {"spelled": "x.hostile.id"}, SOON),
    ("the same letters", manners.honest, None, {"spelled": "X.hOsTiLe.Id"}, {"spelled": "X.hOsTiLe.Id"}, SOON),
    ("no question", manners.instead(manners.without_question), None, {}, {"silence": None, "rcode": "FORMERR"}, SOON),
    ("huge", manners.huge, None, {}, {"silence": None, "values": tuple(manners.texts(200))}, SOON),
    ("a closed port", None, None, {}, {"silence": Silence.REFUSED}, SOON),
]  # fmt: skip
OVER_TCP: list[Row] = [
    ("honest", None, manners.says(manners.right), {"tcp": True}, RIGHT, SOON),
    ("a closed port", manners.honest, None, {"tcp": True}, {"silence": Silence.REFUSED}, SOON),
    ("hangs up", None, manners.closes, {"tcp": True}, MALFORMED, SOON),
    ("resets", None, manners.resets, {"tcp": True}, {"silence": Silence.UNREACHABLE}, SOON),
    ("says nothing", None, manners.waits, {"tcp": True}, TIMEOUT, ONE),
    ("drips", None, manners.drips, {"tcp": True}, TIMEOUT, ONE),
    ("says half of it", None, manners.half, {"tcp": True}, TIMEOUT, ONE),
    ("another id", None, manners.says(lambda q: manners.other_id(manners.right(q))), {"tcp": True}, MALFORMED, SOON),
    ("another question", None, manners.says(lambda q: manners.other_question(manners.right(q))), {"tcp": True}, MALFORMED, SOON),
    ("rubbish", None, manners.says(lambda q: q[:2] + b"\xff" * 60000), {"tcp": True}, MALFORMED, SOON),
    ("an empty message", None, manners.says(lambda _: b""), {"tcp": True}, MALFORMED, SOON),
    ("64 KiB", None, manners.says(lambda q: manners.right(q, *manners.texts(245))), {"tcp": True}, {"silence": None, "values": tuple(manners.texts(245))}, SOON),
    ("cut, then whole", manners.shortened, manners.says(manners.right), {}, {**RIGHT, "truncated": False}, SOON),
    ("cut, and no TCP", manners.shortened, None, {}, {**RIGHT, "truncated": True}, SOON),
    ("cut, and TCP drips", manners.shortened, manners.drips, {}, {**RIGHT, "truncated": True}, ONE),
    ("cut, as wanted", manners.shortened, manners.waits, {"cut": True}, {**RIGHT, "truncated": True}, SOON),
]  # fmt: skip
ENQUIRY = {"type": WHOIS, "spelled": "-F -M 103.150.99.1"}
BY_WHOIS: list[Row] = [
    ("lines", None, manners.speaks(b"% a remark\r\n4761 103.150.0.0/16\n"), ENQUIRY, {"silence": None, "values": ("% a remark", "4761 103.150.0.0/16")}, SOON),
    ("nothing", None, manners.closes, ENQUIRY, {"silence": None, "values": ()}, SOON),
    ("no text", None, manners.speaks(b"\xff\xfe\n"), ENQUIRY, {"silence": None, "values": ("\ufffd\ufffd",)}, SOON),
    ("too much", None, manners.speaks(b"x" * 200_000), ENQUIRY, MALFORMED, SOON),
    ("says nothing", None, manners.waits, ENQUIRY, TIMEOUT, ONE),
    ("drips", None, manners.drips, ENQUIRY, TIMEOUT, ONE),
    ("a closed port", None, None, ENQUIRY, {"silence": Silence.REFUSED}, SOON),
]  # fmt: skip


def timed(query: Query) -> tuple[Answer, float]:
    began = time.monotonic()
    (answer,) = SocketDns(TRY).exchange([query])
    return answer, time.monotonic() - began


@pytest.mark.parametrize("row", OVER_UDP, ids=[f"udp: {row[0]}" for row in OVER_UDP])
def test_over_udp(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", OVER_TCP, ids=[f"tcp: {row[0]}" for row in OVER_TCP])
def test_over_tcp(row: Row) -> None:
    judge(row)


@pytest.mark.parametrize("row", BY_WHOIS, ids=[f"whois: {row[0]}" for row in BY_WHOIS])
def test_by_whois(row: Row) -> None:
    judge(row)


def judge(row: Row) -> None:
    _, udp, tcp, how, wanted, seconds = row
    with hostile(udp, tcp):
        answer, took = timed(Query(parse_ip(HOSTILE), NAME, **{"type": "TXT", **how}))
    seen = {key: getattr(answer, key) for key in wanted if key != "values"}
    if "values" in wanted:
        seen["values"] = answer.asked.values if answer.asked else ()
    assert seen == wanted
    assert took < seconds


ROOT, BIND, KNOT, NSD = "198.41.0.4", "103.131.104.2", "103.131.105.2", "103.147.10.53"
ZONE, CHILD = Fqdn("bengkaliskab.go.id"), Fqdn("dinkes.bengkaliskab.go.id")
SERVED = [(BIND, ZONE), (KNOT, ZONE), (NSD, CHILD), ("2001:df4:5c00::2", ZONE), ("2001:df4:a10::53", CHILD)]
AUTHORITY = {"silence": None, "rcode": "NOERROR", "authoritative": True}
ASKED: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"type": "SOA"}, {**AUTHORITY, "edns": None}),
    ({"type": "SOA", "tcp": True}, AUTHORITY),
    ({"type": "NS", "spelled": "{upper}"}, {**AUTHORITY, "spelled": "{upper}"}),
    ({"type": "AXFR"}, {"silence": None, "answer": ()}),
    ({"type": "SOA", "edns": Edns(payload=1232)}, AUTHORITY),
    (
        {"type": "SOA", "edns": Edns(payload=1232, version=1)},
        {"silence": None, "rcode": "BADVERS", "answer": ()},
    ),
    ({"type": "SOA", "edns": Edns(payload=1232, options=((65001, b"x"),))}, AUTHORITY),
    ({"type": "SOA", "edns": Edns(payload=1232, z=1)}, AUTHORITY),
    ({"type": "TYPE65280"}, {**AUTHORITY, "answer": ()}),
]


@pytest.mark.parametrize(("server", "zone"), SERVED, ids=[server for server, _ in SERVED])
def test_real_servers(server: str, zone: Fqdn) -> None:
    queries = [_query(server, zone, how) for how, _ in ASKED]
    for answer, (_, wanted) in zip(SocketDns().exchange(queries), ASKED, strict=True):
        seen = {key: getattr(answer, key) for key in wanted}
        assert seen == {key: _upper(value, zone) for key, value in wanted.items()}, answer
        assert (answer.edns is None) == (answer.query.edns is None)


def _query(server: str, zone: Fqdn, how: dict[str, Any]) -> Query:
    return Query(parse_ip(server), zone, **{key: _upper(value, zone) for key, value in how.items()})


def _upper(value: object, zone: Fqdn) -> object:
    return zone.text.upper() if value == "{upper}" else value


def test_what_only_some_have() -> None:
    signed, short, name, resolved = SocketDns().exchange(
        [
            Query(parse_ip(ROOT), ROOT_ZONE, "DNSKEY", edns=DNSSEC),
            Query(parse_ip(ROOT), ROOT_ZONE, "DNSKEY", edns=replace(DNSSEC, payload=512), cut=True),
            Query(parse_ip(KNOT), Fqdn("version.bind"), "TXT", klass="CH"),
            Query(parse_ip("103.131.104.10"), ZONE, "A", recurse=True),
        ]
    )
    assert {rrset.type for rrset in signed.answer} == {"DNSKEY", "RRSIG"}
    assert (name.rcode, name.asked and name.asked.type) == ("NOERROR", "TXT")
    assert (resolved.recursive, resolved.asked is not None) == (True, True)
    assert short.rcode == "NOERROR"


ROOT_ZONE = Fqdn("")


def test_a_closed_port_is_told_of_the_server_that_has_it_alone() -> None:
    with present(HOSTILE), present("2001:df4:99::1"):
        closed = [
            Query(parse_ip(at), Fqdn(f"n{n}.id"), "A")
            for at in (HOSTILE, "2001:df4:99::1")
            for n in range(20)
        ]
        good = [
            Query(parse_ip(at), ZONE, kind) for at in (BIND, KNOT) for kind in ("A", "NS", "SOA", "MX", "TXT")
        ] * 4
        mixed = [query for pair in zip(closed, good, strict=True) for query in pair]
        answers = SocketDns().exchange(mixed)
    assert {answer.silence for answer in answers[::2]} == {Silence.REFUSED}
    assert {answer.silence for answer in answers[1::2]} == {None}


def test_without_a_way_there() -> None:
    queries = [
        Query(parse_ip("103.150.99.77"), NAME, "A"),
        Query(parse_ip("103.150.99.77"), NAME, "A", tcp=True),
    ]
    assert {answer.silence for answer in SocketDns().exchange(queries)} == {Silence.NO_FAMILY}


def asks(count: int) -> Asking[list[Answer]]:
    answers = yield [Query(parse_ip(HOSTILE), Fqdn(f"n{number}.id"), "TXT") for number in range(count)]
    return list(answers)


def test_a_server_has_few_questions_at_a_time_and_a_dead_one_few_at_all() -> None:
    with hostile(manners.silent) as heard:
        answers = Asker(SocketDns(TRY), 1000).run(asks(200))
    assert {answer.silence for answer in answers} == {Silence.TIMEOUT}
    assert len(heard) == 16  # eight, twice


def test_ids_and_ports_are_not_to_be_guessed() -> None:
    with hostile() as heard:
        answers = Asker(SocketDns(TRY), 1000).run(asks(300))
    assert {answer.silence for answer in answers} == {None}
    ids, ports = {question[:2] for question, *_ in heard}, {port for *_, port in heard}
    assert len(ids) > 280
    assert len(ports) == 4
    assert max(ports) - min(ports) > 4


def test_no_port_is_long_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provision.drivers.stream.ports.MOST_SENT", 20)
    before = sorted(OPEN.iterdir())
    with hostile() as heard:
        answers = Asker(SocketDns(TRY), 1000).run(asks(300))
    assert {answer.silence for answer in answers} == {None}
    assert len({port for *_, port in heard}) > 10
    assert sorted(OPEN.iterdir()) == before


OPEN = Path("/proc/self/fd")


def test_nothing_stays_open() -> None:
    before = sorted(OPEN.iterdir())
    with hostile(manners.shortened, manners.drips):
        SocketDns(TRY).exchange([Query(parse_ip(HOSTILE), NAME, "TXT", tcp=tcp) for tcp in (False, True)])
        gone = SocketDns(TRY)
        gone.ask(Query(parse_ip(HOSTILE), NAME, "TXT", tcp=True), pytest.fail)
        gone.wait(0)
        gone.close()
    assert sorted(OPEN.iterdir()) == before


def test_a_process_that_may_open_few_files_blames_no_server() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (80, hard))
    try:
        queries = [Query(parse_ip(KNOT), ZONE, "SOA", tcp=True) for _ in range(200)]
        answers = SocketDns().exchange(queries)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert {answer.silence for answer in answers} == {None}


def endless() -> Asking[Sequence[Answer]]:
    """Ask what is never answered, again and again, each at another door."""
    answers: Sequence[Answer] = ()
    for port in range(1, 1000):
        answers = yield [Query(parse_ip(HOSTILE), NAME, "TXT", tcp=True, port=53 if port % 2 else port)]
    return answers


def test_a_check_ends_when_its_time_is_over() -> None:
    began = time.monotonic()
    with hostile(None, manners.drips):
        asker = Asker(SocketDns(5.0), 1000, seconds=0.5)
        (answer,) = asker.run(endless())
    assert (answer.silence, asker.cut_short) == (Silence.BUDGET, True)
    assert time.monotonic() - began < 2
