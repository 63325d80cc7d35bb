"""What an outsider names is asked only where it is public; the office's own servers are asked anywhere."""

from collections.abc import Sequence

from provision.checks.walk import Walker
from provision.checks.zone import check_servers
from provision.engine.ask import Asker
from provision.engine.public import PublicDns
from provision.model.query import Answer, Query, Silence
from provision.names import Fqdn, parse_ip
from tests.checks.driving import server


class Heard:
    """Keeps what was asked."""

    def __init__(self) -> None:
        self.queries: list[Query] = []

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        self.queries += queries
        return [Answer(query, rcode="NOERROR") for query in queries]


def q(address: str) -> Query:
    return Query(parse_ip(address), Fqdn("dinkes.bengkaliskab.go.id"), "SOA")


def test_only_public_addresses_and_our_own_are_asked() -> None:
    heard = Heard()
    dns = PublicDns(heard, {parse_ip("10.0.0.2")})
    queries = [
        q(one) for one in ("10.0.0.1", "103.1.2.3", "10.0.0.2", "::1", "192.0.2.1", "fe80::1", "2001:df0::1")
    ]
    answers = dns.exchange(queries)
    assert [answer.query for answer in answers] == queries
    assert [str(query.server) for query in heard.queries] == ["103.1.2.3", "10.0.0.2", "2001:df0::1"]
    assert [answer.silence is Silence.NOT_PUBLIC for answer in answers] == [
        True,
        False,
        False,
        True,
        True,
        True,
        False,
    ]


def test_a_letter_cannot_make_us_probe_the_office() -> None:
    heard = Heard()
    zone = Fqdn("dinkes.bengkaliskab.go.id")
    inside = server(zone.child("ns1"), glue=["192.168.0.1"])
    found = Asker(PublicDns(heard, set()), 100).run(check_servers(zone, [inside], Walker(())))
    assert heard.queries == []
    tags = {finding.tag for finding in found}
    assert {"A01_LOCAL_USE_ADDR", "A01_NO_GLOBALLY_REACHABLE_ADDR"} <= tags
    assert not tags & {
        "B02_NO_WORKING_NS",
        "CN01_NO_RESPONSE_UDP",
        "CN02_NO_RESPONSE_TCP",
        "IS_NOT_AUTHORITATIVE",
    }
