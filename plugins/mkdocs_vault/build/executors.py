"""Compiles many notes: here, in worker processes, or wherever else an executor runs.

The notes come back as they are done. What a worker can't do is done here, and told.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from typing import Any, TypeVar

from mkdocs_vault.build.chunks import Compiling, Made, Note, Raised, VersionsDifferError, compile_chunk, in_chunks
from mkdocs_vault.build.second_attempts import SecondAttempts
from mkdocs_vault.build.troubles import USUAL_PATIENCE, NotCompiled, Patience, TellTrouble
from mkdocs_vault.build.worker_processes import WorkerProcesses

T = TypeVar("T")
Result = Made[T] | NotCompiled
_Outcomes = Future[list[Made[T] | Raised]]


@dataclass(frozen=True, slots=True)
class Workers:
    """An executor, and how to use it."""

    executor: Executor
    at_once: int
    """How many chunks it gets before the first is done: enough for none of its workers to wait, few enough not to fill the memory."""
    compiler: bytes | None = None
    """Where the executor runs another installation than this one: the version of the compiler that it must have."""
    patience: Patience = USUAL_PATIENCE


def compile_notes(
    compiling: Compiling[T], notes: Iterable[Note], workers: Workers | None, tell: TellTrouble
) -> Generator[tuple[str, Result[T]], None, None]:
    """Every note's name with what it was compiled to, in any order; without workers, one after the other, here.

    An exception of the function is raised here, as if it had run here. `tell` hears of workers that died or hung, with the names of notes,
    before these notes are compiled again. Only a note that hangs a worker twice isn't: it would hang this process too.
    """
    if workers is None:
        for name, text in notes:
            yield name, Made(compiling(text))
        return
    run = _Run(compiling, workers, tell)
    try:
        for chunk in in_chunks(notes):
            yield from run.add(chunk)
        yield from run.rest()
    finally:
        run.end()


class _Run:
    """What is at work at one moment."""

    def __init__(self, compiling: Compiling[Any], workers: Workers, tell: TellTrouble) -> None:
        self._compiling = compiling
        self._workers = workers
        self._again = SecondAttempts(compiling, workers.patience, tell)
        self._waiting: dict[_Outcomes[Any], list[Note]] = {}

    def add(self, chunk: list[Note]) -> Iterator[tuple[str, Result[Any]]]:
        """Hand in one more chunk, once there is room for it; what is done meanwhile comes out."""
        while len(self._waiting) >= self._workers.at_once:
            yield from self._next()
        texts = [text for _, text in chunk]
        try:
            future = self._workers.executor.submit(compile_chunk, self._compiling, texts, self._workers.compiler)
        except Exception as error:  # noqa: BLE001 - as in `_results`: a pool that broke, a scheduler that is gone
            yield from self._again.results(chunk, str(error) or type(error).__name__)
        else:
            self._waiting[future] = chunk

    def rest(self) -> Iterator[tuple[str, Result[Any]]]:
        """All that isn't done yet."""
        while self._waiting:
            yield from self._next()

    def end(self) -> None:
        """Where somebody stopped asking, or a note raised: nothing goes on for nobody."""
        for future in self._waiting:
            self._abandon(future)
        self._again.end()

    def _next(self) -> Iterator[tuple[str, Result[Any]]]:
        """What is done next. If nothing is for a long time, no worker is going to be done with what it has."""
        characters = max(sum(len(text) for _, text in chunk) for chunk in self._waiting.values())
        done, _ = wait(self._waiting, self._workers.patience.seconds(characters), FIRST_COMPLETED)
        for future in done:
            yield from self._results(self._waiting.pop(future), future)
        if not done:
            for future, chunk in list(self._waiting.items()):
                del self._waiting[future]
                self._abandon(future)
                yield from self._again.results(chunk, "is not done")

    def _results(self, chunk: list[Note], future: _Outcomes[Any]) -> Iterator[tuple[str, Result[Any]]]:
        try:
            outcomes = future.result()
        except VersionsDifferError as error:
            raise VersionsDifferError("A worker has another version of mkdocs-vault, or of what it uses, than this machine.") from error
        except Exception as error:  # noqa: BLE001 - each executor has exceptions of its own for workers that die
            yield from self._again.results(chunk, str(error) or type(error).__name__)
            return
        for (name, text), outcome in zip(chunk, outcomes, strict=True):
            # An exception comes with its traceback if it is raised here; and what only a worker lacked (memory, say) may be here.
            yield name, Made(self._compiling(text)) if isinstance(outcome, Raised) else outcome

    def _abandon(self, future: _Outcomes[Any]) -> None:
        executor = self._workers.executor
        if isinstance(executor, WorkerProcesses):
            executor.abandon(future)
        else:
            future.cancel()
