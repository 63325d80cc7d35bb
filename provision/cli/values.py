"""Which words may stand for an argument or an option, told to a shell that completes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click
from click.types import StringParamType

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# By the name of the parameter, so that every command completes its own alike.
KINDS = {
    "request": "requests",
    "requests": "requests",
    "follows": "requests",
    "what": "anything",
    "agency": "agencies",
    "zone": "names",
    "by": "roles",
    "role": "roles",
    "service": "services",
    "step": "steps",
    "code": "codes",
}


class Value(StringParamType):
    """A text like any other, of which a shell can be told what it may be."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return the words that begin as what was typed, in whichever case."""
        from click.shell_completion import CompletionItem

        from provision.cli import glance

        known = dict(glance.KNOWN[self.kind](glance.site_of(ctx.find_root().meta), incomplete))
        typed = ctx.params.get(param.name or "") if param.nargs == -1 else None
        return [
            CompletionItem(word, "plain", about) for word, about in known.items() if word not in (typed or ())
        ]


def tell_values(params: Sequence[click.Parameter]) -> None:
    """Give each plain text whose name says what it holds the words that it may be."""
    for param in params:
        if param.type is click.STRING and param.name in KINDS:
            param.type = Value(KINDS[param.name])
