"""The site's folder while a build writes into it: files that would be the same stay, and what nobody claims any more goes."""

# ruff: noqa: PTH103, PTH106, PTH108, PTH110, PTH112, PTH116, PTH117, PTH118, PTH119, PTH120, PTH121, PTH123, PTH208
# Strings, as MkDocs gives them: a Path for each of 20,000 files costs more than looking at it.

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator

from mkdocs_vault.build.site_record import SiteRecord
from mkdocs_vault.note.digest import digest

_BEFORE_NS = 50_000_000
"""File systems tell the time of a change in steps: a file that seems so little older than the build may be of the build."""


class WrittenSite:
    """One build's way of writing. `earlier` is the folder with the files of the last build: mostly the site's own.

    A deployment builds into a new folder: there, a file that is the same is a copy of that of the last release, with its time. It is no
    link to it: whatever opens a file of the new site to change it would change what readers see.
    """

    def __init__(self, site: str, record: SiteRecord, earlier: str | None, kept_folders: tuple[str, ...] = ()) -> None:
        """`kept_folders` belong to somebody who removes what is left over in them. Without `earlier` all is written anew."""
        self._site = site
        self._record = record
        self._earlier = earlier
        self._kept_folders = kept_folders
        self._began_ns = time.time_ns() - _BEFORE_NS

    @property
    def stays(self) -> bool:
        """Whether the site's folder holds what the last build wrote, so that it must not be emptied."""
        return self._record.has_earlier and self._earlier == self._site

    def keeps_page_from(self, name: str, causes: bytes) -> bool:
        """Whether the inputs of the page come from the same; then it is in its place, and so are the files that were written with it."""
        if not causes or self._earlier is None or not self._record.is_unchanged(name, self._earlier, causes=causes):
            return False
        beside = self._record.beside(name)
        return self._is_taken(name) and all(map(self._is_taken, beside))

    def keeps_page(self, name: str, inputs: bytes) -> bool:
        """Whether the page was made from the same inputs; then it is in its place."""
        return self._is_taken(name, inputs=inputs)

    def page_comes_from(self, name: str, causes: bytes, beside: tuple[str, ...]) -> None:
        """What the inputs of a page come from that was written or kept; `beside` are the files that were written with it."""
        if name in self._record:
            self._record.comes_from(name, causes, beside)

    def page_is_written(self, name: str, inputs: bytes) -> None:
        """What the page that was just written was made from."""
        if name in self._record:
            self._record.add(name, self._site, inputs=inputs)

    def write(self, content: bytes, path: str) -> None:
        """Write a file, unless it is there with this content."""
        name = self._name(path)
        if name is None:
            _write(content, path)
            return
        content_digest = digest(content)
        if not self._is_taken(name, content=content_digest):
            _write(content, path)
            self._record.add(name, self._site, content=content_digest)

    def copy(self, source: str, path: str, copy: Callable[[str, str], object] = shutil.copyfile, kind: bytes = b"") -> None:
        """Copy a file, unless it is there and its source hasn't changed. Raises `OSError`, as a copy does.

        `copy` may change the file on its way; `kind` then says how, as another change of the same source gives another file.
        """
        target = os.path.join(path, os.path.basename(source)) if os.path.isdir(path) else path
        name = self._name(target)
        inputs = _source_inputs(source) if self._earlier == self._site else _source_digest(source)
        inputs = digest(inputs, kind) if kind else inputs
        if name is not None and self._is_taken(name, inputs=inputs):
            return
        _make_room(target, source)
        copy(source, target)
        if name is not None:
            self._record.add(name, self._site, inputs=inputs)

    def finish(self) -> None:
        """Remove what an earlier build has left and nobody wrote in this one, and remember what is there for the next."""
        if self.stays:
            for path in list(self._left_over()):
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(path)
            _remove_empty_folders(self._site)
        self._record.save()

    def give_up(self) -> None:
        """The build ended before it was done: what it wrote is known, what it didn't write stays."""
        self._record.save()

    def _is_taken(self, name: str, *, inputs: bytes = b"", content: bytes = b"") -> bool:
        """Whether the last build's file would be the same; then it is in its place."""
        if self._earlier is None or not self._record.is_unchanged(name, self._earlier, inputs=inputs, content=content):
            return False
        if self._earlier != self._site and not _copied(f"{self._earlier}/{name}", f"{self._site}/{name}"):
            return False
        self._record.keep(name)
        return True

    def _name(self, path: str) -> str | None:
        """The path relative to the site's folder; None outside of it."""
        start = f"{self._site}{os.sep}"
        name = path.removeprefix(start) if path.startswith(start) else os.path.relpath(path, self._site)
        name = os.path.normpath(name).replace(os.sep, "/")
        return None if name.startswith("../") or os.path.isabs(name) else name

    def _left_over(self) -> Iterator[str]:
        """Files that this build neither wrote nor kept. What is new in the folder was written by somebody else, and stays."""
        for folder, folders, files in os.walk(self._site):
            is_top = folder == self._site
            folders[:] = [name for name in folders if not (is_top and _is_foreign(name))]
            start = "" if is_top else f"{os.path.relpath(folder, self._site)}/".replace(os.sep, "/")
            for file in files:
                name = f"{start}{file}"
                if name not in self._record and not name.startswith(self._kept_folders):
                    path = f"{folder}/{file}"
                    # Hidden files at the top that no build wrote belong to somebody else, and MkDocs leaves them alone.
                    if self._record.is_unchanged(name, self._site) or not (name.startswith(".") or self._is_new(path)):
                        yield path

    def _is_new(self, path: str) -> bool:
        try:
            status = os.lstat(path)
        except OSError:
            return False
        return max(status.st_mtime_ns, status.st_ctime_ns) >= self._began_ns


def _is_foreign(folder: str) -> bool:
    """Whether no build writes into a folder at the top of the site, such as `.git`."""
    return folder.startswith(".") and folder != ".well-known"


def _write(content: bytes, path: str) -> None:
    _make_room(path)
    with open(path, "wb") as file:
        file.write(content)


def _make_room(path: str, source: str = "") -> None:
    """A folder for the file, and nothing in its place: what is there may be a link that another release shares."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if os.path.lexists(path) and not (source and os.path.exists(path) and os.path.samefile(source, path)):
        os.unlink(path)


def _source_inputs(source: str) -> bytes:
    """What a copy is made from, by size and time. Raises `OSError`."""
    status = os.stat(source)
    return digest(os.fsencode(source), f"{status.st_size} {status.st_mtime_ns}".encode())


def _source_digest(source: str) -> bytes:
    """What a copy is made from, by its bytes: all files that a deployment exports have the time of the commit. Raises `OSError`."""
    with open(source, "rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).digest()


def _copied(earlier: str, now: str) -> bool:
    """Whether a file of the last release is in its place in this one, with its time, by which it is known the next time."""
    try:
        _make_room(now)
        shutil.copy2(earlier, now, follow_symlinks=False)
    except OSError:
        return False
    return True


def _remove_empty_folders(site: str) -> None:
    for folder, _, _ in os.walk(site, topdown=False):
        if folder != site and not os.path.relpath(folder, site).startswith(".") and not os.listdir(folder):
            os.rmdir(folder)
