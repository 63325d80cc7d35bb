"""Words for silence, and which silence counts."""

from provision.i18n import Text, msg
from provision.model.query import NOT_CHECKED, Answer, Silence

WORDS = {
    Silence.TIMEOUT: msg("no answer in time"),
    Silence.REFUSED: msg("the port is closed"),
    Silence.UNREACHABLE: msg("no way leads there"),
    Silence.NO_FAMILY: msg("from this office IPv{family} leads nowhere"),
    Silence.MALFORMED: msg("the answer is malformed"),
    Silence.NOT_PUBLIC: msg("not asked, since the address is not public"),
    Silence.BUDGET: msg("not asked, since too many questions were asked already"),
}


def in_words(answer: Answer) -> Text:
    """Return why nothing usable came, or the code that came instead."""
    if answer.silence is None:
        return Text("the answer is {rcode}", rcode=answer.rcode)
    if answer.silence is Silence.NO_FAMILY:
        return Text(WORDS[answer.silence], family=answer.query.server.version)
    return Text(WORDS[answer.silence])


def is_dead(answer: Answer) -> bool:
    """Tell whether the server was asked and gave no answer: what we could not ask is not its fault."""
    return answer.silence is not None and answer.silence not in NOT_CHECKED
