"""References that are too many for a page: files beside it, fetched when a reader asks for them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.utils import get_relative_url, write_file

from mkdocs_vault.website.reference_list import reference_items

if TYPE_CHECKING:
    from mkdocs_vault.hosts.mkdocs.pages import NotePage
    from mkdocs_vault.vault.references import ReferringNote

FOLDER = "assets/vault/references"
NOTES_IN_A_FILE = 100
SENTENCES_IN_A_FILE = 25
"""Of one note."""


@dataclass(frozen=True)
class Rest:
    """Where a page finds the references that it doesn't show: the address of the first file, and how many they are."""

    address: str
    count: int


def references_on_demand(identity: str, notes: tuple[ReferringNote, ...], first: int, page: NotePage, left: int) -> Rest:
    """Write the references from the note `first` on into files; what a page shows from there on, they replace.

    Each has `from` (the place of its first note), `items` (list items), `next` (a file's name or nothing) and `left` (how many).
    """
    starts = range(first, len(notes), NOTES_IN_A_FILE)
    further = sum(len(note.references) for note in notes[first:])
    names = [f"{identity}-{number}.json" for number, _ in enumerate(starts, 1)]
    for number, (name, start) in enumerate(zip(names, starts, strict=True), 1):
        part = notes[start : start + NOTES_IN_A_FILE]
        further -= sum(len(note.references) for note in part)
        values = {
            "from": start,
            "items": reference_items(part, page.note, page.site.site, SENTENCES_IN_A_FILE),
            "next": names[number] if number < len(names) else "",
            "left": further,
        }
        content = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        write_file(content, str(Path(page.site.folder, FOLDER, name)))
    return Rest(get_relative_url(f"{FOLDER}/{names[0]}", page.file.url), left)
