"""Which fonts a letter template asks for that this machine would set in others, of other widths."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

NAMED = re.compile(rb'w:ascii="([^"]+)"')
PARTS = ("word/document.xml", "word/styles.xml")
# Fonts whose letters are as wide as those of the font named: lines break at the same places.
SAME_WIDTHS = {
    "Arial": {"Liberation Sans", "Arimo", "Nimbus Sans"},
    "Times New Roman": {"Liberation Serif", "Tinos", "Nimbus Roman"},
    "Courier New": {"Liberation Mono", "Cousine", "Nimbus Mono PS"},
    "Courier": {"Liberation Mono", "Cousine", "Nimbus Mono PS"},
    "Bookman Old Style": {"URW Bookman"},
    "Calibri": {"Carlito"},
    "Cambria": {"Caladea"},
}


def unlike(template: Path) -> Iterator[tuple[str, str]]:
    """Return (font, what it is set in) for each font of a Word file that has no like here.

    Without fontconfig's program nothing is known, and nothing returned.
    """
    if not shutil.which("fc-match"):
        return
    for font in sorted(_fonts(template)):
        instead = _matched(font)
        if not {part.strip() for part in instead.split(",")} & {font, *SAME_WIDTHS.get(font, ())}:
            yield font, instead


def _fonts(template: Path) -> set[str]:
    with ZipFile(template) as parts:
        texts = [parts.read(name) for name in PARTS if name in parts.namelist()]
    return {found.decode() for text in texts for found in NAMED.findall(text)}


def _matched(font: str) -> str:
    done = subprocess.run(
        ["fc-match", "--format=%{family}", font], capture_output=True, text=True, check=False
    )
    return done.stdout
