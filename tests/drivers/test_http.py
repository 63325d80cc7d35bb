"""An HTTP API that lies, drips, floods, closes or sends elsewhere: one sentence, in time, and the key told to nobody."""

import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from provision.drivers import http
from provision.drivers.http import HttpApi, Reply
from provision.errors import BadAnswer, BadConfig, BadKey, NoAnswer, ProvisionError
from provision.model.site import Api
from provision.secret import SecretRef
from tests.drivers.scripted import Speaking, answer, drips, floods, says, speaking

KEY = "kunci-yang-rahasia"


@pytest.fixture
def over() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PDNS_KEY", KEY)


def at(port: int, *, scheme: str = "http", authority: Path | None = None, lifetime: float = 0.6) -> HttpApi:
    api = Api(f"{scheme}://127.0.0.1:{port}", SecretRef("env", "PDNS_KEY"), authority=authority)
    return HttpApi(api, 0.3, lifetime)


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n"
BAD: list[tuple[str, Callable[[threading.Event], Speaking], type[ProvisionError]]] = [
    ("silence", lambda over: lambda _: over.wait(5) and None, NoAnswer),
    ("closed at once", lambda _: says(b""), NoAnswer),
    ("cut in the body", lambda _: says(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{}"), NoAnswer),
    ("no HTTP", lambda _: says(b"\x00\xff" * 200), NoAnswer),
    ("headers that drip", lambda over: drips(b"HTTP/1.1 200 OK\r\nX-A: b\r\n", over), NoAnswer),
    ("a body that drips", lambda over: drips(b" ", over, head=HEAD), NoAnswer),
    ("a flood", lambda over: floods(HEAD, over), BadAnswer),
    ("a flood in chunks", lambda over: floods(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n", over), BadAnswer),
    ("compressed nonsense", lambda _: answer(b"no gzip", "200 OK", "Content-Encoding: gzip"), BadAnswer),
]  # fmt: skip


@pytest.mark.parametrize(("what", "speak", "error"), BAD, ids=[row[0] for row in BAD])
def test_a_bad_server(
    what: str,
    speak: Callable[[threading.Event], Speaking],
    error: type[ProvisionError],
    over: threading.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(http, "MOST_BYTES", 1024 * 1024)
    began = time.monotonic()
    with speaking(speak(over)) as (port, _), pytest.raises(ProvisionError) as caught:
        at(port, lifetime=2).ask("GET", "/api")
    assert type(caught.value) is error
    assert time.monotonic() - began < 4
    inner: BaseException | None = caught.value
    while inner:
        assert KEY not in f"{inner} {inner!r} {inner.args} {vars(inner)}"
        inner = inner.__cause__ or inner.__context__


ODD = [
    ("cut in the headers", says(b"HTTP/1.1 200 OK\r\nContent-"), Reply(200, None)),
    ("an error page", answer(b"<html>", "502 Bad Gateway"), Reply(502, None)),
    ("no data", answer(b"", "200 OK"), Reply(200, None)),
    ("no UTF-8", answer(b"\xff\xfe\x00", "200 OK"), Reply(200, None)),
    ("too deep", answer(b"[" * 100_000, "200 OK"), Reply(200, None)),
    ("sent elsewhere", answer(b"", "302 Found", "Location: http://127.0.0.2:1/"), Reply(302, None)),
    ("a number of 5000 digits", answer(b"1" * 5000, "200 OK"), Reply(200, None)),
]


@pytest.mark.parametrize(("what", "speak", "reply"), ODD, ids=[row[0] for row in ODD])
def test_an_odd_answer_is_handed_on(what: str, speak: Speaking, reply: Reply) -> None:
    with speaking(speak) as (port, heard):
        assert at(port).ask("GET", "/api") == reply
        assert len(heard) == 1
        assert f"X-API-Key: {KEY}".encode() in heard[0]


def test_no_proxy_gets_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    with speaking(answer(b"{}")) as (proxy, overheard), speaking(answer(b"[1]")) as (port, _):
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy}")
        assert at(port).ask("GET", "/api") == Reply(200, [1])
        assert overheard == []


@pytest.mark.parametrize("key", ["", "dua kata", "baris\r\nX-Lain: ya", "kunci-é"])
def test_a_key_that_cannot_be_one_is_not_sent(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PDNS_KEY", key)
    with speaking(answer(b"{}")) as (port, heard), pytest.raises(BadKey) as caught:
        at(port).ask("GET", "/api")
    assert heard == []
    assert not key or key not in str(caught.value)


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    with pytest.raises(NoAnswer, match="refused"):
        at(port).ask("GET", "/api")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that a server signed itself, with its key in one file."""
    if not shutil.which("openssl"):
        pytest.skip("there is no openssl here to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
             "-keyout", "key.pem", "-out", "cert.pem"]  # fmt: skip
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    return folder


def test_a_certificate_is_checked(certificate: Path) -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    with speaking(answer(b"[]"), tls) as (port, heard):
        with pytest.raises(BadAnswer, match="certificate"):
            at(port, scheme="https", lifetime=5).ask("GET", "/api")
        assert heard == []
        known = at(port, scheme="https", authority=certificate / "cert.pem", lifetime=5)
        assert known.ask("GET", "/api") == Reply(200, [])


def test_an_authority_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match=r"nowhere\.pem"):
        at(1, scheme="https", authority=tmp_path / "nowhere.pem").ask("GET", "/api")
