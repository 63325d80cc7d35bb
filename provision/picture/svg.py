"""Shapes of an SVG file: boxes with words, lines between them, badges; sizes in pixels."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

LETTER = 7.2  # the width of a letter of the monospaced font at 12 px
LINE = 16
PAD = 10
FONT = "font-family:DejaVu Sans Mono,Menlo,Consolas,monospace;font-size:12px"


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a thing: its edge, its face, and whether its edge is broken."""

    edge: str
    face: str = "#ffffff"
    dashed: bool = False


@dataclass(slots=True)
class Box:
    """A rectangle with lines of words; `badges` are the numbers of the findings about it."""

    lines: Sequence[str]
    look: Look
    badges: Sequence[int] = ()
    x: float = 0
    y: float = 0
    width: float = field(init=False)
    height: float = field(init=False)

    def __post_init__(self) -> None:
        self.width = max(map(len, self.lines), default=0) * LETTER + 2 * PAD
        self.height = len(self.lines) * LINE + 2 * PAD - 4

    @property
    def top(self) -> tuple[float, float]:
        """The middle of the upper edge."""
        return self.x + self.width / 2, self.y

    @property
    def bottom(self) -> tuple[float, float]:
        """The middle of the lower edge."""
        return self.x + self.width / 2, self.y + self.height

    def draw(self) -> str:
        """Return the box as SVG."""
        dash = ' stroke-dasharray="5 3"' if self.look.dashed else ""
        place = (
            f'x="{self.x:.0f}" y="{self.y:.0f}" width="{self.width:.0f}" height="{self.height:.0f}" rx="6"'
        )
        colours = f'fill="{self.look.face}" stroke="{self.look.edge}" stroke-width="1.6"{dash}'
        parts = [f"<rect {place} {colours}/>"]
        for number, line in enumerate(self.lines):
            weight = ' font-weight="bold"' if number == 0 else ""
            parts.append(words(self.x + PAD, self.y + PAD + 9 + number * LINE, line, extra=weight))
        parts += [
            badge(self.x + self.width - 9 - 20 * place, self.y - 4, number, self.look.edge)
            for place, number in enumerate(reversed(self.badges))
        ]
        return "".join(parts)


def words(x: float, y: float, text: str, *, colour: str = "#1c1c1c", extra: str = "") -> str:
    """Return a line of words; what a server sent is escaped."""
    return f'<text x="{x:.0f}" y="{y:.0f}" fill={quoteattr(colour)}{extra}>{escape(text)}</text>'


def badge(x: float, y: float, number: int, colour: str) -> str:
    """Return the number of a finding in a circle."""
    return (
        f'<circle cx="{x:.0f}" cy="{y:.0f}" r="9" fill="{colour}"/>'
        f'<text x="{x:.0f}" y="{y + 4:.0f}" fill="#ffffff" text-anchor="middle" font-size="10">{number}</text>'
    )


def arrow(start: tuple[float, float], end: tuple[float, float], look: Look) -> str:
    """Return a curved line with a head, from the bottom of one thing to the top of another."""
    (x1, y1), (x2, y2) = start, end
    middle = (y1 + y2) / 2
    dash = ' stroke-dasharray="5 3"' if look.dashed else ""
    return (
        f'<path d="M{x1:.0f},{y1:.0f} C{x1:.0f},{middle:.0f} {x2:.0f},{middle:.0f} {x2:.0f},{y2 - 6:.0f}" '
        f'fill="none" stroke="{look.edge}" stroke-width="1.4"{dash}/>'
        f'<path d="M{x2 - 4:.0f},{y2 - 8:.0f} L{x2:.0f},{y2:.0f} L{x2 + 4:.0f},{y2 - 8:.0f} Z" fill="{look.edge}"/>'
    )


def frame(x: float, y: float, width: float, height: float, title: str) -> str:
    """Return the frame around what belongs to one zone, with the zone's name."""
    name = words(x + 12, y + 20, title, colour="#4a5568", extra=' font-weight="bold"')
    place = f'x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="{height:.0f}" rx="10"'
    return f'<rect {place} fill="#f7f8fa" stroke="#b8bec8"/>{name}'


def document(width: float, height: float, title: str, parts: Sequence[str]) -> str:
    """Return the whole file; it stands alone, and reads its title to those who cannot see."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" role="img" style="{FONT}">'
        f'<title>{escape(title)}</title><rect width="100%" height="100%" fill="#ffffff"/>{"".join(parts)}</svg>\n'
    )
