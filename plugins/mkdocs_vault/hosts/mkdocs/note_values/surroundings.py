"""What a vault knows of its notes beyond their text: who refers to them, what is related to them, when they changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from os import environ
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from mkdocs_vault.note.property_values import Moment
from mkdocs_vault.vault.graph import backlinks
from mkdocs_vault.vault.history import NoteHistory, Repository, read_history
from mkdocs_vault.vault.mentions import mentions
from mkdocs_vault.vault.natural_order import natural_key
from mkdocs_vault.vault.notes import Backlink, Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.references import ReferringNote, referring_notes
from mkdocs_vault.vault.related import RelatedNotes
from mkdocs_vault.website.dates import LocalDates

if TYPE_CHECKING:
    from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions
    from mkdocs_vault.website.site import Site

MOST_RELATED = 20


@dataclass
class Surroundings:
    """Each answer is worked out for the whole vault when the first page asks for it. `folder` is where the vault lies."""

    site: Site
    options: VaultOptions
    folder: Path
    language: str

    @cached_property
    def dates(self) -> LocalDates:
        """Prints dates in the site's language."""
        return LocalDates(self.language)

    def backlinks(self, note: Note) -> tuple[ReferringNote, ...]:
        """The notes that link to a note; none where the site doesn't show them."""
        return self._in_order(referring_notes(self._backlinks.get(note.path, ()))) if self.options.backlinks else ()

    def mentions(self, note: Note) -> tuple[ReferringNote, ...]:
        """The notes that name a note without linking to it; none where the site doesn't show them."""
        return self._in_order(self._mentions.get(note.path, ())) if self.options.mentions else ()

    def related(self, note: Note) -> list[Note]:
        """The notes that share most links and tags with a note."""
        count = min(max(self.options.related_notes, 0), MOST_RELATED)
        return [self.site.vault.notes[path] for path in self._related.of(note.path, count)] if count else []

    def created(self, note: Note) -> Moment | None:
        """When a note was made: its own word counts, then git's."""
        return note.properties.created or note.properties.date or self._history_of(note).created

    def last_change(self, note: Note) -> Moment | None:
        """When a note was changed last, as far as anybody knows."""
        return self.updated(note) or self.created(note)

    def updated(self, note: Note) -> Moment | None:
        """When a note was changed last: its own word counts, then git's."""
        return note.properties.updated or self._history_of(note).updated

    def _in_order(self, notes: Iterable[ReferringNote]) -> tuple[ReferringNote, ...]:
        return tuple(sorted(notes, key=lambda note: self._places[note.path]))

    @cached_property
    def _places(self) -> Mapping[VaultPath, int]:
        """The places of all notes in Obsidian's order of names."""
        in_order = sorted(self.site.vault.notes, key=lambda path: (natural_key(path), path))
        return {path: place for place, path in enumerate(in_order)}

    def _history_of(self, note: Note) -> NoteHistory:
        return self._history.get(note.path, NoteHistory()) if self.options.git_dates else NoteHistory()

    @cached_property
    def _history(self) -> Mapping[VaultPath, NoteHistory]:
        return read_history(self.folder, _repository_of_a_deployment(self.options.folder))

    @cached_property
    def _backlinks(self) -> Mapping[VaultPath, tuple[Backlink, ...]]:
        return backlinks(self.site.vault, self.site.index)

    @cached_property
    def _mentions(self) -> Mapping[VaultPath, tuple[ReferringNote, ...]]:
        return mentions(self.site.vault, self._backlinks)

    @cached_property
    def _related(self) -> RelatedNotes:
        return RelatedNotes(self.site.vault, self.site.index)


def _repository_of_a_deployment(folder: str) -> Repository | None:
    """A deployment builds exported files, and tells where their history is. `folder` is that of the vault in them."""
    git_dir, commit = environ.get("MKDOCS_VAULT_GIT_DIR"), environ.get("MKDOCS_VAULT_COMMIT")
    if not git_dir or not commit:
        return None
    return Repository(Path(git_dir), commit, PurePosixPath(environ.get("MKDOCS_VAULT_FOLDER", ""), folder))
