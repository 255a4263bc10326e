"""References to a note: the first of them on its page, the others in files that are fetched when a reader asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Literal

from mkdocs_vault.vault.references import ReferringNote
from mkdocs_vault.website.note_values.note_pages import NotePages, PageOfNote
from mkdocs_vault.website.note_values.reference_list import reference_item, reference_items
from mkdocs_vault.website.routes import relative_address
from mkdocs_vault.website.site_files import SiteFile, compact_json

FOLDER = "assets/vault/references"
NOTES_ON_A_PAGE = 10
SENTENCES_ON_A_PAGE = 3
BYTES_ON_A_PAGE = 8000
"""Of one list."""
NOTES_IN_A_FILE = 100
SENTENCES_IN_A_FILE = 25
"""Of one note."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Where a page finds the references that it doesn't show: the address of the first file, and how many they are."""

    address: str
    count: int


@dataclass(frozen=True, slots=True)
class References:
    """The notes that refer to a note: how many times, the first of them as list items, and where the others are, if there are any."""

    count: int
    items: str
    rest: Rest | None


@dataclass(frozen=True)
class ReferenceList:
    """One list of a page: its name tells it from others of the page, `notes` stand in the order in which they are shown."""

    name: Literal["backlinks", "mentions"]
    notes: tuple[ReferringNote, ...]
    page: PageOfNote
    pages: NotePages

    def values(self) -> References | None:
        """What the page prints; None where nothing refers to the note."""
        if not self.notes:
            return None
        items, left = self._items, self._left
        address = relative_address(f"{FOLDER}/{self._file_name(1)}", self.page.route.url) if left else ""
        return References(self._count, "".join(items), Rest(address, left) if left else None)

    def files(self) -> Iterator[SiteFile]:
        """The references that are too many for the page; what it shows from the first of them on, they replace.

        Each file has `from` (the place of its first note), `items` (list items), `next` (a file's name or nothing), `left` (how many).
        """
        if not self.notes or not self._left:
            return
        first = 0 if any(length > SENTENCES_ON_A_PAGE for length in self._lengths) else len(self._items)
        starts = range(first, len(self.notes), NOTES_IN_A_FILE)
        further = _sentences(self.notes[first:])
        for number, start in enumerate(starts, 1):
            part = self.notes[start : start + NOTES_IN_A_FILE]
            further -= _sentences(part)
            values = {
                "from": start,
                "items": reference_items(part, self.page.note.path, self.pages, SENTENCES_IN_A_FILE),
                "next": self._file_name(number + 1) if number < len(starts) else "",
                "left": further,
            }
            yield SiteFile(f"{FOLDER}/{self._file_name(number)}", compact_json(values))

    @cached_property
    def _items(self) -> list[str]:
        """The first notes as list items, and not more than fit: long sentences in some scripts take ten times the bytes of others."""
        items: list[str] = []
        room = BYTES_ON_A_PAGE
        for note in self.notes[:NOTES_ON_A_PAGE]:
            item = reference_item(note, self.page.note.path, self.pages, SENTENCES_ON_A_PAGE)
            room -= len(item.encode("utf-8", "replace"))
            if items and room < 0:
                break
            items.append(item)
        return items

    @cached_property
    def _count(self) -> int:
        return _sentences(self.notes)

    @property
    def _lengths(self) -> list[int]:
        """How many sentences each note on the page has."""
        return [len(note.references) for note in self.notes[: len(self._items)]]

    @cached_property
    def _left(self) -> int:
        """How many sentences the page doesn't show."""
        return self._count - sum(min(length, SENTENCES_ON_A_PAGE) for length in self._lengths)

    def _file_name(self, number: int) -> str:
        return f"{sha256(f'{self.name} {self.page.route.file}'.encode()).hexdigest()[:24]}-{number}.json"


def _sentences(notes: tuple[ReferringNote, ...]) -> int:
    return sum(len(note.references) for note in notes)
