"""Bytes from a folder that anybody may have filled: nothing outside of it is read, and nothing that could block or never end."""

# ruff: noqa: PTH114, PTH118, PTH123, PTH206
# What a link is, and where it leads, is asked call by call, in strings: a Path for each of 100,000 files costs more than reading them.

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from mkdocs_vault.vault.paths import VaultPath

MAXIMUM_NOTE_BYTES = 20 * 1024 * 1024

_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)  # a file that became a link after it was looked at is refused
    | getattr(os, "O_NONBLOCK", 0)  # a pipe would wait for a writer for ever
    | getattr(os, "O_BINARY", 0)
    | getattr(os, "O_CLOEXEC", 0)
)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that is left out, and why. `path` is that of a folder where the whole folder is left out."""

    path: VaultPath
    reason: str


@dataclass(frozen=True, slots=True)
class RegularFile:
    """Where a file really is, links followed, and how many bytes it has.

    `stamp` (time of the last change in nanoseconds, size, number in the file system) tells whether it is still the same.
    """

    location: str
    size_bytes: int
    stamp: tuple[int, int, int] = (0, 0, 0)


class FileReader:
    """Reads files below one folder; symbolic links are followed as long as they stay in it. Remembers folders, so it serves one load."""

    def __init__(self, root: Path) -> None:
        """`root` itself may be a link."""
        self._root = os.path.realpath(root)
        self._folders: dict[str, str | Skipped] = {"": self._root}

    def look_at(self, path: VaultPath) -> RegularFile | Skipped:
        """What lies at `path`, without opening it."""
        folder = self.folder(path.parent)
        if isinstance(folder, Skipped):
            return folder
        location = os.path.join(folder, path.name)
        try:
            status = os.lstat(location)
            if stat.S_ISLNK(status.st_mode):
                location = os.path.realpath(location, strict=True)
                status = os.lstat(location)
        except (OSError, ValueError) as error:
            return Skipped(path, _reason(error))
        if not self._is_inside(location):
            return Skipped(path, "it is a symbolic link that leads out of the vault")
        if not stat.S_ISREG(status.st_mode):
            return Skipped(path, f"it is {_kind(status.st_mode)}, not a file")
        return RegularFile(location, status.st_size, (status.st_mtime_ns, status.st_size, status.st_ino))

    def read(self, path: VaultPath, *, maximum_bytes: int = MAXIMUM_NOTE_BYTES) -> bytes | Skipped:
        """The whole file at `path`."""
        file = self.look_at(path)
        if isinstance(file, Skipped):
            return file
        try:
            descriptor = os.open(file.location, _OPEN_FLAGS)
        except OSError as error:
            return Skipped(path, _reason(error))
        with open(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return Skipped(path, "it is not a file any more")
            try:
                data = stream.read(maximum_bytes + 1)
            except OSError as error:
                return Skipped(path, _reason(error))
        if len(data) > maximum_bytes:
            return Skipped(path, f"it is larger than {maximum_bytes // (1024 * 1024)} MB")
        return data

    def folder(self, folder: str) -> str | Skipped:
        """Where a folder really is; iterative, since a path may have thousands of parts."""
        missing = []
        while folder not in self._folders:
            missing.append(folder)
            folder = folder.rpartition("/")[0]
        for below in reversed(missing):
            above = self._folders[below.rpartition("/")[0]]
            self._folders[below] = above if isinstance(above, Skipped) else self._folder_in(above, VaultPath(below))
        return self._folders[missing[0] if missing else folder]

    def _folder_in(self, above: str, folder: VaultPath) -> str | Skipped:
        location = os.path.join(above, folder.name)
        try:
            if not os.path.islink(location):
                return location
            real = os.path.realpath(location, strict=True)
        except (OSError, ValueError) as error:
            return Skipped(folder, _reason(error))
        if real != self._root and not self._is_inside(real):
            return Skipped(folder, "it is a symbolic link that leads out of the vault")
        if f"{above}{os.sep}".startswith(f"{real}{os.sep}"):
            return Skipped(folder, "it is a symbolic link to a folder that it lies in")
        return real

    def _is_inside(self, location: str) -> bool:
        """Whether a real path is below the root, and not in a folder such as `.obsidian` or `.git`."""
        below = location.removeprefix(self._root.rstrip(os.sep) + os.sep)
        return below != location and not any(part.startswith(".") for part in below.split(os.sep))


def read_file(root: Path, path: VaultPath, *, maximum_bytes: int = MAXIMUM_NOTE_BYTES) -> bytes | Skipped:
    """The bytes of the file at `path` below `root`, or why it is left out. Never raises for what lies on the disk."""
    return FileReader(root).read(path, maximum_bytes=maximum_bytes)


def scan_folder(root: Path) -> tuple[list[VaultPath], list[Skipped]]:
    """All files below a folder in a fixed order, without dot files and dot folders, and the folders that were left out."""
    reader = FileReader(root)
    files: list[VaultPath] = []
    skipped: list[Skipped] = []
    pending = [VaultPath("")]
    while pending:
        folder = pending.pop()
        location = reader.folder(folder)
        if isinstance(location, Skipped):
            skipped.append(location)
            continue
        try:
            with os.scandir(location) as entries:
                for entry in entries:
                    if not entry.name.startswith("."):
                        path = VaultPath(f"{folder}/{entry.name}" if folder else entry.name)
                        (pending if _is_folder(entry) else files).append(path)
        except OSError as error:
            skipped.append(Skipped(folder, _reason(error)))
    return sorted(files), sorted(skipped, key=lambda skip: skip.path)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder or leads to one; a link that leads to itself is for the reader to refuse."""
    try:
        return entry.is_dir()
    except OSError:
        return False


_REASONS = {
    errno.ENOENT: "it does not exist, or is a symbolic link to nothing",
    errno.ELOOP: "it is a symbolic link that leads to itself",
    errno.EACCES: "it can't be read: permission denied",
    errno.EPERM: "it can't be read: permission denied",
    errno.ENAMETOOLONG: "its path is too long for this system",
}


def _reason(error: OSError | ValueError) -> str:
    number = error.errno if isinstance(error, OSError) else None
    return _REASONS.get(number or 0, f"it can't be read: {os.strerror(number) if number else 'its name is not usable'}")


def _kind(mode: int) -> str:
    kinds = {
        stat.S_IFDIR: "a folder",
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFBLK: "a device",
        stat.S_IFCHR: "a device",
    }
    return kinds.get(stat.S_IFMT(mode), "something else")
