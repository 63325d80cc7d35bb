"""`provision sandbox`: run commands among the real servers of a miniature regency."""

import os
import sys
from typing import NoReturn

import click

from provision.cli.speech import LAST_RESORT
from provision.cli.words import Group, Option
from provision.i18n import Text, msg

ANY = {"ignore_unknown_options": True, "allow_interspersed_args": False}


LAZY = {"demo": ("provision.cli.demo", msg("Show the main job on real name servers."))}


@click.group(
    cls=Group,
    lazy=LAZY,
    help=msg(
        "Run a command among the real servers of a miniature regency.\n\n"
        "Nothing in it reaches the network, and nothing is left when it ends.\n\n"
        "\b\n"
        "Example:\n"
        "  provision sandbox run -- provision check dinkes\n"
        "  provision sandbox shell"
    ),
)
def sandbox() -> None:
    """Group the commands about the sandbox."""


@sandbox.command(
    context_settings=ANY,
    help=msg(
        "Run a command in a new sandbox; its exit code is passed on.\n\n\b\nExample:\n"
        "  provision sandbox run -- dig dinkes.bengkaliskab.go.id NS"
    ),
)
@click.option(
    "--embedded",
    cls=Option,
    is_flag=True,
    help=msg(
        "Take built-in name servers and zone files in the place of real servers: nothing need be installed."
    ),
)
@click.argument("command", nargs=-1, required=True, type=click.UNPROCESSED)
def run(embedded: bool, command: tuple[str, ...]) -> NoReturn:
    """Run the command given."""
    _run(command, embedded)


@sandbox.command(
    help=msg(
        "Open a shell in a new sandbox; leaving it ends the sandbox.\n\n\b\nExample:\n  provision sandbox shell"
    )
)
@click.option(
    "--embedded",
    cls=Option,
    is_flag=True,
    help=msg(
        "Take built-in name servers and zone files in the place of real servers: nothing need be installed."
    ),
)
def shell(embedded: bool) -> NoReturn:
    """Run the user's shell."""
    _run((os.environ.get("SHELL", "/bin/bash"),), embedded)


@sandbox.command(
    help=msg(
        "List the Debian packages that are missing for the sandbox and for letters.\n\n\b\nExample:\n"
        "  provision sandbox packages\n"
        "  sudo provision sandbox packages --install"
    )
)
@click.option("--install", cls=Option, is_flag=True, help=msg("Install what is missing; needs root."))
def packages(install: bool) -> NoReturn:
    """Print what is missing, or install it."""
    from provision.sandbox import packages as debian

    missing = debian.missing()
    if missing and install and os.geteuid() == 0:
        debian.install(missing, stdout=sys.stderr.fileno())
        missing = debian.missing()
    for name in missing:
        click.echo(name)
    if missing:
        _say(Text("Install them, as root, with: {command}", command=debian.command(missing)))
    sys.exit(1 if missing else 0)


def _run(command: tuple[str, ...], embedded: bool) -> NoReturn:
    from provision.sandbox import runner

    if os.geteuid():
        _say(Text("You are not root: this sandbox has name servers only."))
    sys.exit(runner.run(command, embedded=embedded))


def _say(text: Text) -> None:
    click.echo(text.to(os.environ.get("LANGUAGE", LAST_RESORT)), err=True)
