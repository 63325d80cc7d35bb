"""Rows for the test cases of how names are written: the name of the zone, and hosts that it names."""

from collections.abc import Callable

from provision.checks import registry
from provision.model.query import Silence
from provision.names import Fqdn
from tests.checks.dns.world import CHILD, NS2_4, Row, World, at

HEALTHY = World()
SPARED = [Silence.NO_FAMILY, Silence.NOT_PUBLIC, Silence.BUDGET]


def named(case: registry.TestCase, zone: str, *wanted: str, **args: str) -> Row:
    told = {tag: {"domain": zone, **args} for tag in wanted}
    return Row(case, zone, {*wanted}, zone=Fqdn(zone), args=told)


def zone(old: str, new: str, *addresses: str) -> World:
    return HEALTHY.edited("dinkes.go.id", old, new, *addresses)


def hosts(case: registry.TestCase, prefix: str, changed: Callable[[str], World], *also: str) -> list[Row]:
    """Return the rows that are the same wherever the name of a host is told; `also` are tags for other names."""

    def row(name: str, *wanted: str, **args: str) -> Row:
        tags = {f"{prefix}_{tag}" for tag in wanted}
        domain = name.lower().removesuffix(".") or "."
        told = {tag: {"domain": domain, **args} for tag in tags}
        return Row(case, name, {*tags, *also}, changed(name), args=told)

    return [
        row("host.penyedia.id.", "SYNTAX_OK"),
        row("HOST-1.penyedia.id.", "SYNTAX_OK"),
        row("xn--bcher-kva.id.", "SYNTAX_OK"),
        row("10.in-addr.arpa.", "SYNTAX_OK"),
        row("ho_st.penyedia.id.", "NON_ALLOWED_CHARS"),
        row(r"ho\@st.penyedia.id.", "NON_ALLOWED_CHARS"),
        row(r"ho\046st.penyedia.id.", "NON_ALLOWED_CHARS"),
        row("ho--st.penyedia.id.", "DISCOURAGED_DOUBLE_DASH", label="ho--st"),
        row("host.penyedia.1.", "NUMERIC_TLD", tld="1"),
        row("103.94.10.53.", "NUMERIC_TLD", tld="53"),
    ]  # fmt: skip


def of_soa(case: registry.TestCase, right: str) -> list[Row]:
    """Return the rows that are the same for what looks at the SOA record."""
    untold = "NO_RESPONSE_SOA_QUERY"
    return [
        Row(case, "one dead", {right}, HEALTHY.with_fault(at(NS2_4, "SOA", silence=Silence.TIMEOUT))),
        Row(case, "all dead", {untold}, HEALTHY.with_fault(at(CHILD, "SOA", silence=Silence.TIMEOUT))),
        Row(case, "no record", {untold}, HEALTHY.with_fault(at(CHILD, "SOA", answer=()))),
        Row(case, "lame", {untold}, HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
        *(Row(case, f"nobody could be asked ({spared})", set(), HEALTHY.with_fault(at(CHILD, "SOA", silence=spared)))
          for spared in SPARED),
    ]  # fmt: skip
