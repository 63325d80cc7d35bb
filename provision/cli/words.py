"""click's classes: help in the reader's language, did-you-mean, common options."""

import difflib
import gettext
import importlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from provision.cli.speech import Translated
from provision.cli.values import tell_values
from provision.i18n import LANGUAGES, msg

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# In this variable a shell asks what may follow what was typed; click derives the same name.
COMPLETING = "_PROVISION_COMPLETE"


class Option(click.Option):
    """An option whose help is translated."""

    help = Translated()


class Choice(click.Choice):  # type: ignore[type-arg]  # generic only since click 8.2
    """One of some words; a word that is none of them is answered with the one that was meant."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Return what is said of a word that is none of them."""
        said = super().get_invalid_choice_message(value, ctx)
        return f"{said} {meant(str(value), self.choices)}".strip()


def meant(word: str, known: Sequence[str]) -> str:
    """Return a question for what was meant by a mistyped word, "" where nothing is near."""
    near = difflib.get_close_matches(word, known, n=1)
    return gettext.gettext("Did you mean “{near}”?").format(near=near[0]) if near else ""


def common_options() -> list[click.Parameter]:
    """Return the options that every command takes, before or after its name."""
    return [
        Option(
            ["--site"],
            type=click.Path(file_okay=False),
            metavar="DIR",
            help=msg("The folder of the site; otherwise PROVISION_SITE, or this folder."),
            expose_value=False,
            callback=_keep,
        ),
        Option(
            ["--lang"],
            type=click.Choice(LANGUAGES),
            help=msg("The language of what people read: id or en."),
            expose_value=False,
            callback=_keep,
        ),
        Option(
            ["--output"],
            type=click.Choice(["text", "json"]),
            help=msg("How results are written: text for people, json for programs."),
            expose_value=False,
            callback=_keep,
        ),
    ]


def _keep(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value is not None and param.name:
        ctx.find_root().meta[f"provision.{param.name}"] = value


USAGE = (msg("[OPTIONS]"), msg("COMMAND [ARGS]..."))


class _Usage(click.Command):
    """What may follow a command, in the reader's language; the names of arguments stay."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option `--help`, told in the language spoken now: click keeps the first it spoke."""
        option = super().get_help_option(ctx)
        if option:
            option.help = gettext.gettext("Show this message and exit.")
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return the words after the command's name."""
        pieces = super().collect_usage_pieces(ctx)
        return [gettext.gettext(piece) if piece in USAGE else piece for piece in pieces]


class Command(_Usage):
    """A command with translated help and the common options."""

    help = Translated()
    short_help = Translated()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tell_values(self.params)
        self.params.extend(common_options())


class Group(_Usage, click.Group):
    """A group whose commands are imported when they are called, and which suggests what was meant.

    `lazy` maps a command's name to the module it lives in and its line in the list of commands:
    the list itself then imports nothing.
    """

    help = Translated()
    short_help = Translated()
    command_class = Command

    def __init__(self, *args: Any, lazy: Mapping[str, tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy or {}
        own = {param.name for param in self.params}
        self.params.extend(option for option in common_options() if option.name not in own)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of plain commands, then those of the table in its order."""
        return [*super().list_commands(ctx), *self.lazy]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now where the table says where it lives."""
        if cmd_name in self.lazy:
            command = getattr(importlib.import_module(self.lazy[cmd_name][0]), cmd_name)
            assert isinstance(command, click.Command)  # noqa: S101 - a wrong row of the table is our own fault
            return command
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command called; raises UsageError, with what was meant, where there is none."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            hint = meant(args[0], self.list_commands(ctx))
            raise click.UsageError(f"{error.message} {hint}".strip(), ctx) from error

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        """Return the commands and options that begin as what was typed; imports no command of the table."""
        from click.shell_completion import CompletionItem

        found = [
            CompletionItem(name, "plain", line)
            for name, line in self.rows(ctx)
            if name.startswith(incomplete)
        ]
        # click's own would import every command for its line of help.
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def rows(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Return each command with its line, importing none of the table."""
        rows = []
        for name in super().list_commands(ctx):
            command = super().get_command(ctx, name)
            if command and not command.hidden:
                rows.append((name, command.get_short_help_str(limit=200)))
        rows += [(name, gettext.gettext(self.lazy[name][1])) for name in self.lazy]
        return rows

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl(self.rows(ctx))


Group.group_class = Group
