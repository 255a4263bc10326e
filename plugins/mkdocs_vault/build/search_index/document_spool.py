"""Documents that wait on the disk until their part of the index is made: those of thousands of notes are hundreds of megabytes."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from threading import Lock
from typing import IO

from mkdocs_vault.website.search.documents import SearchDocument, digest_of, weight_of
from mkdocs_vault.website.search.port import Searchable


@dataclass(frozen=True, slots=True)
class SpooledDocument:
    """A document whose HTML is on the disk."""

    address: str
    language: str
    digest: str
    weight: int
    _spool: DocumentSpool
    _start: int
    _size: int

    def at_hand(self) -> SpooledDocument:
        """It is."""
        return self

    def html(self) -> str:
        """The document's HTML. Raises OSError if the spool was closed."""
        return self._spool.read(self._start, self._size).decode(errors="surrogatepass")


class DocumentSpool:
    """A temporary file that only grows, and is gone when it is closed. Documents may be kept in one thread and read in another."""

    def __init__(self) -> None:
        """The file is made for the first document."""
        self._lock = Lock()
        self._file: IO[bytes] | None = None
        self._end = 0
        self._is_closed = False

    def keep(self, document: SearchDocument) -> Searchable:
        """The document, with its HTML on the disk; the document itself if that has no room."""
        html = document.html()
        content = html.encode(errors="surrogatepass")
        try:
            start = self._write(content)
        except OSError:
            return document
        weight = weight_of(html, document.language)
        return SpooledDocument(document.address, document.language, digest_of(html), weight, self, start, len(content))

    def read(self, start: int, size: int) -> bytes:
        """Some bytes of the file. Raises OSError if it was closed."""
        with self._lock:
            if self._file is None:
                raise OSError("the documents of the search are gone")
            self._file.seek(start)
            return self._file.read(size)

    def close(self) -> None:
        """Remove the file."""
        with self._lock:
            self._is_closed = True
            if self._file:
                self._file.close()
            self._file = None

    def _write(self, content: bytes) -> int:
        with self._lock:
            if self._is_closed:
                raise OSError("the documents of the search are gone")
            if self._file is None:
                self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - `close` does that.
            start = self._end
            self._file.seek(start)
            if self._file.write(content) != len(content):
                raise OSError("the disk is full")
            self._end = start + len(content)
            return start
