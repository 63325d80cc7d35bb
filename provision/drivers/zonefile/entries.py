"""A zone file's bytes as entries, each a record or a directive, with the place where it stands (RFC 1035 section 5.1).

Bytes, not text: what people wrote is kept as it is, in whatever encoding their comments are.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

TOKEN = re.compile(
    rb"""(?P<comment>;[^\n]*)
    | (?P<eol>\n)
    | (?P<space>[ \t\r]+)
    | (?P<open>\()
    | (?P<close>\))
    | (?P<quoted>"(?:\\.|[^"\\\n])*")
    | (?P<word>(?:\\.|[^\s;()"\\])+)
    | (?P<odd>.)""",
    re.VERBOSE | re.DOTALL,
)
WORDS = {"quoted", "word", "odd"}
# A backslash with what it escapes, or a byte that is no ASCII.
FOREIGN = re.compile(rb"\\.|[\x80-\xff]", re.DOTALL)
ASCII = 0x80


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a quoted string, and where it begins in the file."""

    value: bytes
    start: int

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.value)

    @property
    def text(self) -> str:
        """The word for reading, without its quotes."""
        return _ascii(self.value.strip(b'"'))

    @property
    def path(self) -> str:
        """The word as the name of a file, in whatever encoding."""
        return os.fsdecode(self.value.strip(b'"'))


@dataclass(frozen=True, slots=True)
class Entry:
    """A record or a directive: its line (the first is 1), its words, its bytes; `indented` repeats the last owner."""

    line: int
    words: tuple[Word, ...]
    content: bytes
    indented: bool

    @property
    def directive(self) -> str:
        """The directive's name in capitals (`$INCLUDE`), empty for a record."""
        first = self.words[0].value
        return _ascii(first).upper() if first.startswith(b"$") and not self.indented else ""

    @property
    def text(self) -> str:
        """The entry for dnspython: other bytes than ASCII as numbers, each line ended by one character."""
        return _ascii(self.content.replace(b"\r\n", b"\n"))


def entries(content: bytes) -> Iterator[Entry]:
    """Yield the entries of a file, in order; empty lines and comments alone are none."""
    start, line, deep = 0, 1, 0
    words: list[Word] = []
    for match in TOKEN.finditer(content):
        kind = match.lastgroup
        if kind in WORDS:
            words.append(Word(match[0], match.start()))
        deep = max(0, deep + (kind == "open") - (kind == "close"))
        if kind == "eol" and not deep:
            yield from _entry(content[start : match.end()], line, words)
            line += content.count(b"\n", start, match.end())
            start, words = match.end(), []
    yield from _entry(content[start:], line, words)


def _entry(content: bytes, line: int, words: list[Word]) -> Iterator[Entry]:
    if words:
        yield Entry(line, tuple(words), content, content[:1] in {b" ", b"\t"})


def _ascii(content: bytes) -> str:
    return FOREIGN.sub(_number, content).decode("ascii")


def _number(match: re.Match[bytes]) -> bytes:
    last = match[0][-1]
    return match[0] if last < ASCII else rb"\%03d" % last
