"""Nameserver01: each tag; a server that answers for strangers, by bit or by denying."""

from collections.abc import Sequence
from typing import Any

import pytest

from provision.checks.dns import nameserver01
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Silence
from tests.checks.dns.where import where
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, Fault, Row, World, at

HEALTHY = World()


def strange(address: str | Sequence[str], **parts: Any) -> Fault:
    return where(lambda query: query.name.text.startswith("xn--"), address, **parts)


ICANN = "xn--nameservertest.icann.org"


ROWS = [
    Row(nameserver01, "healthy", {"NO_RECURSOR"}, args={"NO_RECURSOR": {"ns": f"ns2.penyedia.id/{NS2_4}"}}),
    Row(nameserver01, "recursion offered", {"NO_RECURSOR", "IS_A_RECURSOR"}, HEALTHY.with_fault(strange(NS2_4, recursive=True)),
        args={"IS_A_RECURSOR": {"ns": f"ns2.penyedia.id/{NS2_4}"}}),
    Row(nameserver01, "recursion offered once", {"NO_RECURSOR", "IS_A_RECURSOR"}, HEALTHY.with_fault(at(NS2_4, "A", ICANN, recursive=True))),
    Row(nameserver01, "offered for its own names only", {"NO_RECURSOR"}, HEALTHY.with_fault(at(CHILD, "SOA", recursive=True))),
    Row(nameserver01, "denies all without the bit", {"IS_A_RECURSOR"}, HEALTHY.with_fault(strange(CHILD, rcode="NXDOMAIN"))),
    Row(nameserver01, "denies one", {"NO_RECURSOR"}, HEALTHY.with_fault(at(CHILD, "A", ICANN, rcode="NXDOMAIN"))),
    Row(nameserver01, "silent", {"NO_RECURSOR", "NO_RESPONSE"}, HEALTHY.with_fault(strange(NS1_4, silence=Silence.TIMEOUT)),
        args={"NO_RESPONSE": {"ns": f"ns1.dinkes.go.id/{NS1_4}", "domain": ICANN}}),
    Row(nameserver01, "silent once", {"NO_RESPONSE"}, HEALTHY.with_fault(at(CHILD, "A", ICANN, silence=Silence.TIMEOUT))),
    Row(nameserver01, "silent once, denies else", {"NO_RESPONSE", "IS_A_RECURSOR"},
        HEALTHY.with_fault(strange(CHILD, rcode="NXDOMAIN")).with_fault(at(CHILD, "A", ICANN, silence=Silence.TIMEOUT))),
    Row(nameserver01, "IPv6 switched off", {"NO_RECURSOR", "IPV6_DISABLED"}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)),
        how={"profile": Profile(ipv6=False)}, args={"IPV6_DISABLED": {"ns": f"ns1.dinkes.go.id/{NS1_6}", "rrtype": "A"}}),
    Row(nameserver01, "IPv4 switched off", {"NO_RECURSOR", "IPV4_DISABLED"},
        HEALTHY.with_fault(strange([NS1_4, NS2_4], silence=Silence.NO_FAMILY)), how={"profile": Profile(ipv4=False)}),
    *[Row(nameserver01, f"{silence}", set(), HEALTHY.with_fault(strange(CHILD, silence=silence))) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
