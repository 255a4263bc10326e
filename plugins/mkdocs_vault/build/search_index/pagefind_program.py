"""Pagefind's program: a process of low priority that is told of pages and answers with the files of their index.

Its protocol is that of the package's own `PagefindIndex`, which looks for answers ten times a second: five minutes for 3,000 pages.
Files are taken from its answer, not written by it: it says that it is done before what it wrote has reached the disk.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock
from typing import IO, cast

from mkdocs_vault.website.search.port import Files, Searchable

_READ_AT_ONCE = 1 << 16
_LOWER_PRIORITY = 10
_Message = dict[str, object]


class IndexingError(Exception):
    """There is no index; its text says why."""


def pagefind_program() -> Path | None:
    """Pagefind's program, if this system has it."""
    try:
        from pagefind.service import get_executable  # noqa: PLC0415 - The package isn't made for every system.
    except ImportError:
        return None
    try:
        return get_executable()
    except FileNotFoundError:
        return None


def identity_of(program: Path) -> str:
    """Tells programs apart whose indexes may differ: their version, and the size of the file, as there are two kinds of each version."""
    try:
        return f"{version('pagefind')} {program.stat().st_size}"
    except (PackageNotFoundError, OSError):
        return str(program)


class PagefindRuns:
    """Runs of the program, one after the other: `files_of` from one thread, `stop` from any at any time, which is for good."""

    def __init__(self, program: Path) -> None:
        """Nothing runs yet."""
        self._program = program
        self._lock = Lock()
        self._is_stopped = False
        self._process: subprocess.Popen[bytes] | None = None

    def files_of(self, documents: Iterable[Searchable], leaves_out: Iterable[str]) -> Files:
        """The files of an index of these documents; `leaves_out` are selectors of what is no text.

        Raises IndexingError, OSError or ValueError if there are none, and IndexingError if it was stopped.
        """
        process = self._started()
        try:
            self._ask(process, {"type": "NewIndex", "config": {"exclude_selectors": list(leaves_out)}})
            for document in documents:
                page = {"url": document.address, "file_contents": document.html(), "file_path": None}
                self._ask(process, {"type": "AddFile", "index_id": 0, **page})
            files = cast("list[dict[str, str]]", self._ask(process, {"type": "GetFiles", "index_id": 0})["files"])
        finally:
            process.kill()
            with contextlib.suppress(OSError):
                process.communicate()
        return {file["path"].replace("\\", "/"): base64.b64decode(file["content"]) for file in files}

    def stop(self) -> None:
        """End the program, or don't even begin."""
        with self._lock:
            self._is_stopped = True
            if self._process:
                self._process.kill()

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_stopped:
                raise IndexingError("it was stopped")
            self._process = _process_of_low_priority([str(self._program), "--service"])
            return self._process

    def _ask(self, process: subprocess.Popen[bytes], payload: _Message) -> _Message:
        """The program's answer. One question at a time, so that neither side waits for the other to read."""
        asked, answered = cast("IO[bytes]", process.stdin), cast("IO[bytes]", process.stdout)
        asked.write(base64.b64encode(json.dumps({"message_id": 1, "payload": payload}).encode()) + b",")
        asked.flush()
        answer = json.loads(base64.b64decode(_up_to_comma(answered)))["payload"]
        if answer["type"] == "Error":
            raise IndexingError(str(answer.get("message", "")))
        return cast("_Message", answer)


def _process_of_low_priority(command: list[str]) -> subprocess.Popen[bytes]:
    """The site that is being built, or the page that is being shown, comes first."""
    flags = 0
    if sys.platform == "win32":
        flags = subprocess.BELOW_NORMAL_PRIORITY_CLASS
    process = subprocess.Popen(  # noqa: S603 - the program of a package that we depend on
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=flags
    )
    if sys.platform != "win32":
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process.pid, os.getpriority(os.PRIO_PROCESS, 0) + _LOWER_PRIORITY)
    return process


def _up_to_comma(stream: IO[bytes]) -> bytes:
    answer = bytearray()
    while part := os.read(stream.fileno(), _READ_AT_ONCE):
        answer += part
        if b"," in part:
            return bytes(answer[: answer.index(b",")])
    raise IndexingError("its program ended before it was done")
