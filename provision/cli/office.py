"""What a command works with: the site, the ledger, the clock, and the way to print."""

import getpass
import json
import os
import pwd
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provision.cli.progress import Meter
from provision.cli.speech import LAST_RESORT, YES, speak
from provision.i18n import Text

if TYPE_CHECKING:
    from provision.flow.desk import Desk
    from provision.ledger import Ledger
    from provision.model.site import Server, Site
    from provision.ports import World


COLOURS = {"red", "green", "yellow", "cyan"}


class SystemClock:
    """The machine's clock, in the machine's time zone."""

    def now(self) -> datetime:
        """Return the moment, with its time zone."""
        return datetime.now().astimezone()


class CliOffice:
    """Opens things when a command first asks for them, so that `--help` opens nothing."""

    def __init__(self, meta: Mapping[str, Any], environ: Mapping[str, str]) -> None:
        self._meta = meta
        self._environ = environ
        self.meter = Meter()
        self.clock = SystemClock()

    @cached_property
    def site(self) -> "Site":
        """The site's files, read and checked."""
        from provision.config.load import find_site, load_site

        option = self._meta.get("provision.site")
        site = load_site(find_site(Path(option) if option else None, self._environ))
        if "provision.lang" not in self._meta and "PROVISION_LANG" not in self._environ:
            speak(site.language)
        return site

    def hints(self, path: Path | None) -> "tuple[Server, ...]":
        """Return the root servers to begin at: of a file, of the site where there is one, or IANA's."""
        from provision.config.hints import read_hints

        if path:
            return read_hints(path)
        here = "provision.site" in self._meta or self._environ.get("PROVISION_SITE")
        return self.site.hints if here or Path("inventory/site.yaml").is_file() else read_hints()

    @property
    def lang(self) -> str:
        """The language of what people read."""
        asked = self._meta.get("provision.lang") or self._environ.get("PROVISION_LANG")
        if asked:
            return str(asked)
        return self.__dict__["site"].language if "site" in self.__dict__ else LAST_RESORT

    @property
    def output(self) -> str:
        """How results are written: text or json."""
        return str(self._meta.get("provision.output", "text"))

    @property
    def actor(self) -> str:
        """The login of whoever runs the command, as the operating system knows it.

        Not as the environment says: LOGNAME is anybody's to set. Root's word is taken, who could
        become anybody.
        """
        if os.getuid() == 0:
            return getpass.getuser()
        try:
            return pwd.getpwuid(os.getuid()).pw_name
        except KeyError:
            return f"uid-{os.getuid()}"

    @contextmanager
    def ledger(self) -> Iterator["Ledger"]:
        """Open the site's ledger for the length of a block."""
        from provision.ledger import open_ledger

        with open_ledger(self.site.ledger, self.clock) as ledger:
            yield ledger

    @contextmanager
    def desk(self) -> Iterator["Desk"]:
        """Sit down at the desk for the length of a block: site, ledger, and the world outside."""
        from provision.flow.desk import Desk

        with self.ledger() as ledger:
            yield Desk(self.site, ledger, self.world(ledger), self.actor)

    def world(self, ledger: "Ledger") -> "World":
        """Return everything outside, behind its ports."""
        from provision.engine.world import open_world

        return replace(open_world(self.site, ledger, self.clock), watcher=self.meter)

    def words(self, text: Text) -> str:
        """Return a sentence in the reader's language."""
        return text.to(self.lang)

    def say(self, text: Text) -> None:
        """Tell people something, on standard error."""
        click.echo(self.words(text), err=True)

    @property
    def interactive(self) -> bool:
        """Tell whether a person can be asked."""
        return sys.stdin.isatty() and sys.stderr.isatty()

    def agrees(self, question: Text) -> bool:
        """Ask for a yes, in either language; everything else is a no."""
        asked = self.words(Text("{question} [y/N]", question=question))
        answer: str = click.prompt(asked, default="", show_default=False, err=True)
        return answer.strip().lower() in YES

    @contextmanager
    def busy(self, doing: Text) -> Iterator[None]:
        """Show on a terminal that something long is under way, and how far it has come; cron sees nothing."""
        with self.meter.showing(self.words(doing)):
            yield

    def styled(self, text: str, style: str) -> str:
        """Return a text in colour; click leaves the colour out where nobody would see it."""
        words = style.split()
        colour = next((word for word in words if word in COLOURS), None)
        return click.style(text, fg=colour, bold="bold" in words or None, dim="dim" in words or None)

    def print(self, text: Text | str) -> None:
        """Print a line of a result."""
        click.echo(self.words(text) if isinstance(text, Text) else text)

    def print_json(self, data: Any) -> None:
        """Print a result for programs."""
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))

    def table(self, headers: Sequence[Text | str], rows: Sequence[Sequence[Any]]) -> None:
        """Print a table; on a pipe it keeps every column whole, and is written without the help of rich."""
        heads, *told = [
            [self.words(cell) if isinstance(cell, Text) else str(cell) for cell in row]
            for row in (headers, *rows)
        ]
        if not sys.stdout.isatty():
            click.echo("\n".join(_aligned([heads, *told])))
            return
        from rich.box import SIMPLE_HEAD
        from rich.console import Console
        from rich.table import Table
        from rich.text import Text as Plain

        table = Table(box=SIMPLE_HEAD, pad_edge=False)
        for head in heads:
            table.add_column(head, overflow="fold")
        for row in told:
            # Plain text: what stands in brackets is no markup here.
            table.add_row(*(Plain(cell) for cell in row))
        Console(highlight=False).print(table)


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, the first row underlined."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for place, row in enumerate(rows):
        yield "   ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if place == 0:
            yield "─" * (sum(widths) + 3 * (len(widths) - 1))
