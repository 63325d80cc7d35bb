"""Names as values: what is accepted, in which form, and what is refused."""

from collections.abc import Callable
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provision.errors import BadInput
from provision.names import Fqdn, RequestId, Slug, line, parse_ip, seen_ip, shown

HOSTS = [
    ("dinkes.go.id", "dinkes.go.id"),
    ("DinKes.GO.id.", "dinkes.go.id"),
    ("a-b.c1.d2", "a-b.c1.d2"),
    ("xn--bcher-kva.id", "xn--bcher-kva.id"),
    ("bücher.id", "xn--bcher-kva.id"),
    ("bu\u0308cher.id", "xn--bcher-kva.id"),
    ("a" * 63 + ".id", "a" * 63 + ".id"),
    (".".join(["a" * 49] * 5) + ".id", ".".join(["a" * 49] * 5) + ".id"),
]
NO_HOSTS = [
    "", ".", "..", ".id", "a..id", "a.id..", "-a.id", "a-.id", "a_b.id", "*.id", "a b.id", "a\n.id", "a.id\n",
    "a\x00.id", "a/b.id", "a\\.b.id", "a@b.id", "$origin.id", "\u202edi.og", "\ud800.id", "a" * 64 + ".id",
    ".".join(["a" * 49] * 5) + ".idn.id",
]  # fmt: skip
SEEN = ["_dmarc.go.id", "*.go.id", "_443._tcp.www.go.id", "a\\032b.id", "-a.id", "a/b.id"]
NOT_SEEN = ["", ".", "a..id", "a b.id", "a\tb.id", "a\x7f.id", "a" * 64 + ".id"]


@pytest.mark.parametrize(("written", "normal"), HOSTS)
def test_host(written: str, normal: str) -> None:
    assert Fqdn.host(written).text == normal
    assert Fqdn.host(normal) == Fqdn.host(written)


@pytest.mark.parametrize("written", NO_HOSTS)
def test_no_host(written: str) -> None:
    with pytest.raises(BadInput):
        Fqdn.host(written)


@pytest.mark.parametrize("written", SEEN)
def test_seen(written: str) -> None:
    assert Fqdn.seen(written.upper() + ".") == Fqdn(written)


@pytest.mark.parametrize(
    ("written", "labels"),
    [
        ("evil\\.dinkes.go.id", ("evil\\046dinkes", "go", "id")),
        ("\\..id", ("\\046", "id")),
        ("a\\\\.id", ("a\\\\", "id")),
    ],
)
def test_a_dot_within_a_label_parts_nothing(written: str, labels: tuple[str, ...]) -> None:
    assert Fqdn.seen(written).labels == labels
    assert not Fqdn.seen(written).is_below(Fqdn("dinkes.go.id"))


@pytest.mark.parametrize("written", NOT_SEEN)
def test_not_seen(written: str) -> None:
    with pytest.raises(BadInput):
        Fqdn.seen(written)


@given(st.text(max_size=300))
def test_whatever_is_written_is_a_name_or_bad_input(written: str) -> None:
    try:
        name, told = Fqdn.host(written), ""
    except BadInput as refused:
        name, told = None, str(refused.text)
    assert told.isprintable() if name is None else Fqdn.host(name.text) == name


BELOW = [
    ("a.go.id", "go.id", True),
    ("b.a.go.id", "go.id", True),
    ("go.id", "go.id", False),
    ("id", "go.id", False),
    ("ago.id", "go.id", False),
    ("go.id", "", True),
    ("", "", False),
]


@pytest.mark.parametrize(("name", "other", "below"), BELOW)
def test_is_below(name: str, other: str, *, below: bool) -> None:
    assert Fqdn(name).is_below(Fqdn(other)) is below
    assert Fqdn(name).is_at_or_below(Fqdn(other)) is (below or name == other)


def test_family() -> None:
    name = Fqdn("c.b.a.go.id")
    assert name.labels == ("c", "b", "a", "go", "id")
    assert name.parent == Fqdn("b.a.go.id")
    assert name.up_to(Fqdn("go.id")) == (Fqdn("b.a.go.id"), Fqdn("a.go.id"))
    assert name.up_to(Fqdn("b.a.go.id")) == ()
    assert Fqdn("go.id").child("*") == Fqdn("*.go.id")
    assert (Fqdn("id").parent, str(Fqdn("id").parent), Fqdn("").labels) == (Fqdn(""), ".", ())


