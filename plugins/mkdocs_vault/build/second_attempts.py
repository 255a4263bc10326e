"""Notes whose worker died or hung: each one alone, in a worker of its own, so that it is clear which it was."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import TimeoutError as NotDone
from os import getpid
from typing import Any

from mkdocs_vault.build.chunks import Compiling, Made, Note, Raised, compile_chunk
from mkdocs_vault.build.troubles import NotCompiled, Patience, TellTrouble, Trouble
from mkdocs_vault.build.worker_processes import WorkerDiedError, WorkerProcesses


class SecondAttempts:
    """Most notes go well in the second attempt: their worker was killed by the system, or by another note.

    A note with which a second worker dies is compiled in this process: it may have what a worker lacked. A note with which a second worker
    hangs is not compiled: nothing could end it here. Where workers can't even start, everything is compiled in this process.
    """

    def __init__(self, compiling: Compiling[Any], patience: Patience, tell: TellTrouble) -> None:
        """Starts no worker before there is something to do again."""
        self._compiling = compiling
        self._patience = patience
        self._tell = tell
        self._worker: WorkerProcesses | None = None
        self._works: bool | None = None

    def results(self, chunk: list[Note], what: str) -> Iterator[tuple[str, Made[Any] | NotCompiled]]:
        """What the notes are compiled to, after the trouble was told."""
        self._tell(Trouble(tuple(name for name, _ in chunk), what))
        for name, text in chunk:
            yield name, self._result(name, text)

    def end(self) -> None:
        """Stop the worker."""
        if self._worker:
            self._worker.stop()

    def _result(self, name: str, text: str) -> Made[Any] | NotCompiled:
        worker = self._running()
        if worker is None:
            return Made(self._compiling(text))
        seconds = self._patience.seconds(len(text))
        future = worker.submit(compile_chunk, self._compiling, [text], None)
        try:
            outcome = future.result(seconds)[0]
        except NotDone:
            worker.abandon(future)
            reason = f"it is not done after {seconds:.0f} seconds"
            self._tell(Trouble((name,), reason))
            return NotCompiled(reason)
        except WorkerDiedError as error:
            self._tell(Trouble((name,), str(error)))
            return Made(self._compiling(text))
        return Made(self._compiling(text)) if isinstance(outcome, Raised) else outcome

    def _running(self) -> WorkerProcesses | None:
        """A worker that answers; None where there can be none."""
        if self._works is None:
            self._worker = WorkerProcesses(1)
            try:
                self._works = self._worker.submit(getpid).result(self._patience.seconds_at_least) > 0
            except (NotDone, WorkerDiedError):
                self._works = False
        return self._worker if self._works else None
