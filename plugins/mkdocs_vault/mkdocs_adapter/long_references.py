"""References that are too many for a page: files beside it, fetched when a reader asks for them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.utils import get_relative_url, write_file

from mkdocs_vault.render.reference_list import reference_items

if TYPE_CHECKING:
    from mkdocs_vault.mkdocs_adapter.pages import NotePage
    from mkdocs_vault.vault.references import ReferringNote

FOLDER = "assets/vault/references"
NOTES_IN_A_FILE = 100
SENTENCES_IN_A_FILE = 25
"""Of one note."""


@dataclass(frozen=True)
class Rest:
    """Where a page finds all references: the address of the first file, and how many of them are not on the page."""

    address: str
    count: int


def references_on_demand(identity: str, notes: tuple[ReferringNote, ...], page: NotePage, left: int) -> Rest:
    """Write all references into files, each with `items` (list items), `next` (a file's name or nothing) and `left` (how many)."""
    count = -(-len(notes) // NOTES_IN_A_FILE)
    further = sum(len(note.references) for note in notes)
    names = [f"{identity}-{number}.json" for number in range(1, count + 1)]
    for number, name in enumerate(names, 1):
        part = notes[(number - 1) * NOTES_IN_A_FILE : number * NOTES_IN_A_FILE]
        further -= sum(len(note.references) for note in part)
        values = {
            "items": reference_items(part, page.note, page.site.render_site, SENTENCES_IN_A_FILE),
            "next": names[number] if number < count else "",
            "left": further,
        }
        content = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        write_file(content, str(Path(page.site.folder, FOLDER, name)))
    return Rest(get_relative_url(f"{FOLDER}/{names[0]}", page.file.url), left)
