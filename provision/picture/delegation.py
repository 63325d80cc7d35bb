"""A delegation as a picture: the parent, its DS, the name servers, their addresses, the zone's keys, and what is wrong where."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

from provision.checks.chain import Chain, Key
from provision.checks.delegation import Delegation, NameServer
from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.names import Fqdn
from provision.picture.svg import LETTER, LINE, PAD, Box, Look, arrow, badge, document, frame, words

GAP, ROW_GAP, MARGIN, HEAD, APART_BY = 26, 54, 24, 34, 6
A_LINE = 110  # letters of a sentence, before it goes on in the next line
FINE, ODD, BAD = Look("#2f855a"), Look("#b7791f", "#fffbeb"), Look("#c53030", "#fff5f5")
LOOKS = {Level.WARNING: ODD, Level.ERROR: BAD, Level.CRITICAL: BAD}
APART = re.compile(r"[;,\s]+")


@dataclass(frozen=True, slots=True)
class Numbered:
    """The findings that a picture tells, by number, and which words each of them is about."""

    findings: Sequence[Finding]

    @classmethod
    def of(cls, findings: Sequence[Finding]) -> "Numbered":
        """Choose what is at least a warning, the worst first; what several test cases tell alike, once."""
        told = [finding for finding in findings if finding.level >= Level.WARNING]
        once = {(finding.tag, str(finding.args)): finding for finding in told}
        return cls(sorted(once.values(), key=lambda finding: -finding.level))

    def about(self, *names: str) -> list[int]:
        """Return the numbers of the findings whose arguments name one of these."""
        return [
            number for number, finding in enumerate(self.findings, 1) if {*names} & {*_named(finding.args)}
        ]

    def look(self, numbers: Sequence[int], *, dashed: bool = False) -> Look:
        """Return how a thing looks with these findings."""
        worst = max((self.findings[number - 1].level for number in numbers), default=Level.INFO)
        look = LOOKS.get(worst, FINE)
        return Look(look.edge, look.face, dashed)


def _named(args: Mapping[str, object]) -> Iterator[str]:
    for value in args.values():
        for word in APART.split(str(value)):
            yield word
            yield from word.split("/", 1)


def drawn(delegation: Delegation, chain: Chain, findings: Sequence[Finding], lang: str) -> str:
    """Return the picture as an SVG file, its sentences in a language."""
    return _Picture(delegation, chain, Numbered.of(findings), lang).svg()


class _Picture:
    """Lays the things out in rows, one below the other: parent, DS, name servers, addresses, keys."""

    def __init__(self, delegation: Delegation, chain: Chain, told: Numbered, lang: str) -> None:
        self._delegation, self._chain, self._told, self._lang = delegation, chain, told, lang
        self._servers = _both_sides(delegation)
        self._parent = self._box([_zone(delegation.parent)] + [str(at) for at in delegation.parents[:6]], "")
        self._ds = [self._box(_ds_lines(ds), f"{ds[0]}") for ds in chain.ds]
        self._keys = [self._box(_key_lines(key), f"{key.tag}") for key in chain.keys]
        self._names = [
            self._box([name.text or "."], name.text, dashed=side != "both") for name, side in self._servers
        ]
        self._addresses = {
            at: self._box([str(at.address)], str(at.address), str(at)) for at in delegation.ats
        }

    def svg(self) -> str:
        """Return the whole file."""
        rows = [[self._parent], self._ds, self._names, list(self._addresses.values()), self._keys]
        width = max([_width(row) for row in rows] + [self._words_width()]) + 2 * MARGIN + 2 * PAD
        bottom = self._place(rows, width)
        parts = [self._frames(width), *self._arrows(), *(box.draw() for row in rows for box in row)]
        parts += self._legend(bottom + 30)
        height = bottom + 30 + self._words_height() + MARGIN
        return document(width, height, f"{_zone(self._delegation.zone)}", parts)

    def _box(self, lines: Sequence[str], *names: str, dashed: bool = False) -> Box:
        numbers = self._told.about(*filter(None, names))
        return Box(lines, self._told.look(numbers, dashed=dashed), numbers)

    def _place(self, rows: Sequence[Sequence[Box]], width: float) -> float:
        """Put every box in its place; return where the last row ends."""
        y: float = MARGIN + HEAD
        for row in filter(None, rows):
            x = (width - _width(row)) / 2
            for box in row:
                box.x, box.y = x, y
                x += box.width + GAP
            y += max(box.height for box in row) + ROW_GAP
        return y - ROW_GAP + PAD

    def _frames(self, width: float) -> str:
        upper = [self._parent, *self._ds]
        lower = [*self._names, *self._addresses.values(), *self._keys]
        titles = (self._words(Text("Parent zone")), f"{_zone(self._delegation.zone)}")
        return "".join(
            _around(boxes, width, title) for boxes, title in zip((upper, lower), titles, strict=True) if boxes
        )

    def _arrows(self) -> Iterator[str]:
        for ds in self._ds:
            yield arrow(self._parent.bottom, ds.top, ds.look)
        for (name, side), box in zip(self._servers, self._names, strict=True):
            if side != "child":
                yield arrow(self._parent.bottom, box.top, box.look)
            for at, address in self._addresses.items():
                if at.name == name:
                    yield arrow(box.bottom, address.top, address.look)
        for key, box in zip(self._chain.keys, self._keys, strict=True):
            yield from self._to_key(key, box)

    def _to_key(self, key: Key, box: Box) -> Iterator[str]:
        """Yield what leads to a key: the DS records that name it, where there are any, else a server."""
        named = [
            ds
            for told, ds in zip(self._chain.ds, self._ds, strict=True)
            if told[:2] == (key.tag, key.algorithm)
        ]
        yield from (arrow(ds.bottom, box.top, box.look) for ds in named)

    def _legend(self, y: float) -> Iterator[str]:
        if not self._told.findings:
            yield words(MARGIN, y, "✓ " + self._words(Text("nothing found")), colour=FINE.edge)
        for number, (finding, lines) in enumerate(self._sentences, 1):
            yield badge(MARGIN + 9, y - 4, number, LOOKS[finding.level].edge)
            for line in lines:
                yield words(MARGIN + 26, y, line)
                y += LINE
            y += APART_BY

    @cached_property
    def _sentences(self) -> list[tuple[Finding, list[str]]]:
        told = [(finding, f"{finding.why.to(self._lang)} ({finding.tag})") for finding in self._told.findings]
        return [(finding, wrap(sentence, A_LINE)) for finding, sentence in told]

    def _words(self, text: Text) -> str:
        return text.to(self._lang)

    def _words_width(self) -> float:
        lines = (line for _, lines in self._sentences for line in lines)
        return max(map(len, lines), default=0) * LETTER + 30

    def _words_height(self) -> float:
        return sum(len(lines) * LINE + APART_BY for _, lines in self._sentences) or LINE


def _both_sides(delegation: Delegation) -> list[tuple[Fqdn, str]]:
    """Return each name server with the side that names it: the parent, the zone itself ("child"), or both."""
    parent, child = _names(delegation.servers), _names(delegation.child)
    sides = {name: "both" if name in child else "parent" for name in parent}
    return sorted({**dict.fromkeys(child - parent, "child"), **sides}.items())


def _names(servers: Sequence[NameServer]) -> set[Fqdn]:
    return {server.name for server in servers}


def _zone(name: Fqdn | None) -> str:
    return "?" if name is None else str(name)


def _ds_lines(ds: tuple[int, int, int]) -> list[str]:
    return [f"DS {ds[0]}", f"alg {ds[1]}, digest {ds[2]}"]


def _key_lines(key: Key) -> list[str]:
    return [f"DNSKEY {key.tag}", f"alg {key.algorithm}, {'KSK' if key.signs_keys else 'ZSK'}"]


def _width(row: Sequence[Box]) -> float:
    return sum(box.width for box in row) + GAP * max(0, len(row) - 1)


def _around(boxes: Sequence[Box], width: float, title: str) -> str:
    top = min(box.y for box in boxes) - HEAD
    bottom = max(box.y + box.height for box in boxes) + PAD
    return frame(MARGIN / 2, top, width - MARGIN, bottom - top, title)
