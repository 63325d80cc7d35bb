"""Syntax01 to 04, 07 and 08: how names are written."""

from collections.abc import Callable
from types import ModuleType

import pytest

from provision.checks.dns import syntax01, syntax02, syntax03, syntax04, syntax05, syntax07, syntax08
from provision.checks.dns.host_name import labels
from provision.model.query import Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, ZONE, Row, World, at, findings

HEALTHY = World()
SPARED = [Silence.NO_FAMILY, Silence.NOT_PUBLIC, Silence.BUDGET]
NOBODY = Fqdn("lain.go.id")
ROOT = Fqdn("")


def named(case: ModuleType, zone: str, *wanted: str, **args: str) -> Row:
    told = {tag: {"domain": zone, **args} for tag in wanted}
    return Row(case, zone, {*wanted}, zone=Fqdn(zone), args=told)  # type: ignore[arg-type]


NAMES = [
    named(syntax01, "dinkes.go.id", "ONLY_ALLOWED_CHARS"),
    named(syntax01, "1-a.go.id", "ONLY_ALLOWED_CHARS"),
    named(syntax01, "xn--bcher-kva.id", "ONLY_ALLOWED_CHARS"),
    named(syntax01, "din_kes.go.id", "NON_ALLOWED_CHARS"),
    named(syntax01, "din/kes.go.id", "NON_ALLOWED_CHARS"),
    named(syntax01, r"din\.kes.go.id", "NON_ALLOWED_CHARS"),
    named(syntax01, r"din\195\164kes.go.id", "NON_ALLOWED_CHARS"),
    named(syntax01, "*.go.id", "NON_ALLOWED_CHARS"),
    Row(syntax01, "the root", {"ONLY_ALLOWED_CHARS"}, zone=ROOT, args={"ONLY_ALLOWED_CHARS": {"domain": "."}}),
    named(syntax02, "din-kes.go.id", "NO_ENDING_HYPHENS"),
    named(syntax02, "din--kes.go.id", "NO_ENDING_HYPHENS"),
    named(syntax02, "-dinkes.go.id", "INITIAL_HYPHEN", label="-dinkes"),
    named(syntax02, "dinkes-.go.id", "TERMINAL_HYPHEN", label="dinkes-"),
    named(syntax02, "-.go.id", "INITIAL_HYPHEN", "TERMINAL_HYPHEN", label="-"),
    named(syntax02, "dinkes.-go.id", "INITIAL_HYPHEN", label="-go"),
    Row(syntax02, "the root", set(), zone=ROOT),
    named(syntax03, "dinkes.go.id", "NO_DOUBLE_DASH"),
    named(syntax03, "xn--bcher-kva.id", "NO_DOUBLE_DASH"),
    named(syntax03, "d--inkes.go.id", "NO_DOUBLE_DASH"),
    named(syntax03, "din--kes.go.id", "NO_DOUBLE_DASH"),
    named(syntax03, "di--nkes.go.id", "DISCOURAGED_DOUBLE_DASH", label="di--nkes"),
    named(syntax03, "a.di--.go.id", "DISCOURAGED_DOUBLE_DASH", label="di--"),
    Row(syntax03, "the root", set(), zone=ROOT),
]  # fmt: skip


def zone(old: str, new: str, *addresses: str) -> World:
    return HEALTHY.edited("dinkes.go.id", old, new, *addresses)


def nameserver(name: str) -> World:
    return zone("NS ns2.penyedia.id.", f"NS {name}")


def primary(name: str, *addresses: str) -> World:
    return zone("SOA ns1.dinkes.go.id.", f"SOA {name}", *addresses)


def exchange(name: str, *addresses: str) -> World:
    return zone("MX 10 mail.dinkes.go.id.", f"MX 10 {name}", *addresses)


Change = Callable[..., World]


def hosts(case: ModuleType, prefix: str, changed: Change, *also: str) -> list[Row]:
    """Return the rows that are the same wherever the name of a host is told; `also` are tags for other names."""

    def row(name: str, *wanted: str, **args: str) -> Row:
        tags = {f"{prefix}_{tag}" for tag in wanted}
        domain = name.lower().removesuffix(".") or "."
        told = {tag: {"domain": domain, **args} for tag in tags}
        return Row(case, name, {*tags, *also}, changed(name), args=told)  # type: ignore[arg-type]

    return [
        row("host.penyedia.id.", "SYNTAX_OK"),
        row("HOST-1.penyedia.id.", "SYNTAX_OK"),
        row("xn--bcher-kva.id.", "SYNTAX_OK"),
        row("10.in-addr.arpa.", "SYNTAX_OK"),
        row("ho_st.penyedia.id.", "NON_ALLOWED_CHARS"),
        row(r"ho\@st.penyedia.id.", "NON_ALLOWED_CHARS"),
        row(r"ho\.st.penyedia.id.", "NON_ALLOWED_CHARS"),
        row("ho--st.penyedia.id.", "DISCOURAGED_DOUBLE_DASH", label="ho--st"),
        row("host.penyedia.1.", "NUMERIC_TLD", tld="1"),
        row("103.94.10.53.", "NUMERIC_TLD", tld="53"),
    ]  # fmt: skip


