"""The pack files of a folder: which there are, how a new one gets its name, and which may go.

A pack gets its name once it is whole, and never changes: so any number of builds read and write at once without a lock, and one that is
killed leaves nothing but a file that nobody reads.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

from mkdocs_vault.build.cache_folder import FILE_MODE
from mkdocs_vault.build.pack_files import DamagedError, Entry, Pack, write_pack

_SUFFIX = ".pack"
_UNFINISHED = ".new"
SECONDS_TO_FINISH = 3600
"""An unfinished file that is older was left by a build that was killed."""
SECONDS_FOR_OTHERS = 86_400
"""Packs of another compiler that nobody touched for so long are of no use to another installation any more."""


def open_packs(folder: Path, compiler: bytes) -> tuple[list[Pack], list[Path]]:
    """The packs of this compiler, the oldest first, and those of others. Removes what is damaged, or was never finished."""
    own: list[Pack] = []
    others: list[Path] = []
    for path in _listed(folder):
        try:
            pack = Pack(path)
        except DamagedError:
            remove(path)
        except OSError:
            continue
        else:
            if pack.compiler == compiler:
                own.append(pack)
            else:
                pack.close()
                others.append(path)
    return own, others


def _listed(folder: Path) -> list[Path]:
    """Names begin with the time, so their order is that in which packs were made."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return []
    for path in paths:
        if path.suffix == _UNFINISHED and is_older(path, SECONDS_TO_FINISH):
            remove(path)
    return [path for path in paths if path.suffix == _SUFFIX]


def add_pack(folder: Path, entries: Iterable[Entry], compiler: bytes) -> Pack:
    """A new pack, written and opened. Raises `OSError` and `DamagedError` where that can't be done, and then leaves nothing behind."""
    path = folder / f"{time.time_ns():020}-{secrets.token_hex(8)}{_SUFFIX}"
    unfinished = path.with_suffix(_UNFINISHED)
    try:
        write_privately(unfinished, lambda file: write_pack(file, entries, compiler))
        unfinished.replace(path)
        return Pack(path)
    except BaseException:
        remove(unfinished)
        raise


def write_privately(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Let `write` fill a new file that nobody else may read. Raises `OSError`."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0), FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:
        write(file)


def made_at(path: Path) -> int:
    """When a pack was made, in nanoseconds since 1970; 0 where its name doesn't say."""
    nanoseconds = path.name.partition("-")[0]
    return int(nanoseconds) if nanoseconds.isdecimal() and nanoseconds.isascii() else 0


def is_older(path: Path, seconds: float) -> bool:
    """Whether a file wasn't changed for so long; False where nobody can say."""
    try:
        return time.time() - path.lstat().st_mtime > seconds
    except OSError:
        return False


def remove(path: Path) -> bool:
    """Whether the file is gone. On Windows a file that another build reads stays; a later build removes it."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
        return True
    return False
