"""What a build has written, so that the next one needs to write only what is different.

One file for each site, in the folder of the cache. Whatever happens to it, the next build writes more than it must, and nothing wrong.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from msgspec import MsgspecError, Struct
from msgspec.msgpack import decode, encode
from msgspec.structs import replace

from mkdocs_vault.build.pack_folder import remove, write_privately
from mkdocs_vault.note.digest import digest

MOST_BYTES = 1 << 28
_DIGEST_BYTES = 16


class WrittenFile(Struct, frozen=True, array_like=True):
    """A file of the site: a digest of what it was made from, one of what is in it, and how the file system saw it afterwards.

    `causes` is the digest of what its inputs come from, which is found more quickly; `beside` are the files that were written with it.
    """

    inputs: bytes
    content: bytes
    size_bytes: int
    modified_ns: int
    causes: bytes = b""
    beside: tuple[str, ...] = ()


class FoundDocument(Struct, frozen=True, array_like=True):
    """What the search was told of a page: a digest of what that comes from, that of the document, and its weight."""

    causes: bytes
    digest: str
    weight: int


class _Record(Struct, frozen=True, array_like=True):
    """Files and documents by their names."""

    files: dict[str, WrittenFile] = {}
    documents: dict[str, FoundDocument] = {}


class SiteRecord:
    """The files of a site as they were written by the last build, and by this one. Names are paths relative to the folder `site`."""

    def __init__(self, file: Path | None) -> None:
        """Read the record of the last build; without a file, or with one that can't be read, there was none."""
        self._file = file
        earlier = _read(file) if file else _Record()
        self._earlier, self._earlier_documents = earlier.files, earlier.documents
        self._now: dict[str, WrittenFile] = {}
        self._documents: dict[str, FoundDocument] = {}

    @property
    def has_earlier(self) -> bool:
        """Whether a build is known that wrote the site before."""
        return bool(self._earlier)

    def __contains__(self, name: str) -> bool:
        """Whether this build has written the file, or left it as it was."""
        return name in self._now

    def is_unchanged(self, name: str, site: str, *, causes: bytes = b"", inputs: bytes = b"", content: bytes = b"") -> bool:
        """Whether the file in this folder is as the last build wrote it, from these causes, from these inputs, or with this content."""
        written = self._earlier.get(name)
        if written is None or any(
            said and said != known for said, known in ((causes, written.causes), (inputs, written.inputs), (content, written.content))
        ):
            return False
        size, modified = _seen(f"{site}/{name}")
        return (size, modified) == (written.size_bytes, written.modified_ns)

    def beside(self, name: str) -> tuple[str, ...]:
        """The files that the last build wrote with this one."""
        return self._earlier[name].beside

    def keep(self, name: str) -> None:
        """The file stays as the last build wrote it."""
        self._now[name] = self._earlier[name]

    def comes_from(self, name: str, causes: bytes, beside: tuple[str, ...]) -> None:
        """What the inputs of a file come from that this build has written or kept, and what was written with it."""
        self._now[name] = replace(self._now[name], causes=causes, beside=beside)

    def add(self, name: str, site: str, *, inputs: bytes = b"", content: bytes = b"") -> None:
        """The file was written just now. What is given later for the same file is added to what is known."""
        known = self._now.get(name)
        size, modified = _seen(f"{site}/{name}")
        self._now[name] = WrittenFile(
            inputs or (known.inputs if known else b""), content or (known.content if known else b""), size, modified
        )

    def document(self, name: str, causes: bytes) -> tuple[str, int] | None:
        """Digest and weight of the document that the search was told of a page, if what it comes from is the same."""
        found = self._earlier_documents.get(name)
        if found is None or found.causes != causes:
            return None
        self._documents[name] = found
        return found.digest, found.weight

    def remember_document(self, name: str, causes: bytes, document: str, weight: int) -> None:
        """The search was told this document of a page."""
        self._documents[name] = FoundDocument(causes, document, weight)

    def save(self) -> None:
        """Keep what this build has written for the next one. A record that can't be kept is no error."""
        if self._file is None:
            return
        unfinished = self._file.with_name(f"{self._file.name}-{secrets.token_hex(8)}.new")
        body = encode(_Record(self._now, self._documents))
        try:
            self._file.parent.mkdir(mode=0o700, exist_ok=True)
            write_privately(unfinished, lambda file: file.write(digest(body) + body))
            unfinished.replace(self._file)
        except OSError:
            remove(unfinished)


def _seen(path: str) -> tuple[int, int]:
    """Size in bytes and time of the last change in nanoseconds; (-1, -1) where there is no such file."""
    try:
        status = os.lstat(path)
    except OSError:
        return -1, -1
    return status.st_size, status.st_mtime_ns


def _read(file: Path) -> _Record:
    try:
        if file.is_symlink() or file.stat().st_size > MOST_BYTES:
            return _Record()
        data = file.read_bytes()
        return decode(data[_DIGEST_BYTES:], type=_Record) if data[:_DIGEST_BYTES] == digest(data[_DIGEST_BYTES:]) else _Record()
    except (OSError, MsgspecError):
        return _Record()
