"""Looking without leaving a record: who may only read the ledger looks too, and is told."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from provision.errors import ReadOnly
from provision.i18n import Text


def nobody(_: Text) -> None:
    """Tell nobody."""


@contextmanager
def or_unrecorded(tell: Callable[[Text], None]) -> Iterator[None]:
    """Write down in the block what was seen; where the ledger may only be read, tell that it was not."""
    try:
        yield
    except ReadOnly:
        tell(Text("Not recorded: you may read the ledger, and not write in it"))
