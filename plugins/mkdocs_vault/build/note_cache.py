"""The cache of compiled notes: whatever happens to it, a note that it gives is the one that was put in.

Facts and body of a note are read separately: a build needs the facts of all notes, and the bodies only of the pages that it makes.
"""

from __future__ import annotations

import contextlib
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Self

from mkdocs_vault.build.cache_cleaning import MOST_PACKS, clean
from mkdocs_vault.build.pack_files import BODY, FACTS, DamagedError, Entry, Pack
from mkdocs_vault.build.pack_folder import add_pack, open_packs
from mkdocs_vault.build.recorded_uses import read_uses, write_uses

PACK_BYTES = 16 << 20
"""So much is collected before a pack is written; a build that is killed loses no more."""


class NoteCache:
    """Compiled notes by their keys. Safe to use from several threads, and by several processes on one folder.

    Notes that can't be written, since there is no folder, or since its disk is full or read-only, stay in memory.
    """

    def __init__(self, folder: Path | None, compiler: bytes, *, limit_bytes: int = 1_000_000_000) -> None:
        """Open the packs of a folder that `claim_folder` made; None is a cache that ends with the process. `compiler` has 16 bytes."""
        self._folder = folder
        self._compiler = compiler
        self._limit_bytes = limit_bytes
        self._lock = RLock()
        self._unwritten: dict[bytes, Entry] = {}
        self._unwritten_bytes = 0
        self._packs: list[Pack] = []
        self._packs_of_others: list[Path] = []
        self._places: dict[bytes, tuple[Pack, int]] = {}
        self._used: set[bytes] = set()
        self._open_packs()

    @property
    def folder(self) -> Path | None:
        """Where the cache lies on the disk; other things that a build keeps for the next may lie in there, too."""
        return self._folder

    def __enter__(self) -> Self:
        """The cache, which is closed at the end."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close, also after an error: what was compiled until then is right."""
        self.close()

    def __contains__(self, key: bytes) -> bool:
        """Whether there is a note with this key. It may still turn out to be damaged."""
        return key in self._unwritten or key in self._places

    def facts(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The facts of those notes that the cache has, in the order of the disk."""
        with self._lock:
            found: dict[bytes, bytes] = {}
            stored: dict[Pack, list[tuple[int, bytes]]] = defaultdict(list)
            for key in keys:
                if entry := self._unwritten.get(key):
                    found[key] = entry.facts
                elif place := self._places.get(key):
                    stored[place[0]].append((place[1], key))
            for pack, notes in stored.items():
                for number, key in sorted(notes):  # From the start of the file to its end: the disk reads ahead.
                    if (facts := self._read(pack, number, key, FACTS)) is not None:
                        found[key] = facts
            self._used.update(found)
            return found

    def body(self, key: bytes) -> bytes | None:
        """The body of a note; None where the cache doesn't have it, or has it no more: then the note must be compiled again."""
        with self._lock:
            if entry := self._unwritten.get(key):
                return entry.body
            place = self._places.get(key)
            return self._read(*place, key, BODY) if place else None

    def put(self, key: bytes, facts: bytes, body: bytes) -> None:
        """Keep a compiled note; one that is there under the same key is replaced."""
        with self._lock:
            self._unwritten[key] = Entry(key, facts, body)
            self._used.add(key)
            self._unwritten_bytes += len(facts) + len(body)
            if self._unwritten_bytes >= PACK_BYTES:
                self.flush()

    def flush(self) -> None:
        """Write what was put. Where that fails, it stays in memory, and it is tried again when there is as much again."""
        with self._lock:
            self._write()
            if len(self._packs) > 2 * MOST_PACKS:
                self._close_packs()
                self._open_packs()

    def _write(self) -> None:
        with contextlib.suppress(OSError, DamagedError):
            self._unwritten_bytes = 0
            while self._folder and self._unwritten:
                # Never more than a pack: after a disk was full for a while, there may be many.
                entries = list(_first_bytes(self._unwritten.values(), PACK_BYTES))
                pack = add_pack(self._folder, entries, self._compiler)
                self._packs.append(pack)
                self._note_places(pack)
                for entry in entries:
                    del self._unwritten[entry.key]

    def close(self) -> None:
        """Write what was put, note what was used, remove what is too much, and let go of all files."""
        with self._lock:
            self._write()
            self._close_packs()

    def _open_packs(self) -> None:
        if self._folder:
            self._packs, self._packs_of_others = open_packs(self._folder, self._compiler)
        for pack in self._packs:
            self._note_places(pack)

    def _close_packs(self) -> None:
        if self._folder:
            self._clean(self._folder)
        for pack in self._packs:
            pack.close()
        self._packs.clear()
        self._places.clear()

    def _clean(self, folder: Path) -> None:
        now = time.time_ns()
        recorded = read_uses(folder)
        uses = {key: used for key, used in recorded.items() if key in self._places} | dict.fromkeys(self._used & self._places.keys(), now)
        if uses != recorded:
            write_uses(folder, uses)
        clean(folder, self._packs, self._packs_of_others, self._places, uses, self._limit_bytes)

    def _note_places(self, pack: Pack) -> None:
        """The newest pack that has a note has it right: an older one may be damaged."""
        for key, number in pack.numbered_keys():
            self._places[key] = (pack, number)

    def _read(self, pack: Pack, number: int, key: bytes, kind: int) -> bytes | None:
        try:
            return pack.read(number, kind)
        except (OSError, DamagedError):
            del self._places[key]
            return None


def _first_bytes(entries: Iterable[Entry], room: int) -> Iterator[Entry]:
    """The first entry, and those after it until they are as large as `room`."""
    for entry in entries:
        yield entry
        room -= len(entry.facts) + len(entry.body)
        if room <= 0:
            return
