"""A manual page in roff, out of a command's help (man(7); groff_man_style(7) for what to escape)."""

import gettext
from collections.abc import Iterator, Sequence
from datetime import date

import click

from provision import __version__
from provision.cli.tree import children
from provision.cli.words import Group
from provision.i18n import msg

# A hyphen, a quote or a caret that is not escaped becomes a typographic one: nobody could copy the command.
ESCAPED = str.maketrans(
    {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"}
)
UNWRAPPED = "\b"
SECTIONS = (
    msg("NAME"),
    msg("SYNOPSIS"),
    msg("DESCRIPTION"),
    msg("OPTIONS"),
    msg("COMMANDS"),
    msg("EXAMPLES"),
    msg("EXIT STATUS"),
    msg("ENVIRONMENT"),
    msg("SEE ALSO"),
)
CODES = (
    ("0", msg("As wanted.")),
    ("1", msg("Something failed: a server, a program or the disk.")),
    ("2", msg("What was typed or handed in cannot be used.")),
    ("3", msg("There are findings: a check that blocks, an audit with news.")),
    ("4", msg("It could be done but must not be: unsafe, stale, locked, or not your role.")),
    ("5", msg("It was done, but the world does not show it.")),
)
VARIABLES = (
    ("PROVISION_SITE", msg("The folder of the site, where --site does not name it.")),
    ("PROVISION_LANG", msg("The language of what people read: id or en.")),
)


def page(ctx: click.Context, day: date) -> str:
    """Return the manual page of a command, in the language that gettext speaks now."""
    return "\n".join(_lines(ctx, day)) + "\n"


def file_name(ctx: click.Context) -> str:
    """Return the name of the page's file: `provision-request-new.1`."""
    return f"{_title(ctx)}.1"


def escape(text: str) -> str:
    """Return a line of text as roff that prints exactly that."""
    plain = text.translate(ESCAPED)
    return rf"\&{plain}" if plain.startswith(".") else plain


def _title(ctx: click.Context) -> str:
    return ctx.command_path.replace(" ", "-")


def _lines(ctx: click.Context, day: date) -> Iterator[str]:
    title, manual = escape(_title(ctx)), escape(gettext.gettext("Manual of provision"))
    yield f'.TH "{title.upper()}" "1" "{day:%Y-%m-%d}" "provision {__version__}" "{manual}"'
    yield from _section("NAME", [rf"{title} \- {escape(_line(ctx).removesuffix('.'))}"])
    usage = escape(" ".join(ctx.command.collect_usage_pieces(ctx)))
    yield from _section("SYNOPSIS", [f".B {escape(ctx.command_path)}", usage])
    prose, examples = _help(ctx.command.help or "")
    yield from _section("DESCRIPTION", prose)
    yield from _section("OPTIONS", _tagged(_options(ctx)))
    yield from _section("COMMANDS", _tagged(ctx.command.rows(ctx) if isinstance(ctx.command, Group) else ()))
    yield from _section("EXAMPLES", examples)
    if ctx.parent is None:
        yield from _section("EXIT STATUS", _tagged([(code, gettext.gettext(said)) for code, said in CODES]))
        yield from _section(
            "ENVIRONMENT", _tagged([(name, gettext.gettext(said)) for name, said in VARIABLES])
        )
    yield from _section("SEE ALSO", [_see(ctx)])


def _line(ctx: click.Context) -> str:
    """Return what a command does in a line, as the list of commands tells it."""
    above = ctx.parent and ctx.parent.command
    rows = dict(above.rows(ctx.parent)) if isinstance(above, Group) and ctx.parent else {}
    return rows.get(ctx.info_name or "") or ctx.command.get_short_help_str(limit=200)


def _section(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if any(lines):
        yield f".SH {escape(gettext.gettext(heading))}"
        yield from lines


def _help(text: str) -> tuple[Sequence[str], Sequence[str]]:
    """Return the prose of a help, and the examples that end it."""
    prose: list[str] = []
    examples: list[str] = []
    for paragraph in text.split("\n\n"):
        if paragraph.startswith(UNWRAPPED):
            # The mark, then the word "Examples:", which is a heading here.
            shown = [escape(line.removeprefix("  ")) for line in paragraph.splitlines()[2:]]
            examples += [".nf", *shown, ".fi"]
        else:
            prose += [".PP"] if prose else []
            prose += [escape(line) for line in paragraph.splitlines()]
    return prose, examples


def _options(ctx: click.Context) -> Iterator[tuple[str, str]]:
    for param in ctx.command.get_params(ctx):
        if isinstance(param, click.Option) and (record := param.get_help_record(ctx)):
            yield record


def _tagged(rows: Sequence[tuple[str, str]] | Iterator[tuple[str, str]]) -> Sequence[str]:
    return [line for term, said in rows for line in (".TP", f".B {escape(term)}", escape(said))]


def _see(ctx: click.Context) -> str:
    """Return the pages of the command above and of those right below."""
    above = [_title(ctx.parent)] if ctx.parent else []
    below = [f"{_title(ctx)}-{name}" for name, _ in children(ctx)]
    return ", ".join(rf"\fB{escape(name)}\fP(1)" for name in (*above, *below))
