"""The folder that notes are exported to. It stays between runs: writing ten thousand files anew costs seconds, comparing them does not."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from mkdocs_vault.deployment.durable import FILE_MODE, remove_tree
from mkdocs_vault.deployment.objects import object_name


class ExportFolder:
    """A folder that is ours alone: whatever is not wanted there is removed, so no name in it can be a link that leads out."""

    def __init__(self, root: Path, modified_at: int) -> None:
        """The files will have the date `modified_at`, the commit's, so that a build that prints it is repeatable."""
        if root.is_symlink() or not root.is_dir():
            remove_tree(root)
            root.mkdir(parents=True)
        self._root = os.fspath(root)
        self._modified_at = modified_at
        self._folders = {""}

    def keep_only(self, wanted: set[str]) -> None:
        """Remove everything but the wanted files, whatever a build or a killed run has left."""
        folders = {parent for path in wanted for parent in _parents(path)}
        for place, names_of_folders, names in os.walk(self._root):
            prefix = place.removeprefix(self._root).lstrip("/")
            prefix = f"{prefix}/" if prefix else ""
            for name in list(names_of_folders):
                inner = Path(place, name)
                if f"{prefix}{name}" not in folders or inner.is_symlink():
                    remove_tree(inner)
                    names_of_folders.remove(name)
            for name in names:
                if f"{prefix}{name}" not in wanted:
                    Path(place, name).unlink()

    def kept_content(self, path: str, object_id: str, size: int) -> bytes | None:
        """The bytes of a file that is there already and is the wanted object; nothing, and no file, if it isn't."""
        place = f"{self._root}/{path}"
        try:
            descriptor = os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except FileNotFoundError:
            return None
        except OSError:
            os.unlink(place)  # noqa: PTH108 - hot
            return None
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            plain = stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and status.st_size == size
            content = file.read() if plain else b""
        if not plain or object_name("blob", content) != object_id:
            os.unlink(place)  # noqa: PTH108 - hot
            return None
        if status.st_mtime_ns != self._modified_at * 1_000_000_000:
            os.utime(place, (self._modified_at, self._modified_at))
        return content

    def write(self, path: str, content: bytes) -> None:
        """Write a file that is not there."""
        parent = path.rpartition("/")[0]
        if parent not in self._folders:
            os.makedirs(f"{self._root}/{parent}", exist_ok=True)  # noqa: PTH103 - hot
            self._folders.add(parent)
        place = f"{self._root}/{path}"
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, FILE_MODE)
        try:
            written = 0
            while written < len(content):
                written += os.write(descriptor, content[written:])
        finally:
            os.close(descriptor)
        os.utime(place, (self._modified_at, self._modified_at))


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]
