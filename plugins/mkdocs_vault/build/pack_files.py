"""Pack files: many small pieces in one file that is written once and never changed.

First come the facts of all notes, so that reading them goes through the file once; then all bodies; then the index, one record a note;
then the footer, which says where the index is. Whatever is read is compared with a checksum: a file that was cut off, or in which bytes
were changed, gives less, never something else.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zlib import crc32

_MAGIC = b"mkvault1"
_RECORD = struct.Struct("<16sQIIQII")
_FOOTER = struct.Struct("<16sQQII8s")
_FOOTER_START = struct.Struct("<16sQQI")
_FOOTER_END = struct.Struct("<I8s")
_OPEN_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC"))
"""No link is followed, and what isn't a file (a pipe, say) doesn't make us wait."""

FACTS = 0
BODY = 1


class DamagedError(Exception):
    """These bytes are not those that were written."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A compiled note as it is stored."""

    key: bytes
    facts: bytes
    body: bytes


def write_pack(file: IO[bytes], entries: Iterable[Entry], compiler: bytes) -> None:
    """Write a pack of notes of one compiler, whose version has 16 bytes. Raises `OSError`, and then the file is no pack."""
    noted = list(entries)
    places: list[tuple[int, int, int]] = []
    offset = 0
    for kind in (FACTS, BODY):
        blobs = [entry.body if kind else entry.facts for entry in noted]
        for entry, blob in zip(noted, blobs, strict=True):
            places.append((offset, len(blob), _checksum(entry.key, kind, blob)))
            offset += len(blob)
        file.write(b"".join(blobs))
    pairs = zip(noted, places[: len(noted)], places[len(noted) :], strict=True)
    index = b"".join(_RECORD.pack(entry.key, *facts, *body) for entry, facts, body in pairs)
    footer = _FOOTER_START.pack(compiler, offset, len(noted), crc32(index))
    file.write(index + footer + _FOOTER_END.pack(crc32(footer), _MAGIC))


class Pack:
    """A pack file, open for reading."""

    def __init__(self, path: Path) -> None:
        """Read the index. Raises `OSError` where the file can't be read, `DamagedError` where it isn't a whole pack."""
        self.path = path
        self._descriptor = os.open(path, _OPEN_FLAGS)
        try:
            self._read_index()
        except BaseException:
            self.close()
            raise

    def _read_index(self) -> None:
        status = os.fstat(self._descriptor)
        self.size = status.st_size
        if not stat.S_ISREG(status.st_mode) or self.size < _FOOTER.size:
            raise DamagedError
        footer = self._read(self.size - _FOOTER.size, _FOOTER.size)
        self.compiler, offset, self.count, checksum, own, magic = _FOOTER.unpack(footer)
        if magic != _MAGIC or own != crc32(footer[: -_FOOTER_END.size]):
            raise DamagedError
        if offset + self.count * _RECORD.size + _FOOTER.size != self.size:
            raise DamagedError
        self._index = self._read(offset, self.count * _RECORD.size)
        if checksum != crc32(self._index):
            raise DamagedError

    def numbered_keys(self) -> Iterator[tuple[bytes, int]]:
        """Every note's key with the number that it has in this pack."""
        for number, record in enumerate(_RECORD.iter_unpack(self._index)):
            yield record[0], number

    def stored_bytes(self, number: int) -> int:
        """How much room a note takes in the file."""
        record = _RECORD.unpack_from(self._index, number * _RECORD.size)
        return int(record[2]) + int(record[5]) + _RECORD.size

    def read(self, number: int, kind: int) -> bytes:
        """The facts or the body of a note, whole. Raises `OSError` and `DamagedError`."""
        record = _RECORD.unpack_from(self._index, number * _RECORD.size)
        offset, length, checksum = record[4:] if kind else record[1:4]
        blob = self._read(offset, length)
        if _checksum(record[0], kind, blob) != checksum:
            raise DamagedError
        return blob

    def entry(self, number: int) -> Entry:
        """All of a note. Raises `OSError` and `DamagedError`."""
        key = _RECORD.unpack_from(self._index, number * _RECORD.size)[0]
        return Entry(key, self.read(number, FACTS), self.read(number, BODY))

    def close(self) -> None:
        """Let go of the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _read(self, offset: int, length: int) -> bytes:
        if hasattr(os, "pread"):
            blob = os.pread(self._descriptor, length, offset)
        else:  # Windows. Two threads must not do this at once, which the lock of `NoteCache` sees to.
            os.lseek(self._descriptor, offset, os.SEEK_SET)
            blob = os.read(self._descriptor, length)
        if len(blob) != length:
            raise DamagedError
        return blob


def _checksum(key: bytes, kind: int, blob: bytes) -> int:
    """Finds any damage of up to four bytes in a row, and all but one of four thousand million others.

    That is less than a cryptographic digest promises, and eight times as fast: it guards against disks, not against people.
    """
    return crc32(blob, crc32(key, kind))
