"""Zones checked side by side, from shared knowledge, are judged as each alone."""

from collections.abc import Sequence

import pytest

from provision.drivers.dns import SocketDns
from provision.drivers.stream.asked import Tell
from provision.engine.zone import Checked, Manner, check_many, check_one
from provision.model.profile import Profile
from provision.model.query import Query
from provision.model.site import Server
from provision.sandbox.regency import REGENCY

pytestmark = pytest.mark.sandbox

ZONES = (
    "id", "go.id", "co.id", "bengkaliskab.go.id", "penyedia.co.id", "rsud.bengkaliskab.go.id", "not-there.go.id",
    "not-there.bengkaliskab.go.id", "www.bengkaliskab.go.id", "webmail.bengkaliskab.go.id", "x..id",
)  # fmt: skip


def told(checked: Checked) -> Sequence[tuple[str, str, str]]:
    return [(one.testcase, one.tag, str(sorted(one.args.items()))) for one in checked.findings]


class Counting(SocketDns):
    """Keeps the questions that went out."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[Query] = []

    def ask(self, query: Query, tell: Tell) -> None:
        self.asked.append(query)
        super().ask(query, tell)


def test_zones_side_by_side_are_judged_as_each_alone() -> None:
    roots = tuple(Server(address) for address in REGENCY.server("root").addresses)
    manner, dns = Manner(roots, Profile()), Counting()
    alone = [check_one(SocketDns(), name, manner) for name in ZONES]
    together = list(check_many(dns, [*ZONES, *ZONES], manner))
    assert len(together) == 2 * len(ZONES)
    by_zone = {str(one.zone.zone): told(one) for one in alone}
    for one in together:
        assert told(one) == by_zone[str(one.zone.zone)]
    assert len(dns.asked) == len(set(dns.asked))
    assert len(dns.asked) < sum(one.cost.queries for one in alone)
