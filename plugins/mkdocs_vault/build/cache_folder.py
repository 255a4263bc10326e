"""The folder of the cache. It holds the text of private notes, so nobody else may read it, and no site may contain it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

FOLDER_MODE = 0o700
FILE_MODE = 0o600

_TAG = "CACHEDIR.TAG"
_FILES = {
    # The first line is that of https://bford.info/cachedir/: programs that make backups leave such a folder out.
    _TAG: "Signature: 8a477f597d28d172789f06886806bc55\n# This is the cache of mkdocs-vault.\n",
    ".gitignore": "*\n",
    "README": "mkdocs-vault keeps compiled notes here, so that a build needs to compile only those that changed.\n"
    "This folder may be deleted at any time. It holds private text: the notes that are not published too.\n",
}


class CacheFolderError(Exception):
    """This folder can't be the cache; its text says why, as the end of a sentence."""


def claim_folder(folder: Path, base: Path) -> None:
    """Make the folder of the cache, or see that the one that is there is ours. Raises `CacheFolderError`.

    `base` is the folder of the site's configuration. Below it no link is followed: a vault that comes from somebody else must not make a
    build write somewhere else. Where the cache lies elsewhere, the way to it is the business of whoever chose it.
    """
    try:
        for part in _not_to_be_links(folder, base):
            if part.is_symlink():
                raise CacheFolderError(f"'{part}' is a symbolic link")
        folder.parent.mkdir(parents=True, exist_ok=True)
        if not folder.exists():
            folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
        _check(folder)
    except OSError as error:
        raise CacheFolderError(f"'{error.filename or folder}': {error.strerror or error}") from error
    for name, text in _FILES.items():
        _write_if_missing(folder / name, text)


def folder_that_contains(folder: Path, others: Iterable[Path]) -> Path | None:
    """The first of the other folders that is this one or has it inside, however the two are written; most have none."""
    own = [path for path in (folder.absolute(), *folder.absolute().parents, folder.resolve(), *folder.resolve().parents) if path.exists()]
    for other in others:
        if any(other.absolute() == path or (other.exists() and path.samefile(other)) for path in own) or _lies_below(folder, other):
            return other
    return None


def _lies_below(folder: Path, other: Path) -> bool:
    """Whether the names say so: neither of the two needs to exist."""
    return folder.resolve().is_relative_to(other.resolve())


def _not_to_be_links(folder: Path, base: Path) -> list[Path]:
    inside = [part for part in (folder, *folder.parents) if part != base and part.is_relative_to(base)]
    return inside or [folder]


def _check(folder: Path) -> None:
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise CacheFolderError(f"'{folder}' is not a folder")
    if hasattr(os, "geteuid") and status.st_uid != os.geteuid():
        raise CacheFolderError(f"'{folder}' belongs to another user")
    if not (folder / _TAG).is_file() and any(folder.iterdir()):
        raise CacheFolderError(f"'{folder}' holds other files")
    if os.name == "posix" and stat.S_IMODE(status.st_mode) != FOLDER_MODE:
        folder.chmod(FOLDER_MODE)


def _write_if_missing(path: Path, text: str) -> None:
    """A folder that can't be written to is still one that can be read."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), FILE_MODE)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError:
        return
