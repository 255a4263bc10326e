"""How far a long build is: a bar in a terminal, a line in the log every few seconds elsewhere."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from time import monotonic
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from mkdocs_vault.hosts.mkdocs.progress_bar import ProgressBar

log = logging.getLogger("mkdocs.plugins.vault")

SHORT_BUILD_SECONDS = 2.0
"""A shorter build has no bar."""
BAR_SECONDS = 0.2
"""A bar is drawn again after this time: often enough to be seen moving, and a thousandth of a build."""
LINE_SECONDS = 5.0
"""A line follows the last one after this time, so builds that are shorter have none."""


class BuildProgress:
    """Shows how much of one phase of a build is done. To tell it costs a look at the clock; it draws from the thread that tells it."""

    def __init__(self) -> None:
        """Nothing is shown before `begin`."""
        self._bar: ProgressBar | None = None
        self._due = float("inf")
        self._is_terminal = False
        self._done = self._total = 0
        self._what = ""

    def begin(self) -> None:
        """A build begins now. Where the log shows no messages, as with `--quiet`, nothing is shown."""
        self.end()
        if log.isEnabledFor(logging.INFO):
            self._is_terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
            self._due = monotonic() + (SHORT_BUILD_SECONDS if self._is_terminal else LINE_SECONDS)

    def expect(self, what: str, total: int) -> None:
        """Another phase begins; `what` is said of the number that is done, such as `pages read`."""
        self._what, self._done, self._total = what, 0, total

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        self._show_if_due()

    def notes_compiled(self, done: int, total: int) -> None:
        """So many of the notes that have to be compiled are."""
        self._what, self._done, self._total = "notes compiled", done, total
        self._show_if_due()

    def waiting_for_search(self) -> None:
        """All is done but the index of the search, of which nobody knows how long it takes; told while it lasts."""
        self._what, self._done, self._total = "Waiting for the index of the search", 0, 0
        self._show_if_due()

    def end(self) -> None:
        """Nothing is shown any more; a bar leaves no trace."""
        self._due = float("inf")
        if self._bar:
            self._bar.end()
        self._bar = None

    def _show_if_due(self) -> None:
        now = monotonic()
        if now < self._due:
            return
        text = f"{self._done:,} of {self._total:,} {self._what}" if self._total else self._what
        if self._is_terminal:
            self._due = now + BAR_SECONDS
            self._draw(text)
        else:
            self._due = now + LINE_SECONDS
            log.info("%s", text)

    def _draw(self, text: str) -> None:
        if self._bar is None:
            from mkdocs_vault.hosts.mkdocs.progress_bar import ProgressBar  # noqa: PLC0415 - Most builds are over before they need it.

            self._bar = ProgressBar(sys.stderr, _handlers_that_print(sys.stderr))
        self._bar.draw(text, self._done, self._total)


def _handlers_that_print(stream: TextIO) -> Iterator[logging.StreamHandler[TextIO]]:
    """The handlers that print what we log to this stream."""
    logger: logging.Logger | None = log
    while logger:
        for handler in logger.handlers:
            if isinstance(handler, logging.StreamHandler) and handler.stream is stream:
                yield handler
        logger = logger.parent if logger.propagate else None
