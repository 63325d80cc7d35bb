"""`provision completion`: what makes a shell complete commands, options and their values."""

import os
from contextlib import redirect_stderr, suppress

import click

from provision.cli.words import COMPLETING, Command
from provision.i18n import msg


@click.command(
    cls=Command,
    help=msg(
        "Print what makes your shell complete this program's commands, options and values when you press Tab: requests, "
        "agencies, zones and roles of the site you stand in. Read it at the start of each shell.\n\n"
        "\b\nExamples:\n"
        "  provision completion bash > ~/.local/share/bash-completion/completions/provision\n"
        "  provision completion zsh > ~/.zfunc/_provision\n"
        "  provision completion fish > ~/.config/fish/completions/provision.fish"
    ),
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    from click.shell_completion import get_completion_class

    speaker = get_completion_class(shell)
    assert speaker  # noqa: S101 - the choices are click's own
    click.echo(speaker(ctx.find_root().command, {}, "provision", COMPLETING).source())


def answer(program: click.Command) -> None:
    """Answer a shell that asks for what may follow; whatever goes wrong, the person who types reads nothing of it."""
    with open(os.devnull, "w") as nowhere, redirect_stderr(nowhere), suppress(Exception):  # noqa: PTH123
        program.main(prog_name="provision", complete_var=COMPLETING, standalone_mode=False)
