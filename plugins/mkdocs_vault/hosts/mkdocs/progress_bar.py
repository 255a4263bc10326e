"""A bar at the bottom of a terminal, with the log and what others print above it."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable
from typing import TextIO, cast

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.text import Text


class ProgressBar:
    """Drawn only when it is told to: a thread that draws by itself would take time from the build."""

    def __init__(self, terminal: TextIO, handlers: Iterable[logging.StreamHandler[TextIO]]) -> None:
        """Show an empty bar. `handlers` print their lines above it, until `end`; so does whoever prints to the same terminal."""
        console = Console(file=terminal, force_terminal=True)
        # Who sends the standard output to a file wants it there.
        self._progress = Progress(
            BarColumn(),
            TextColumn("{task.description}", markup=False),
            console=console,
            auto_refresh=False,
            transient=True,
            redirect_stdout=sys.stdout.isatty(),
        )
        self._task = self._progress.add_task("", total=None)
        self._handlers = list(handlers)
        self._terminal = terminal
        for handler in self._handlers:
            handler.setStream(cast("TextIO", _AboveTheBar(console)))
        self._progress.start()

    def draw(self, text: str, done: int, total: int) -> None:
        """Show how much is done; a total of 0 is one that nobody knows."""
        self._progress.update(self._task, description=text, completed=done, total=total or None, refresh=True)

    def end(self) -> None:
        """Leave the terminal as if there had been no bar."""
        self._progress.stop()
        for handler in self._handlers:
            handler.setStream(self._terminal)


class _AboveTheBar:
    """What a handler of the log takes for its stream. It writes whole records, which end with a line."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def write(self, text: str) -> None:
        """Print a record as it is, colours included: rich breaks no line of it, and looks for nothing in it."""
        self._console.print(Text.from_ansi(text.removesuffix("\n")), soft_wrap=True)

    def flush(self) -> None:
        """It is printed already."""
