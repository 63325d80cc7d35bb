"""What there is to be found: every test case with its tags, for profiles, choices and explanations."""

import difflib
from collections.abc import Mapping, Sequence

from provision.checks.dns.case import Case, Message
from provision.checks.registry import BESIDE, TESTCASES
from provision.errors import BadInput
from provision.i18n import Text
from provision.names import shown

CASES: Mapping[str, Case] = {module.CASE.name: module.CASE for module in TESTCASES}
ALL = (*CASES.values(), *BESIDE)


def chosen(words: tuple[str, ...]) -> frozenset[str]:
    """Return the test cases that the words name: a case, or a module for all of its cases.

    `delegation01`, `Delegation` and `DELEGATION/delegation01` are all understood. Raises BadInput.
    """
    return frozenset(name for word in words for name in _named(word))


def _named(word: str) -> list[str]:
    plain = word.lower().rpartition("/")[2]
    found = [name for name in CASES if plain in {name, name.rstrip("0123456789")}]
    if found:
        return found
    if near := _near(plain, [*CASES, *(name.rstrip("0123456789") for name in CASES)]):
        raise BadInput(
            Text("There is no test case {word}; did you mean {near}?", word=shown(word), near=near)
        )
    raise BadInput(Text("There is no test case {word}, as delegation01 or nameserver is", word=shown(word)))


def explained(tag: str) -> list[tuple[Case, Message]]:
    """Return each test case that knows a tag, with what it says. Raises BadInput where none does."""
    meant = tag.upper()
    found = [(case, case.messages[meant]) for case in ALL if meant in case.messages]
    if found:
        return found
    if near := _near(meant, [name for case in ALL for name in case.messages]):
        raise BadInput(Text("There is no tag {tag}; did you mean {near}?", tag=shown(tag), near=near))
    raise BadInput(Text("There is no tag {tag}", tag=shown(tag)))


def _near(word: str, known: Sequence[str]) -> str:
    return next(iter(difflib.get_close_matches(word, known, n=1)), "")
