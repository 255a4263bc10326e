"""The notes that speak of a note as a list, each with its sentences, the words that lead to the note marked in them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from mkdocs_vault.note.addresses import attribute, fragment
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.references import Reference, ReferringNote
from mkdocs_vault.website.note_values.note_pages import NotePages


def reference_items(notes: Iterable[ReferringNote], page: VaultPath, pages: NotePages, most_sentences: int) -> str:
    """The items of the list, for the page of the note `page`; of each note at most so many sentences."""
    return "".join(reference_item(note, page, pages, most_sentences) for note in notes)


def reference_item(referring: ReferringNote, page: VaultPath, pages: NotePages, most_sentences: int) -> str:
    """One item of the list."""
    note = pages.referring(referring.path)
    address = attribute(pages.addresses.address(note, page))
    several = len(referring.references)
    count = f' <span class="vault-count">{several}</span>' if several > 1 else ""
    sentences = "".join(_sentence(reference, address) for reference in referring.references[:most_sentences])
    title = f'<a class="vault-link" href="{address}">{escape(note.title, quote=False)}</a>'
    return f'<li class="vault-reference" dir="auto">{title}{count}<ul>{sentences}</ul></li>'


def _sentence(reference: Reference, address: str) -> str:
    parts = [escape(part, quote=False) for part in reference.parts]
    words = "".join(f"<mark>{part}</mark>" if number % 2 else part for number, part in enumerate(parts))
    return f'<li><a href="{address}{_fragment(reference.anchor)}">{words}</a></li>'


@lru_cache(maxsize=4096)
def _fragment(anchor: str) -> str:
    """Most notes refer to others below the same few headings."""
    return escape(fragment(anchor))
