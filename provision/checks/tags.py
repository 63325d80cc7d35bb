"""What there is to be found: every test case with its tags, for profiles, choices and explanations."""

import difflib
from collections.abc import Iterator, Mapping

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
    if not found:
        near = difflib.get_close_matches(plain, [*CASES, *(name.rstrip("0123456789") for name in CASES)], n=1)
        raise BadInput(
            Text("There is no test case {word}; did you mean {near}?", word=shown(word), near=near[0])
            if near
            else Text("There is no test case {word}, as delegation01 or nameserver is", word=shown(word))
        )
    return found


def explained(tag: str) -> list[tuple[Case, Message]]:
    """Return each test case that knows a tag, with what it says. Raises BadInput where none does."""
    found = list(_knowing(tag.upper()))
    if not found:
        near = difflib.get_close_matches(tag.upper(), [name for case in ALL for name in case.messages], n=1)
        raise BadInput(
            Text("There is no tag {tag}; did you mean {near}?", tag=shown(tag), near=near[0])
            if near
            else Text("There is no tag {tag}", tag=shown(tag))
        )
    return found


def _knowing(tag: str) -> Iterator[tuple[Case, Message]]:
    return ((case, case.messages[tag]) for case in ALL if tag in case.messages)
