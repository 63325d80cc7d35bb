"""How far long work has come, shown on a terminal; cron and pipes see nothing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress
    from rich.status import Status


class Meter:
    """A `ports.Watcher` that a terminal sees: a turning mark, and a bar once several steps are known to come."""

    def __init__(self) -> None:
        self._waiting: Status | None = None
        self._bar: Progress | None = None

    @contextmanager
    def showing(self, doing: str, console: "Console | None" = None) -> Iterator[None]:
        """Show what is under way while a block runs; nothing where nobody looks at standard error."""
        if console is None and not sys.stderr.isatty():
            yield
            return
        from rich.console import Console

        self._waiting = (console or Console(stderr=True)).status(doing + " …")
        try:
            with self._waiting:
                yield
        finally:
            if self._bar:
                self._bar.stop()
            self._waiting = self._bar = None

    def begin(self, steps: int) -> None:
        """Take note of how many steps there are; of a single one nothing can be counted."""
        if self._bar:
            self._bar.reset(self._bar.task_ids[0], total=steps)
        elif self._waiting and steps > 1:
            self._bar = _bar(self._waiting)
            self._bar.add_task(str(self._waiting.status), total=steps)
            # Two live displays do not share a terminal.
            self._waiting.stop()
            self._bar.start()

    def step(self) -> None:
        """Take note that one of them is done."""
        if self._bar:
            self._bar.advance(self._bar.task_ids[0])


def _bar(waiting: "Status") -> "Progress":
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=waiting.console, transient=True)
