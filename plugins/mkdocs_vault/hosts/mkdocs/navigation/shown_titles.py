"""The titles that lists show of pages, before MkDocs has read any of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkdocs.utils import get_markdown_title
from mkdocs.utils.meta import get_data

from mkdocs_vault.vault.folders import ShownTitles

if TYPE_CHECKING:
    from mkdocs.structure.files import File

    from mkdocs_vault.vault.notes import Note
    from mkdocs_vault.vault.paths import VaultPath


@dataclass(frozen=True)
class PageTitles:
    """The titles of the pages made of these files. `notes` are those that the plugin publishes, `files` has all; both by their source."""

    notes: Mapping[VaultPath, Note]
    files: Mapping[VaultPath, File]
    _read: dict[VaultPath, str] = field(default_factory=dict)

    def shown(self) -> ShownTitles:
        """These titles for whoever puts pages in an order."""
        return ShownTitles(self._of_page, self._of_folder)

    def _of_page(self, path: VaultPath) -> str:
        note = self.notes.get(path)
        if note:
            return note.title
        if path not in self._read:
            self._read[path] = title_of_other_page(self.files[path])
        return self._read[path]

    def _of_folder(self, path: VaultPath) -> str | None:
        note = self.notes.get(path)
        return note.properties.title if note else None


def title_of_other_page(file: File) -> str:
    """The title that MkDocs will give a page that is no note, as far as its source tells; else the name of its file."""
    if file.page and file.page.title:
        return str(file.page.title)
    try:
        markdown, meta = get_data(file.content_string)
    except (OSError, ValueError):  # MkDocs itself says so when it reads the page.
        return file.name
    return str(meta.get("title") or get_markdown_title(markdown) or file.name)
