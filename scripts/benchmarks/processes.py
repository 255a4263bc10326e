"""Programs, measured from outside: time of the clock, time of the processors, memory. For Linux and macOS (`os.wait4`)."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS_BETWEEN_LOOKS = 0.05
SECONDS_TO_END = 10
KILOBYTES_IN_A_MEGABYTE = 1024
LINES_OF_A_FAILURE = 8


class ProgramFailedError(Exception):
    """A program ended with an error; the message is the end of what it printed."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a program took."""

    wall: float
    cpu: float
    main_mb: float | None
    all_mb: float | None


class MemoryWatch(threading.Thread):
    """Looks at a process and its children while it runs. Linux alone tells; elsewhere both peaks stay None.

    `all_mb` adds up what each process has in memory, so pages that they share count more than once: it is an upper bound.
    """

    def __init__(self, process: int) -> None:
        """Watch the process of that number, once started."""
        super().__init__(daemon=True)
        self.main_mb: float | None = None
        self.all_mb: float | None = None
        self._process = process
        self._ended = threading.Event()

    def run(self) -> None:
        """Look, again and again."""
        while not self._ended.is_set():
            self._look()
            self._ended.wait(SECONDS_BETWEEN_LOOKS)

    def stop(self) -> None:
        """Look no more."""
        self._ended.set()
        self.join()

    def _look(self) -> None:
        main = _kilobytes(self._process, "VmHWM")
        if main:
            self.main_mb = max(self.main_mb or 0, main / KILOBYTES_IN_A_MEGABYTE)
            total = sum(_kilobytes(process, "VmRSS") for process in (self._process, *_descendants(self._process)))
            self.all_mb = max(self.all_mb or 0, total / KILOBYTES_IN_A_MEGABYTE)


def _kilobytes(process: int, name: str) -> int:
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(f"{name}:")), 0)


def _descendants(process: int) -> Iterator[int]:
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = task.read_text("utf-8").split()
        except OSError:
            continue
        for child in map(int, children):
            yield child
            yield from _descendants(child)


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a program to its end. Raises `ProgramFailedError`."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=_environment())
        watch = MemoryWatch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        watch.stop()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise ProgramFailedError(_end_of(output.fileno()))
    return Run(wall, usage.ru_utime + usage.ru_stime, watch.main_mb, watch.all_mb)


def _end_of(output: int) -> str:
    size = os.fstat(output).st_size
    os.lseek(output, 0, os.SEEK_SET)
    return "\n".join(os.read(output, size).decode("utf-8", "replace").splitlines()[-LINES_OF_A_FAILURE:])


@contextmanager
def running(command: Sequence[str], folder: Path) -> Iterator[MemoryWatch]:
    """Run a server until the block ends, with all programs that it starts."""
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, env=_environment(), start_new_session=True)
    watch = MemoryWatch(process.pid)
    watch.start()
    try:
        yield watch
    finally:
        watch.stop()
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    for end in (signal.SIGINT, signal.SIGKILL):
        try:
            os.killpg(process.pid, end)
            process.wait(SECONDS_TO_END)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait()


def _environment() -> dict[str, str]:
    return os.environ | {"NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1"}
