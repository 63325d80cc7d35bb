"""Nameserver11: answers to an unknown option of EDNS; the scenarios of its specification by their names."""

from collections.abc import Sequence
from typing import Any

import pytest

from provision.checks.dns import nameserver11
from provision.model.profile import Profile
from provision.model.query import NOT_CHECKED, Edns, Query, Silence
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.checks.dns.where import has_edns, where
from tests.checks.dns.world import CHILD, NS1_4, NS1_6, NS2_4, SOA, Row, World, at

HEALTHY = World()
OTHER = (RRset.of(Fqdn("go.id"), "SOA", 60, [SOA]),)
IPS = {"ns_ip_list": f"{NS2_4}"}


def with_option(query: Query) -> bool:
    return query.edns is not None and bool(query.edns.options)


def option(address: str | Sequence[str] = NS2_4, **parts: Any) -> World:
    return HEALTHY.with_fault(where(with_option, address, **parts))


ROWS = [
    Row(nameserver11, "NO-ERROR", set()),
    Row(nameserver11, "NO-EDNS-ON-UNKNOWN-OC", {"N11_NO_EDNS"}, option(edns=None), args={"N11_NO_EDNS": IPS}),
    Row(nameserver11, "NO-RESPONSE-ON-EDNS", set(), HEALTHY.with_fault(where(has_edns, silence=Silence.TIMEOUT))),
    Row(nameserver11, "NO-RESPONSE-ON-UNKNOWN-OC", {"N11_NO_RESPONSE"}, option(silence=Silence.TIMEOUT), args={"N11_NO_RESPONSE": IPS}),
    Row(nameserver11, "RETURNS-UNKNOWN-OC", {"N11_RETURNS_UNKNOWN_OPTION_CODE"}, option(edns=Edns(options=((137, b""),))),
        args={"N11_RETURNS_UNKNOWN_OPTION_CODE": IPS}),
    Row(nameserver11, "another option is its own affair", set(), option(edns=Edns(options=((3, b"ns2"), (10, b"12345678"))))),
    Row(nameserver11, "UNEXPECTED-ANSWER-SECTION", {"N11_UNEXPECTED_ANSWER_SECTION"}, option(answer=()), args={"N11_UNEXPECTED_ANSWER_SECTION": IPS}),
    Row(nameserver11, "a SOA of another zone", {"N11_UNEXPECTED_ANSWER_SECTION"}, option(answer=OTHER)),
    Row(nameserver11, "UNEXPECTED-RCODE-FORMERR", {"N11_UNEXPECTED_RCODE"}, option(rcode="FORMERR"), args={"N11_UNEXPECTED_RCODE": {**IPS, "rcode": "FORMERR"}}),
    Row(nameserver11, "UNEXPECTED-RCODE-REFUSED", {"N11_UNEXPECTED_RCODE"}, option(rcode="REFUSED", edns=None), args={"N11_UNEXPECTED_RCODE": {**IPS, "rcode": "REFUSED"}}),
    Row(nameserver11, "two codes", {"N11_UNEXPECTED_RCODE"}, option(rcode="REFUSED").with_fault(where(with_option, NS1_4, rcode="FORMERR")),
        args={"N11_UNEXPECTED_RCODE": {"ns_ip_list": NS1_4, "rcode": "FORMERR"}}),
    Row(nameserver11, "UNSET-AA", {"N11_UNSET_AA"}, option(authoritative=False), args={"N11_UNSET_AA": IPS}),
    Row(nameserver11, "no EDNS without the option either", set(), HEALTHY.with_fault(where(has_edns, edns=None))),
    Row(nameserver11, "no authority without the option either", set(), HEALTHY.with_fault(at(CHILD, "SOA", authoritative=False))),
    Row(nameserver11, "no SOA without the option either", set(), HEALTHY.with_fault(at(CHILD, "SOA", answer=()))),
    Row(nameserver11, "sends options unasked", set(), HEALTHY.with_fault(where(has_edns, edns=Edns(options=((137, b""),))))),
    Row(nameserver11, "IPv6 switched off", {"IPV6_DISABLED"}, HEALTHY.with_fault(at(NS1_6, silence=Silence.NO_FAMILY)), how={"profile": Profile(ipv6=False)}),
    *[Row(nameserver11, f"{silence}", set(), option(CHILD, silence=silence)) for silence in NOT_CHECKED],
]  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_tags(row: Row) -> None:
    row.judge()
