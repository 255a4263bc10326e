"""One run at a time: a lock of the kernel, which ends with its holder, so a lock file of a dead run is no obstacle."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mkdocs_vault.deployment.errors import TemporaryError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GRACE_SECONDS = 0.3
"""The guard of a killed run needs some milliseconds to end that run's children; only then the lock is free."""
_PAUSE_SECONDS = 0.02


@contextmanager
def run_lock(file: Path, *, wait: bool = False) -> Iterator[int]:
    """Hold the lock; gives its descriptor. Raises `TemporaryError` if another run holds it, unless told to wait."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        if not _taken(descriptor, wait=wait):
            raise TemporaryError(f"another run is going on{_holder(descriptor)}", "wait for it, or start with --wait")
        os.ftruncate(descriptor, 0)
        with contextlib.suppress(OSError):  # a full disk: the lock holds without its inscription
            os.pwrite(descriptor, json.dumps({"pid": os.getpid(), "since": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}).encode(), 0)
        try:
            yield descriptor
        finally:
            fcntl.flock(descriptor, fcntl.LOCK_UN)
    finally:
        os.close(descriptor)


def _taken(descriptor: int, *, wait: bool) -> bool:
    if wait:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        return True
    end = time.monotonic() + GRACE_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                return False
            time.sleep(_PAUSE_SECONDS)
        else:
            return True


def _holder(descriptor: int) -> str:
    try:
        holder = json.loads(os.pread(descriptor, 200, 0))
        return f" (pid {int(holder['pid'])}, since {str(holder['since'])[:20]})"
    except (ValueError, KeyError, TypeError, OSError):
        return ""
