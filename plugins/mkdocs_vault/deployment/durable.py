"""Writing so that a power cut leaves the old or the new, never a mixture: files, then folders, then names, then links."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FILE_MODE = 0o644
FOLDER_MODE = 0o755
PRIVATE_FOLDER_MODE = 0o700
SYNC_THREADS = 8


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_file(path: Path, content: bytes, mode: int = FILE_MODE) -> None:
    """Replace a file's content in one go and durably."""
    temporary = path.with_name(f"{path.name}.new")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(path.parent)


def sync_tree(root: Path) -> None:
    """Make a whole tree durable and readable for a web server: every file first, then the folders from the leaves to the root.

    The waiting is the disk's, so several threads do it at once.
    """
    folders: list[Path] = []
    with ThreadPoolExecutor(SYNC_THREADS) as pool:
        for folder, _, names in os.walk(root):
            folders.append(Path(folder))
            list(pool.map(_sync_file, [os.path.join(folder, name) for name in names]))  # noqa: PTH118 - hot
    for path in reversed(folders):
        path.chmod(FOLDER_MODE)
        sync_folder(path)


def _sync_file(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.fchmod(descriptor, FILE_MODE)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def replace_link(link: Path, target: str, workshop: Path) -> None:
    """Point a link to a relative target; readers see the old or the new one at every instant. `workshop` is on the same file system."""
    fresh = workshop / f"{link.name}.link"
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    fresh.symlink_to(target)
    fresh.replace(link)
    sync_folder(link.parent)


def remove_tree(path: Path) -> None:
    """Remove whatever is there, also folders that were made unwritable; a missing one is fine."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    if not stat.S_ISDIR(mode):
        path.unlink()
        return
    try:
        shutil.rmtree(path)
    except PermissionError:
        for folder, _, _ in os.walk(path):
            Path(folder).chmod(0o700)
        shutil.rmtree(path)


def private_folder(path: Path) -> None:
    """Have a folder that nobody else can read or write. What is there and isn't one goes: a checkout, for one, makes folders for all."""
    with contextlib.suppress(FileNotFoundError):
        status = path.lstat()
        if stat.S_ISDIR(status.st_mode) and stat.S_IMODE(status.st_mode) == PRIVATE_FOLDER_MODE and status.st_uid == os.geteuid():
            return
    remove_tree(path)
    path.mkdir(mode=PRIVATE_FOLDER_MODE)


def free_bytes(folder: Path) -> int:
    """The room that an ordinary user has on the file system of a folder."""
    found = os.statvfs(folder)
    return found.f_bavail * found.f_frsize
