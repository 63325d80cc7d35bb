"""`provision sandbox demo`: the main job, from request letter to reply letter, shown command by command."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from provision.cli.speech import LAST_RESORT
from provision.cli.words import Command, Option
from provision.errors import NotVerified
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.sandbox.demo import Step

INSIDE = "PROVISION_SANDBOX"


@click.command(
    cls=Command,
    help=msg(
        "Run ten letters through the whole chain in a new sandbox, on real name servers: a delegation, an address, its "
        "change, another name, a suspension, a waiver, a revocation, and three that are returned. Letters, plans and the "
        "ledger's export are left in a folder.\n\n"
        "\b\nExample:\n  provision sandbox demo --to build/demo"
    ),
    short_help=msg("Show the main job on real name servers."),
)
@click.option(
    "--embedded",
    cls=Option,
    is_flag=True,
    help=msg(
        "Take built-in name servers and zone files, as happens by itself where the real ones are missing."
    ),
)
@click.option(
    "--to",
    cls=Option,
    default="build/demo",
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help=msg("The folder for letters, plans and the export; emptied first."),
)
def demo(to: Path, embedded: bool) -> NoReturn:
    if INSIDE not in os.environ:
        _enter(to, embedded)
    _run(to)
    sys.exit(0)


def _enter(to: Path, embedded: bool) -> NoReturn:
    from provision.sandbox import runner
    from provision.sandbox.build import missing_programs

    missing = missing_programs()
    if embedded or missing:
        _say_embedded(missing)
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    words = [
        sys.executable,
        "-m",
        "provision",
        "--lang",
        _lang(),
        "sandbox",
        "demo",
        "--to",
        str(to.resolve()),
    ]
    sys.exit(runner.run(words, embedded=bool(embedded or missing)))


def _say_embedded(missing: Sequence[str]) -> None:
    if missing:
        _tell(
            Text("No real name servers are here ({missing} missing): built-in ones and zone files take their place. "
                 "They rehearse the way of a letter, no more", missing=missing),
            bold=False,
        )  # fmt: skip
    else:
        _tell(
            Text("Built-in name servers and zone files take the place of real ones. They rehearse the way of a letter, "
                 "no more"),
            bold=False,
        )  # fmt: skip


def _run(to: Path) -> None:
    from provision.sandbox.demo import steps, write_letters

    incoming, today = to / "incoming", date.today()  # noqa: DTZ011 - the day of this machine, as its clerk's
    write_letters(incoming, today)
    for step in steps(incoming, today):
        _show(step, to)
    site = Path(os.environ["PROVISION_SITE"])
    shutil.copytree(site / "outbox", to / "letters", dirs_exist_ok=True)
    _keep_zone_files(site, to)
    _tell(Text("Done. Letters, plans and the ledger's export lie in {folder}", folder=to), bold=True)


def _keep_zone_files(site: Path, to: Path) -> None:
    """Copy the parent zone's files, where it is kept in files: people's with their comments, and ours."""
    from provision.config.load import load_site

    files = [zone.files for zone in load_site(site).zones.values() if zone.files]
    for file in (file for two in files for file in (two.file, two.include)):
        (to / "zone").mkdir(exist_ok=True)
        shutil.copy(file, to / "zone")


def _show(step: "Step", to: Path) -> None:
    if step.title:
        click.echo()
        _tell(step.title, bold=True)
    shown = [Path(word).name if "/" in word else word for word in step.words]
    click.secho(f"$ provision {' '.join(shown)}" + (f" > {step.keep}" if step.keep else ""), fg="cyan")
    code = _provision(step, to)
    if code != step.ends:
        raise NotVerified(
            Text(
                "The demonstration failed: the command ended with {code}, not {wanted}",
                code=code,
                wanted=step.ends,
            )
        )


def _provision(step: "Step", to: Path) -> int:
    words = [sys.executable, "-m", "provision", "--lang", _lang(), *step.words]
    if not step.keep:
        return subprocess.run(words, check=False).returncode
    kept = to / step.keep
    kept.parent.mkdir(parents=True, exist_ok=True)
    with kept.open("w") as file:
        return subprocess.run(words, stdout=file, check=False).returncode


def _lang() -> str:
    return os.environ.get("LANGUAGE", LAST_RESORT)


def _tell(text: Text, *, bold: bool) -> None:
    click.secho(text.to(_lang()), bold=bold)
