"""Who compiles the notes of this build: worker processes as many as there are processors, unless a command chose others.

`mkdocs-vault build --scheduler` chooses, the host's plugin asks.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from mkdocs_vault.build.executors import Workers
from mkdocs_vault.build.worker_processes import WorkerProcesses

FEW_CHARACTERS = 2_000_000
"""For less text than this, workers are not worth it.

Measured with two of them: until one has started and loaded what compiling needs, 0.12 s of processor time are gone, and a note of 7,000
characters takes 0.0016 s. So they are even at 150 such notes, and at 280 (this number) they save a tenth of a second. To hand a note over
and back takes 0.00003 s.
"""
CHUNKS_A_WORKER = 2
"""One is at work, the other waits: no worker waits for this process."""

_CHOSEN: ContextVar[Workers | None] = ContextVar("workers chosen by a command", default=None)


@contextmanager
def chosen_workers(workers: Workers) -> Iterator[None]:
    """While this is open, builds in this thread use these workers, for however few notes."""
    token = _CHOSEN.set(workers)
    try:
        yield
    finally:
        _CHOSEN.reset(token)


@contextmanager
def workers_for(characters: int, processes: int | None) -> Iterator[Workers | None]:
    """The workers for texts of this length, in characters together; None where this process does it best.

    `processes` is the site's option `workers`; None means as many as there are processors for this process. They end with the context.
    """
    number = processes or processors()
    chosen = _CHOSEN.get()
    if chosen or number < 2 or characters < FEW_CHARACTERS:  # noqa: PLR2004 - one worker would only add its start
        yield chosen
        return
    with WorkerProcesses(number) as executor:
        executor.start()
        yield Workers(executor, at_once=number * CHUNKS_A_WORKER)


def processors() -> int:
    """How many processors this process may use."""
    if sys.version_info >= (3, 13):
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
