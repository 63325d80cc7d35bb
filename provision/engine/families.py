"""Leaves out a family of addresses that a profile switches off: not asked, and so nobody's fault."""

from collections.abc import Sequence
from dataclasses import dataclass

from provision.model.profile import Profile
from provision.model.query import Answer, Query, Silence
from provision.ports import Dns


@dataclass(frozen=True, slots=True)
class OnlyFamilies:
    """Asks over the families that a profile allows."""

    dns: Dns
    profile: Profile

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        """Return one answer for each question, in order."""
        allowed = {4: self.profile.ipv4, 6: self.profile.ipv6}
        asked = [query for query in queries if allowed[query.server.version]]
        heard = {answer.query: answer for answer in self.dns.exchange(asked)}
        return [heard.get(query) or Answer(query, Silence.NO_FAMILY) for query in queries]