OK = {"MNAME_SYNTAX_OK"}
ROWS = [
    *NAMES,
    *hosts(syntax04, "NAMESERVER", nameserver, "NAMESERVER_SYNTAX_OK"),
    Row(syntax04, "both faults", {"NAMESERVER_SYNTAX_OK", "NAMESERVER_NON_ALLOWED_CHARS", "NAMESERVER_NUMERIC_TLD"}, nameserver("a_b.1.")),
    Row(syntax04, "only the parent names it", {"NAMESERVER_SYNTAX_OK", "NAMESERVER_NON_ALLOWED_CHARS"},
        HEALTHY.edited("go.id", "NS ns2.penyedia.id.", "NS ns_2.penyedia.id."), args={"NAMESERVER_NON_ALLOWED_CHARS": {"domain": "ns_2.penyedia.id"}}),
    Row(syntax04, "no delegation", set(), zone=NOBODY),
    Row(syntax04, "the zone is dead", {"NAMESERVER_SYNTAX_OK"}, HEALTHY.with_fault(at(CHILD, silence=Silence.TIMEOUT))),
    *hosts(syntax07, "MNAME", primary),
    Row(syntax07, "the root", OK, primary("."), args={"MNAME_SYNTAX_OK": {"domain": "."}}),
    Row(syntax07, "another on one server", {*OK, "MNAME_NON_ALLOWED_CHARS"}, primary("a_b.id.", NS2_4)),
    *hosts(syntax08, "MX", exchange),
    Row(syntax08, "none is meant (RFC 7505)", {"MX_SYNTAX_OK"}, zone("MX 10 mail.dinkes.go.id.", "MX 0 ."), args={"MX_SYNTAX_OK": {"domain": "."}}),
    Row(syntax08, "no mail servers", set(), zone("dinkes.go.id MX 10 mail.dinkes.go.id.\n", "")),
    Row(syntax08, "two", {"MX_SYNTAX_OK", "MX_NUMERIC_TLD"}, exchange("mail.dinkes.go.id.\ndinkes.go.id MX 20 1.2.3.4.")),
    Row(syntax08, "another on one server", {"MX_SYNTAX_OK", "MX_NON_ALLOWED_CHARS"}, exchange("a_b.id.", NS2_4)),
    Row(syntax08, "data that cannot be read", set(), exchange("a_b.id.").with_fault(at(CHILD, "MX", answer=(RRset.of(ZONE, "MX", 60, [r"\# 1 ab"]),)))),
    Row(syntax08, "of another name", set(), HEALTHY.with_fault(at(CHILD, "MX", answer=(RRset.of(Fqdn("go.id"), "MX", 60, ["1 a_b.id."]),)))),
    Row(syntax08, "refused is an answer", set(), HEALTHY.with_fault(at(CHILD, "MX", rcode="REFUSED", answer=(), authoritative=False))),
    Row(syntax08, "one dead", {"MX_SYNTAX_OK"}, HEALTHY.with_fault(at((NS1_4, NS1_6), "MX", silence=Silence.TIMEOUT))),
    Row(syntax08, "all dead", {"NO_RESPONSE_MX_QUERY"}, HEALTHY.with_fault(at(CHILD, "MX", silence=Silence.TIMEOUT))),
    *(Row(syntax08, f"nobody could be asked ({spared})", set(), HEALTHY.with_fault(at(CHILD, "MX", silence=spared))) for spared in SPARED),
]  # fmt: skip

CONTACT = "hostmaster.dinkes.go.id."
RIGHT, WRONG = "RNAME_NO_AT_SIGN", "RNAME_MISUSED_AT_SIGN"
CONTACTS = [
    Row(syntax05, "healthy", {RIGHT}, args={RIGHT: {"rname": "hostmaster.dinkes.go.id"}}),
    Row(syntax05, "the sign", {WRONG}, zone(CONTACT, "hostmaster@dinkes.go.id."), args={WRONG: {"rname": "hostmaster@dinkes.go.id"}}),
    Row(syntax05, "the sign, escaped", {WRONG}, zone(CONTACT, r"hostmaster\@dinkes.go.id.")),
    Row(syntax05, "the sign, by its number", {WRONG}, zone(CONTACT, r"hostmaster\064dinkes.go.id.")),
    Row(syntax05, "an escaped dot", {RIGHT}, zone(CONTACT, r"ayu\.sri.dinkes.go.id.")),
    Row(syntax05, "the sign on one server", {RIGHT, WRONG}, zone(CONTACT, "a@dinkes.go.id.", NS2_4)),
]  # fmt: skip


def of_soa(case: ModuleType, right: str) -> list[Row]:
    """Return the rows that are the same for what looks at the SOA record."""
    untold = "NO_RESPONSE_SOA_QUERY"
    return [
        Row(case, "one dead", {right}, HEALTHY.with_fault(at(NS2_4, "SOA", silence=Silence.TIMEOUT))),  # type: ignore[arg-type]
        Row(case, "all dead", {untold}, HEALTHY.with_fault(at(CHILD, "SOA", silence=Silence.TIMEOUT))),  # type: ignore[arg-type]
        Row(case, "no record", {untold}, HEALTHY.with_fault(at(CHILD, "SOA", answer=()))),  # type: ignore[arg-type]
        Row(case, "lame", {untold}, HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),  # type: ignore[arg-type]
        *(Row(case, f"nobody could be asked ({spared})", set(), HEALTHY.with_fault(at(CHILD, "SOA", silence=spared)))  # type: ignore[arg-type]
          for spared in SPARED),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row", [*ROWS, *CONTACTS, *of_soa(syntax05, RIGHT), *of_soa(syntax07, "MNAME_SYNTAX_OK")], ids=str
)
def test_tags(row: Row) -> None:
    row.judge()


@pytest.mark.parametrize(
    ("name", "parts"),
    [("", []), ("a.b", ["a", "b"]), (r"a\.b.c", [r"a\.b", "c"]), (r"a\046b.c", [r"a\046b", "c"])],
)
def test_an_escaped_dot_parts_nothing(name: str, parts: list[str]) -> None:
    assert labels(name) == parts


def test_both_names_are_judged_once() -> None:
    found = findings(syntax04, HEALTHY)
    assert [finding.args["domain"] for finding in found] == ["ns1.dinkes.go.id", "ns2.penyedia.id"]
