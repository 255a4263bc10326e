"""Pagefind's program, which makes the index: a process that is told of one page after the other while the site is being built.

Its protocol is that of the package's own `PagefindIndex`, which looks for answers ten times a second: five minutes for 3,000 pages.
Files are taken from its answer, not written by it: it says that it is done before what it wrote has reached the disk.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import IO, Protocol, cast

from mkdocs_vault.hosts.mkdocs.search.index_files import Files

_READ_AT_ONCE = 1 << 16
_SECONDS_TO_END = 5
_LOWER_PRIORITY = 10
_Message = dict[str, object]


class IndexingError(Exception):
    """The index can't be made; the text says why, for the log."""


def indexing_program() -> Path | None:
    """Pagefind's program, if this system has it."""
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 - The package isn't made for every system.
    except ImportError:
        return None
    try:
        return get_executable()
    except FileNotFoundError:
        return None


class IndexingHearer(Protocol):
    """Is told, in the thread of the index, how it went; of an index that was cancelled it hears nothing."""

    def indexed(self, files: Files) -> None:
        """Called from the index's thread once the index is made, with all its files."""

    def not_indexed(self, reason: str) -> None:
        """Called from the index's thread where the index can't be made; `reason` is for the log."""


class Indexing:
    """One index in the making. It ends by itself, at the latest with the process that started it."""

    def __init__(self, program: Path, hearer: IndexingHearer, *, leaves_out: Iterable[str] = (), in_background: bool = False) -> None:
        """Nothing runs yet: `start` does that. `leaves_out` are selectors of what is no text."""
        self._thread = Thread(target=self._run, name="search index", daemon=True)
        self._program = program
        self._hearer = hearer
        self._leaves_out = list(leaves_out)
        self._in_background = in_background
        self._is_cancelled = False
        self._documents: SimpleQueue[tuple[str, str] | None] = SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start a thread that runs the program and sends it pages as they are added."""
        self._thread.start()

    def add(self, address: str, document: str) -> None:
        """Tell of a page: its address on the site, and an HTML document of what is in it."""
        self._documents.put((address, document))

    def finish(self) -> None:
        """Say that all pages were added: the index is written when the program has read them."""
        self._documents.put(None)

    def cancel(self) -> None:
        """Kill the program and wait for its thread; can be called at any time, and more than once."""
        self._is_cancelled = True
        self._documents.put(None)
        if self._process:
            self._process.kill()
        if self._thread.is_alive():
            self._thread.join(_SECONDS_TO_END)

    def has_ended(self, *, within_seconds: float = 0) -> bool:
        """Whether index or failure has been reported; waits at most this long."""
        self._thread.join(within_seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            files = self._files()
            if not self._is_cancelled:
                self._hearer.indexed(files)
        except (IndexingError, OSError, ValueError, LookupError) as error:
            if not self._is_cancelled:
                self._hearer.not_indexed(str(error) or type(error).__name__)
        finally:
            self._end()

    def _files(self) -> Files:
        process = self._started()
        self._ask({"type": "NewIndex", "config": {"exclude_selectors": self._leaves_out}})
        while (document := self._documents.get()) is not None and not self._is_cancelled:
            self._ask({"type": "AddFile", "index_id": 0, "url": document[0], "file_contents": document[1], "file_path": None})
        if self._is_cancelled:
            return {}
        files = cast("list[dict[str, str]]", self._ask({"type": "GetFiles", "index_id": 0})["files"])
        process.kill()
        return {file["path"].replace("\\", "/"): base64.b64decode(file["content"]) for file in files}

    def _started(self) -> subprocess.Popen[bytes]:
        command = [str(self._program), "--service"]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
        self._process = process
        if self._in_background and hasattr(os, "setpriority"):
            with contextlib.suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, process.pid, _LOWER_PRIORITY)
        return process

    def _ask(self, payload: _Message) -> _Message:
        """The program's answer. One question at a time, so that neither side waits for the other to read."""
        process = cast("subprocess.Popen[bytes]", self._process)
        asked, answered = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        message = base64.b64encode(json.dumps({"message_id": 1, "payload": payload}).encode())
        asked.write(message + b",")
        asked.flush()
        answer = json.loads(base64.b64decode(self._up_to_comma(answered)))["payload"]
        if answer["type"] == "Error":
            raise IndexingError(str(answer.get("message", "")))
        return cast("_Message", answer)

    def _up_to_comma(self, stream: IO[bytes]) -> bytes:
        parts: list[bytes] = []
        while part := os.read(stream.fileno(), _READ_AT_ONCE):
            parts.append(part)
            if b"," in part:
                return b"".join(parts).partition(b",")[0]
        raise IndexingError("its program ended before it was done")

    def _end(self) -> None:
        process = self._process
        if process is None:
            return
        process.kill()
        with contextlib.suppress(OSError):
            process.communicate()
