"""`provision manual`: the manual pages of every command, in both languages."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from provision.cli.speech import LAST_RESORT, speak
from provision.cli.words import Command
from provision.i18n import LANGUAGES, Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice


@click.command(
    cls=Command,
    help=msg(
        "Write the manual pages of every command into a folder, in English and Indonesian, as man reads them; pages that "
        "are there already are replaced.\n\n"
        "\b\nExamples:\n"
        "  provision manual /usr/local/share/man\n"
        "  provision manual man && man -M man provision-fulfil"
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.pass_context
def manual(ctx: click.Context, folder: Path) -> None:
    office: CliOffice = ctx.obj
    spoken = os.environ.get("LANGUAGE", LAST_RESORT)
    day = _day(office)
    written = [path for lang in LANGUAGES for path in _write(ctx.find_root(), folder, lang, day)]
    speak(spoken)
    if office.output == "json":
        office.print_json([str(path) for path in written])
    office.say(
        Text(
            "{count} pages are in {folder}; read one with: man -M {folder} provision-fulfil",
            count=len(written),
            folder=folder,
        )
    )


def _day(office: "CliOffice") -> date:
    """Return today, or the day that a reproducible build asks for (reproducible-builds.org, SOURCE_DATE_EPOCH)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch.isdecimal() else office.clock.now().date()


def _write(root: click.Context, folder: Path, lang: str, day: date) -> list[Path]:
    from provision.cli.roff import file_name, page
    from provision.cli.tree import contexts

    speak(lang)
    # English pages lie in no language's folder: man shows them to whoever reads none of the others.
    place = folder / ("" if lang == "en" else lang) / "man1"
    place.mkdir(parents=True, exist_ok=True)
    written = []
    for one in contexts(root):
        path = place / file_name(one)
        path.write_text(page(one, day), encoding="utf-8")
        written.append(path)
    return written