@pytest.mark.parametrize("written", ["103.94.10.5", "2001:db8::1"])
def test_ip(written: str) -> None:
    assert parse_ip(written) == ip_address(written)


NO_IPS = [
    "",
    "x",
    "1.2.3",
    "1.2.3.256",
    "01.2.3.4",
    "1.2.3.4/32",
    "1",
    " 1.2.3.4",
    "::ffff:1.2.3.4",
    "fe80::1%eth0",
    ":::",
]


@pytest.mark.parametrize("written", NO_IPS)
def test_no_ip(written: str) -> None:
    with pytest.raises(BadInput):
        parse_ip(written)


def test_an_answer_may_hold_an_address_that_no_letter_may() -> None:
    assert seen_ip("::ffff:1.2.3.4") == ip_address("::ffff:1.2.3.4")


@pytest.mark.parametrize("written", ["a", "dinkes", "kec-bantan", "a1", "a" * 40])
def test_slug(written: str) -> None:
    assert str(Slug.parse(written)) == written


@pytest.mark.parametrize("written", ["", "A", "1a", "-a", "a b", "a" * 41, "a\n", "ä"])
def test_no_slug(written: str) -> None:
    with pytest.raises(BadInput):
        Slug.parse(written)


@pytest.mark.parametrize(
    ("written", "normal"), [("SUB-2026-0001", "SUB-2026-0001"), ("sub-2026-12345", "SUB-2026-12345")]
)
def test_request_id(written: str, normal: str) -> None:
    assert str(RequestId.parse(written)) == normal
    assert RequestId.parse(normal) == RequestId.parse(written)


@pytest.mark.parametrize(
    "written",
    ["", "SUB-2026-1", "SUB-26-0001", "SUBD-2026-0001", "2026-0001", "SUB-2026-0001\n", "SUB 2026 0001"],
)
def test_no_request_id(written: str) -> None:
    with pytest.raises(BadInput):
        RequestId.parse(written)


@pytest.mark.parametrize(
    ("written", "normal"), [("  a   b ", "a b"), ("é { } %", "é { } %"), ("x" * 300, "x" * 300)]
)
def test_line(written: str, normal: str) -> None:
    assert line(written) == normal


NO_LINES = [
    "",
    "  ",
    "a\nb",
    "a\tb",
    "a\x00",
    "a\u2028b",
    "a\u202eb",
    "\ud800",
    "{{ x",
    "x }}",
    "{% x",
    "%}",
    "{# x",
    "#}",
    "${x",
    "x" * 301,
]


@pytest.mark.parametrize("written", NO_LINES)
def test_no_line(written: str) -> None:
    with pytest.raises(BadInput):
        line(written)


@given(st.text())
def test_what_is_shown_is_safe_on_a_terminal(text: str) -> None:
    assert shown(text).isprintable()
    assert all(letter not in shown(text) for letter in "\x1b\u202e\n")


@pytest.mark.parametrize(
    ("text", "safe"),
    [("a\x1b[2J", "a\\u001b[2J"), ("x" * 81, "x" * 79 + "…"), ("x" * 80, "x" * 80), ("é", "é")],
)
def test_shown(text: str, safe: str) -> None:
    assert shown(text) == safe


@pytest.mark.parametrize("make", [Fqdn.host, Fqdn.seen, parse_ip, Slug.parse, RequestId.parse, line])
def test_a_refusal_never_repeats_what_would_act_on_a_terminal(make: Callable[[str], object]) -> None:
    with pytest.raises(BadInput) as caught:
        make("\x1b]0;x\x07\n")
    assert "\x1b" not in str(caught.value.text)


@pytest.mark.parametrize("text", ["\u200b", "\u200b\u200d", "a\u00adb", "\ufeffPermohonan"])
def test_what_nobody_sees_on_paper_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="control characters"):
        line(text)
