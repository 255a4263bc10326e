"""Functions that workers import by name: one that goes well, and some that go wrong in the ways in which a compiler may."""

from __future__ import annotations

import hashlib
import os
import sys
import time

MAIN_PROCESS = "SAMPLE_MAIN_PROCESS"
"""The environment says which process isn't a worker: workers inherit it."""


def compiled(text: str, options: bytes) -> tuple[bytes, bytes]:
    """Facts and body, of some sort."""
    return hashlib.sha256(text.encode() + options).digest(), text.upper().encode()


def loaded_modules(text: str, options: bytes) -> list[str]:
    """What a worker has imported."""
    return sorted(sys.modules)


def process_id(text: str, options: bytes) -> int:
    """Where this runs."""
    return os.getpid()


def printing(text: str, options: bytes) -> str:
    """Prints, as a forgotten line may, and reads."""
    print(text)  # noqa: T201 - that is what it is for
    return text + sys.stdin.read()


def dying(text: str, options: bytes) -> str:
    """Ends the process with a note that says so, unless it is the main one."""
    if text == "die" and not _is_main():
        os._exit(3)
    return text.upper()


def dying_once(text: str, options: bytes) -> str:
    """As if somebody had killed the worker: only the first that gets the note dies."""
    if text == "die":
        try:
            os.close(os.open(options, os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            return text.upper()
        os._exit(3)
    return text.upper()


def hanging(text: str, options: bytes) -> str:
    """Never ends with a note that says so."""
    while text == "hang":
        time.sleep(0.01)
    return text.upper()


def raising(text: str, options: bytes) -> str:
    """Raises an exception that can't be pickled."""
    if text == "raise":
        raise PeculiarError(lambda: text)
    return text.upper()


def raising_in_workers(text: str, options: bytes) -> str:
    """Lacks something that the main process has."""
    if not _is_main():
        raise MemoryError
    return text.upper()


def own_version() -> bytes:
    """As if every process had another compiler."""
    return os.getpid().to_bytes(16, "big")


def missing_in_workers() -> bytes:
    """As if the package were installed here alone."""
    if not _is_main():
        raise ModuleNotFoundError("No module named 'mkdocs_vault'")
    return own_version()


class PeculiarError(Exception):
    """Holds what can't be sent."""


def _is_main() -> bool:
    return os.environ.get(MAIN_PROCESS) == str(os.getpid())
