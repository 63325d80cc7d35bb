"""Command lines as help texts and handbooks show them, and whether click takes them."""

import re
import shlex
from collections.abc import Iterator, Sequence

import click

from provision.cli.main import main
from provision.cli.speech import speak
from provision.cli.tree import child, contexts
from provision.cli.words import Group

BETWEEN = {"&&", "||", "|", ";", "&", ">", ">>", "<", "("}


def root() -> click.Context:
    return click.Context(main, info_name="provision", **main.context_settings)


def every_command(lang: str) -> list[click.Context]:
    speak(lang)
    return list(contexts(root()))


def examples(text: str) -> Iterator[str]:
    """Return the lines of a help text that stand below `Example:`, joined where a backslash ends them."""
    for block in text.split("\n\n"):
        if block.startswith("\b"):
            lines = "\n".join(block.splitlines()[2:]).replace("\\\n", " ")
            yield from (line.strip() for line in lines.splitlines())


def calls(line: str) -> Iterator[Sequence[str]]:
    """Return the words after each `provision` that a line of a shell calls."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    words: list[str] = []
    for word in [*lexer, ";"]:
        if word not in BETWEEN:
            words.append(word)
            continue
        if "provision" in words:
            yield words[words.index("provision") + 1 :]
        words = []


def fault(words: Sequence[str], *, whole: bool = True) -> str:
    """Return why click would not take the words, or nothing; no command is run.

    Where they need not be `whole`, a sentence may name a command without its arguments.
    """
    try:
        _resolve(root(), list(words), whole=whole)
    except click.ClickException as error:
        return error.format_message()
    return ""


def _resolve(ctx: click.Context, words: list[str], *, whole: bool) -> None:
    command = ctx.command
    if not isinstance(command, Group):
        if whole:
            command.make_context(ctx.info_name, words, parent=ctx.parent)
        elif not ctx.ignore_unknown_options:
            command.make_parser(ctx).parse_args(words)
        return
    _, rest, _ = command.make_parser(ctx).parse_args(words)
    if rest:
        name, found, rest = command.resolve_command(ctx, rest)
        assert name is not None
        assert found is not None
        _resolve(child(ctx, name, found), rest, whole=whole)


CODE = re.compile(r"`([^`]+)`")


def shown_in(page: str) -> Iterator[str]:
    """Return the command lines of a Markdown page: indented by four, or between backquotes."""
    text = re.sub(r"\s*\\\n\s*", " ", page)
    for line in text.splitlines():
        if line.startswith("    "):
            # Behind a run of spaces stands what the command does.
            yield re.split(r"\s{2,}", line.strip().removeprefix("$ "))[0]
    prose = "\n".join(line for line in text.splitlines() if not line.startswith("    "))
    yield from (" ".join(found.group(1).split()) for found in CODE.finditer(prose))
