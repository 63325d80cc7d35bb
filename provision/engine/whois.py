"""Puts questions to whois servers among those to the DNS, so that checks ask both alike."""

from collections.abc import Callable

from provision.engine.sieve import Sieve
from provision.model.query import WHOIS, Answer, Query, Silence
from provision.model.rrset import RRset
from provision.ports import Dns, Stream, Whois


class WithWhois(Sieve):
    """Asks name servers, and whois servers where a question is for one: few, and each waited for."""

    def __init__(self, dns: Dns | Stream, whois: Whois) -> None:
        super().__init__(dns)
        self._whois = whois

    def refusal(self, query: Query) -> Silence | None:  # noqa: ARG002 - what is for whois does not come here
        """Return that every question is asked."""
        return None

    def ask(self, query: Query, tell: Callable[[Answer], None]) -> None:
        """Let a question go out to the kind of server that it is for."""
        if query.type == WHOIS:
            self._unasked.append((self._answer(query), tell))
        else:
            super().ask(query, tell)

    def _answer(self, query: Query) -> Answer:
        lines = self._whois.ask(query.server, query.spelled)
        if lines is None:
            return Answer(query, Silence.TIMEOUT)
        return Answer(query, rcode="NOERROR", answer=(RRset(query.name, WHOIS, 0, tuple(lines)),))
