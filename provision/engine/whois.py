"""Puts questions to whois servers among those to the DNS, so that checks ask both alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from provision.model.query import WHOIS, Answer, Query, Silence
from provision.model.rrset import RRset
from provision.ports import Dns, Whois


@dataclass(frozen=True, slots=True)
class WithWhois:
    """Asks name servers, and whois servers where a question is for one."""

    dns: Dns
    whois: Whois

    def exchange(self, queries: Sequence[Query]) -> Sequence[Answer]:
        """Return one answer for each question, in order."""
        heard = {
            answer.query: answer
            for answer in self.dns.exchange([one for one in queries if one.type != WHOIS])
        }
        return [self._ask(query) if query.type == WHOIS else heard[query] for query in queries]

    def _ask(self, query: Query) -> Answer:
        lines = self.whois.ask(query.server, query.spelled)
        if lines is None:
            return Answer(query, Silence.TIMEOUT)
        return Answer(query, rcode="NOERROR", answer=(RRset(query.name, WHOIS, 0, tuple(lines)),))
