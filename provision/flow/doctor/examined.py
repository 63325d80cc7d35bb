"""One thing that the doctor looked at."""

import stat
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from provision.errors import ProvisionError
from provision.i18n import Text


class Mark(StrEnum):
    """How a thing stands."""

    GOOD = "good"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Examined:
    """A statement, whether it holds, and what to do where it does not.

    A warning is something to know or to mend in time: the work goes on. What is wrong stops a step.
    """

    what: Text
    mark: Mark
    do: Text | None = None

    @property
    def good(self) -> bool:
        """Tell whether no step is stopped by it."""
        return self.mark is not Mark.WRONG


def good(what: Text) -> Examined:
    """Return a thing in order."""
    return Examined(what, Mark.GOOD)


def bad(what: Text, do: Text) -> Examined:
    """Return a thing that stops a step."""
    return Examined(what, Mark.WRONG, do)


def warn(what: Text, do: Text) -> Examined:
    """Return a thing to know of."""
    return Examined(what, Mark.WARNING, do)


def holds(what: Text, do: Text, *, true: bool) -> Examined:
    """Return a thing that is in order, or stops a step."""
    return good(what) if true else bad(what, do)


def closed(path: Path) -> Examined:
    """Return whether a file is closed to all but its owner and its group."""
    return holds(
        Text("{path} is closed to others", path=path),
        Text("Close it: chmod o= {path}", path=path),
        true=not path.stat().st_mode & stat.S_IRWXO,
    )


def tried(what: Text, attempt: Callable[[], object]) -> Examined:
    """Try something, and return whether it went well."""
    try:
        attempt()
    except ProvisionError as error:
        return bad(what, error.text)
    return good(what)
