"""All commands there are, each with its context: what the manual and the tests walk."""

from collections.abc import Iterator

import click

from provision.cli.words import Group


def contexts(ctx: click.Context) -> Iterator[click.Context]:
    """Return the context of a command and of every command below it, in the order of the help."""
    yield ctx
    for name, command in children(ctx):
        yield from contexts(child(ctx, name, command))


def child(ctx: click.Context, name: str, command: click.Command) -> click.Context:
    """Return the context of a command below another, as click would make it."""
    return command.context_class(command, info_name=name, parent=ctx, **command.context_settings)


def children(ctx: click.Context) -> Iterator[tuple[str, click.Command]]:
    """Return the commands right below one, imported; those that are hidden are left out."""
    if isinstance(ctx.command, Group):
        for name in ctx.command.list_commands(ctx):
            command = ctx.command.get_command(ctx, name)
            if command and not command.hidden:
                yield name, command
