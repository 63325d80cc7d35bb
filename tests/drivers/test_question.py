"""A question as octets: dnspython reads what we meant."""

import dns.flags
import dns.message
import pytest

from provision.drivers.stream.question import octets_of
from provision.model.query import DNSSEC, Query
from provision.names import Fqdn, parse_ip

ASKED = [
    ({}, dns.flags.Flag(0)),
    ({"recurse": True}, dns.flags.RD),
    ({"recurse": True, "unchecked": True}, dns.flags.RD | dns.flags.CD),
    ({"unchecked": True}, dns.flags.CD),
]  # fmt: skip


@pytest.mark.parametrize(("how", "flags"), ASKED)
def test_flags(how: dict[str, bool], flags: dns.flags.Flag) -> None:
    query = Query(parse_ip("192.0.2.1"), Fqdn("dinkes.go.id"), "SOA", edns=DNSSEC, **how)
    seen = dns.message.from_wire(b"\0\7" + octets_of(query)[0])
    assert (seen.id, seen.flags, bool(seen.ednsflags & dns.flags.DO)) == (7, flags, True)
    assert str(seen.question[0]) == "dinkes.go.id. IN SOA"


def test_what_is_held_back_as_forged_is_another_question() -> None:
    query = Query(parse_ip("192.0.2.1"), Fqdn("dinkes.go.id"), "SOA", recurse=True)
    assert query != Query(query.server, query.name, "SOA", recurse=True, unchecked=True)
