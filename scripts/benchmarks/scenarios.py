"""What is done with each generator: builds, cold and again; a server, its first page, and notes that are saved while it runs."""

from __future__ import annotations

import http.client
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generators import Generator, Programs
from benchmarks.processes import Run, run, running
from benchmarks.results import Measurement, Scenario

LOOPBACK = "127.0.0.1"
LONGEST_SECONDS = 600
SECONDS_BETWEEN_QUESTIONS = 0.01
SECONDS_OF_REST = 2
"""After an edit, so that what a server does in the background doesn't delay the next one."""


class NoAnswerError(Exception):
    """A server did not serve a text in time."""


@dataclass(frozen=True, slots=True)
class Bench:
    """A vault of so many notes in `folder/docs`, with the files of all generators beside it."""

    folder: Path
    notes: int
    programs: Programs
    edits: int

    def measure(self, generator: Generator) -> Iterator[Measurement]:
        """Every scenario once. Raises `ProgramFailedError` or `NoAnswerError`."""
        generator.write(self.folder)
        generator.forget(self.folder)
        yield self._build(generator, Scenario.COLD)
        yield self._build(generator, Scenario.UNCHANGED)
        with edited(self.note()):
            yield self._build(generator, Scenario.ONE_CHANGED)
        generator.forget(self.folder)
        with self._serving(generator, Scenario.FIRST_PAGE) as (_, first):
            yield first
        with self._serving(generator, Scenario.FIRST_PAGE_WARM) as (port, first):
            yield first
            for number in range(self.edits):
                time.sleep(SECONDS_OF_REST)
                yield Measurement(generator.name, self.notes, Scenario.EDIT, self._edit_seconds(port, number))
        generator.forget(self.folder)

    def note(self) -> Path:
        """The note that is looked at and changed: the last of the first folder."""
        return max((self.folder / "docs" / "topic_0").glob("*.md"))

    def _build(self, generator: Generator, scenario: Scenario) -> Measurement:
        took: Run = run(generator.command(generator.build, self.programs), self.folder)
        return Measurement(generator.name, self.notes, scenario, took.wall, took.cpu, took.main_mb, took.all_mb)

    @contextmanager
    def _serving(self, generator: Generator, scenario: Scenario) -> Iterator[tuple[int, Measurement]]:
        port = _free_port()
        started = time.perf_counter()
        with running(generator.command(generator.serve, self.programs, port), self.folder) as memory:
            _wait_for(port, self._address(), "Overview")
            seconds = time.perf_counter() - started
            time.sleep(SECONDS_OF_REST)
            yield port, Measurement(generator.name, self.notes, scenario, seconds, None, memory.main_mb, memory.all_mb)

    def _edit_seconds(self, port: int, number: int) -> float:
        with edited(self.note(), f"edit{number}of{time.time_ns()}") as mark:
            started = time.perf_counter()
            _wait_for(port, self._address(), mark)
            seconds = time.perf_counter() - started
            time.sleep(SECONDS_OF_REST)
        return seconds

    def _address(self) -> str:
        return f"/topic_0/{self.note().stem}/"


@contextmanager
def edited(note: Path, mark: str = "changed") -> Iterator[str]:
    """Let a note end with a mark, as long as the block runs."""
    text = note.read_text(encoding="utf-8")
    note.write_text(f"{text}\n\n{mark}\n", encoding="utf-8")
    try:
        yield mark
    finally:
        note.write_text(text, encoding="utf-8")


def _wait_for(port: int, address: str, text: str) -> None:
    """Ask for a page until it has a text."""
    end = time.perf_counter() + LONGEST_SECONDS
    while time.perf_counter() < end:
        if text in _page(port, address):
            return
        time.sleep(SECONDS_BETWEEN_QUESTIONS)
    raise NoAnswerError(f"no server answered with '{text}' at {address} within {LONGEST_SECONDS} seconds")


def _page(port: int, address: str) -> str:
    connection = http.client.HTTPConnection(LOOPBACK, port, timeout=LONGEST_SECONDS)
    try:
        connection.request("GET", address)
        return connection.getresponse().read().decode("utf-8", "replace")
    except (OSError, http.client.HTTPException):
        return ""
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((LOOPBACK, 0))
        port: int = found.getsockname()[1]
        return port
