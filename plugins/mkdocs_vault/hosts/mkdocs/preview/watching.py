"""Changes of files as the system tells them, in batches: what changes within a moment, such as 500 notes of a git pull, is one."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Event, Thread

import watchfiles

log = logging.getLogger("mkdocs.plugins.vault")

QUIET_MILLISECONDS = 25
"""A batch is over when nothing has changed for so long."""
LONGEST_BATCH_MILLISECONDS = 2000
LONGEST_START_SECONDS = 10.0
SECONDS_BETWEEN_LOOKS = 0.25
"""How often a waiting thread looks whether it shall end; on Windows nothing else interrupts it."""


class _Run:
    """What one watching thread asks again and again: whether it shall end. It begins to ask when it hears of changes."""

    def __init__(self, end: Event) -> None:
        self.hears = Event()
        self._end = end

    def is_set(self) -> bool:
        self.hears.set()
        return self._end.is_set()


class Watcher:
    """Watches folders with all that is in them, and single files, until `end`."""

    def __init__(self) -> None:
        """Nothing is watched yet."""
        self._batches: SimpleQueue[frozenset[Path]] = SimpleQueue()
        self._end = Event()
        self._watched: set[Path] = set()
        self._runs: list[_Run] = []

    def watch(self, paths: Iterable[Path]) -> None:
        """Begin to watch what is not yet watched."""
        new = {path.absolute() for path in paths} - self._watched
        self._watched |= new
        folders = [path for path in new if path.is_dir()]
        if folders:
            self._start(folders, frozenset())
        if files := new.difference(folders):
            # An editor that saves puts another file in the place of the old one, so that watching the file itself would end there.
            self._start(sorted({file.parent for file in files}), frozenset(files))

    def wait_until_it_hears(self) -> None:
        """Wait until no change is missed any more."""
        for run in self._runs:
            run.hears.wait(LONGEST_START_SECONDS)

    def next_batch(self) -> frozenset[Path]:
        """The files that have changed; empty if none has within a moment."""
        batch: frozenset[Path] = frozenset()
        with suppress(Empty):
            batch = self._batches.get(timeout=SECONDS_BETWEEN_LOOKS)
            while True:
                batch |= self._batches.get_nowait()
        return batch

    def end(self) -> None:
        """Watch nothing any more."""
        self._end.set()

    def _start(self, folders: list[Path], only: frozenset[Path]) -> None:
        self._runs.append(_Run(self._end))
        Thread(target=self._run, args=(folders, only, self._runs[-1]), name="watching", daemon=True).start()

    def _run(self, folders: list[Path], only: frozenset[Path], run: _Run) -> None:
        """Systems tell real paths or those that they were given; whoever reads a batch knows the latter."""
        given = {os.path.realpath(folder): str(folder) for folder in folders}
        try:
            self._hear(given, only, run, force_polling=None)
        except OSError as error:
            log.warning("The system doesn't tell of changes (%s), so the preview looks for them itself, which takes longer.", error)
            self._hear(given, only, run, force_polling=True)

    def _hear(self, given: dict[str, str], only: frozenset[Path], run: _Run, *, force_polling: bool | None) -> None:
        for changes in watchfiles.watch(
            *given,
            watch_filter=None,
            step=QUIET_MILLISECONDS,
            debounce=LONGEST_BATCH_MILLISECONDS,
            stop_event=run,
            recursive=not only,
            raise_interrupt=False,
            force_polling=force_polling,
            ignore_permission_denied=True,
        ):
            paths = frozenset(_as_given(path, given) for _, path in changes)
            if paths := paths & only if only else paths:
                self._batches.put(paths)


def _as_given(path: str, given: dict[str, str]) -> Path:
    for real, folder in given.items():
        if path == real or path.startswith(real + os.sep):
            return Path(folder + path[len(real) :])
    return Path(path)
