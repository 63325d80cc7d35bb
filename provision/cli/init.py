"""`provision init`: write a new site."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from provision.cli.words import Command
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice


@click.command(
    cls=Command,
    help=msg("Write a new site to edit into an empty folder.\n\n\b\nExample:\n  provision init bengkalis"),
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.pass_obj
def init(office: "CliOffice", folder: Path) -> None:
    """Write the site."""
    from provision.config.init import init_site

    init_site(folder)
    if office.output == "json":
        office.print_json({"site": str(folder)})
    office.say(
        Text(
            "A new site is in {folder}. Now edit inventory/site.yaml, inventory/agencies.yaml and "
            "inventory/zones.yaml, put the keys into keys/, and run: cd {folder} && provision doctor",
            folder=folder,
        )
    )
