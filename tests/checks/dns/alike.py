"""Rows that are the same for every test case of what all name servers must tell alike."""

from collections.abc import Callable

from provision.checks import registry
from provision.model.query import Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, ZONE, Row, World, at

HEALTHY = World()
DEAD = [Silence.TIMEOUT, Silence.REFUSED, Silence.UNREACHABLE, Silence.MALFORMED]
NS1 = "ns1.dinkes.go.id/103.94.10.53;ns1.dinkes.go.id/2001:df0:53::53"
NS2 = "ns2.penyedia.id/103.94.11.53"


def served(old: str, new: str, *addresses: str) -> World:
    return HEALTHY.edited("dinkes.go.id", old, new, *addresses)


def alike(case: registry.TestCase, one: str, several: set[str], changed: Callable[[str], World]) -> list[Row]:
    """Return the rows that are the same for every such test case."""
    asked = "NS" if case.CASE.name == "consistency04" else "SOA"
    untold, notes = (
        f"NO_RESPONSE_{asked}_QUERY",
        {"SOA_SERIAL"} if case.CASE.name == "consistency01" else set(),
    )
    wrong = RRset.of(Fqdn("go.id"), asked, 60, ["ns1.go.id. admin.go.id. 1 2 3 4 5"])
    return [
        Row(case, "healthy", {one, *notes}),
        Row(case, "one differs", several, changed(NS2_4)),
        *(Row(case, f"a dead one is no other ({dead})", {one, "NO_RESPONSE", *notes},
              HEALTHY.with_fault(at(NS2_4, asked, silence=dead)), args={"NO_RESPONSE": {"ns": NS2}})
          for dead in DEAD),
        Row(case, "a dead third", {*several, "NO_RESPONSE"}, changed(NS2_4).with_fault(at(NS1_6, asked, silence=DEAD[0]))),
        Row(case, "all dead", {"NO_RESPONSE"}, HEALTHY.with_fault(at(CHILD, asked, silence=DEAD[0]))),
        Row(case, "nothing in the answer", {one, untold, *notes}, HEALTHY.with_fault(at(NS2_4, asked, answer=())),
            args={untold: {"ns": NS2}}),
        Row(case, "refused", {one, untold, *notes},
            HEALTHY.with_fault(at(NS2_4, asked, rcode="REFUSED", answer=(), authoritative=False))),
        Row(case, "what a lame one tells does not count", {one, untold, *notes},
            changed(NS2_4).with_fault(at(NS2_4, asked, authoritative=False))),
        Row(case, "the record of another name", {one, untold, *notes},
            HEALTHY.with_fault(at(NS2_4, asked, answer=(wrong,)))),
        Row(case, "data that cannot be read", {one, untold, *notes},
            HEALTHY.with_fault(at(NS2_4, asked, answer=(RRset.of(ZONE, asked, 60, [r"\# 2 abcd"]),)))),
        Row(case, "no IPv6 here", {one, "IPV6_DISABLED", *notes},
            HEALTHY.with_fault(at(NS1_6, asked, silence=Silence.NO_FAMILY)),
            args={"IPV6_DISABLED": {"ns": NS1.split(";")[1], "rrtype": asked}}),
        Row(case, "no IPv4 here", {one, "IPV4_DISABLED", *notes},
            HEALTHY.with_fault(at((NS1_4, NS2_4), asked, silence=Silence.NO_FAMILY))),
        *(Row(case, f"nobody's fault ({spared})", {one, *notes}, HEALTHY.with_fault(at(NS2_4, asked, silence=spared)))
          for spared in (Silence.NOT_PUBLIC, Silence.BUDGET)),
    ]  # fmt: skip
