"""Whether a family of addresses leads anywhere from here, as learnt from who answers over it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from provision.model.query import Answer, Query, Silence
from provision.names import Fqdn, Ip
from provision.ports import Stream
from provision.streams import exchange

Tell = Callable[[Answer], None]
ROOT = Fqdn("")
ROOTS_ASKED = 3
QUIET = {Silence.TIMEOUT, Silence.UNREACHABLE, Silence.NO_FAMILY}
UNHEARD = {*QUIET, Silence.NOT_PUBLIC}


class Way:
    """One family of addresses; silence over it is held back until it is known whose it is.

    `leads` tells whether anybody outside answers, None while that is not known. Where nobody answered
    yet, the root is asked, once.
    """

    def __init__(self, stream: Stream, family: int, roots: Sequence[Ip]) -> None:
        self.leads: bool | None = None
        self._stream = stream
        asked = [root for root in roots if root.version == family][-ROOTS_ASKED:]
        self._roots = [Query(root, ROOT, "NS") for root in asked]
        self._roots_left: int | None = None
        self._heard = False
        self._under_way = 0
        self._held: list[tuple[Answer, Tell, bool]] = []
        self._unasked: list[tuple[Query, Tell]] = []

    def ask(self, query: Query, tell: Tell, *, outside: bool) -> None:
        """Let a question go out, to one of the office's own servers or to one outside.

        Once a family is known to lead nowhere, nobody is asked over it any more: each would be waited for.
        """
        if outside and self.leads is False:
            self._unasked.append((query, tell))
            return
        self._under_way += 1
        self._stream.ask(query, partial(self._hear, tell, outside))

    def tell_unasked(self) -> bool:
        """Tell of what was not asked, and return whether there was any."""
        unasked, self._unasked = self._unasked, []
        for query, tell in unasked:
            tell(Answer(query, Silence.NO_FAMILY))
        return bool(unasked)

    def leads_somewhere(self) -> bool:
        """Tell whether anybody outside answers; who does not know asks the root."""
        if self.leads is None and self._roots:
            self.leads = any(answer.silence not in QUIET for answer in exchange(self._stream, self._roots))
        return bool(self.leads)

    def _hear(self, tell: Tell, outside: bool, answer: Answer) -> None:  # noqa: FBT001 - bound beforehand
        self._under_way -= 1
        self._heard = self._heard or answer.silence not in UNHEARD
        if outside and answer.silence not in QUIET:
            self.leads = True
        self._held.append((answer, tell, outside))
        self._release()

    def _release(self) -> None:
        """Tell what can be told by now."""
        held, self._held = self._held, []
        for answer, tell, outside in held:
            if self._is_clear(answer, outside=outside):
                tell(self._rightly(answer, outside=outside))
            else:
                self._held.append((answer, tell, outside))

    def _is_clear(self, answer: Answer, *, outside: bool) -> bool:
        if answer.silence not in QUIET:
            return True
        if not outside:
            return answer.silence is not Silence.NO_FAMILY or self._heard or not self._under_way
        if self.leads is None and self._roots and self._roots_left is None:
            self._ask_the_root()
        return self.leads is not None or not self._roots

    def _ask_the_root(self) -> None:
        self._roots_left = len(self._roots)
        for query in self._roots:
            self._stream.ask(query, self._hear_the_root)

    def _hear_the_root(self, answer: Answer) -> None:
        self._roots_left = (self._roots_left or 1) - 1
        if answer.silence not in QUIET:
            self.leads = True
        elif not self._roots_left and self.leads is None:
            self.leads = False
        self._release()

    def _rightly(self, answer: Answer, *, outside: bool) -> Answer:
        """Return a quiet answer with its cause: the family leads nowhere, or to all but this server."""
        leads = self.leads if outside else self._heard or None
        if leads is False and answer.silence in QUIET:
            return replace(answer, silence=Silence.NO_FAMILY)
        if leads and answer.silence is Silence.NO_FAMILY:
            return replace(answer, silence=Silence.UNREACHABLE)
        return answer
