"""What can only be told from all notes together, in pieces by what each rests on: one piece can be thrown away without the others.

Nothing is read before the first question, and a piece answers all later ones. When notes come, go or are renamed, make all of them
anew; when a text has changed, `LinkedNotes`; when only history has, `NoteDates`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from mkdocs_vault.note.property_values import Moment
from mkdocs_vault.vault.graph import backlinks
from mkdocs_vault.vault.history import NoteHistory
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.mentions import mentions
from mkdocs_vault.vault.natural_order import natural_key
from mkdocs_vault.vault.notes import Backlink, Note, OtherPage
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.references import ReferringNote
from mkdocs_vault.vault.related import RelatedNotes
from mkdocs_vault.vault.visibility import Vault


@dataclass(frozen=True)
class NameOrder:
    """The order of notes by their titles, which lists show. Rests on paths and titles."""

    notes: Mapping[VaultPath, Note | OtherPage]

    @cached_property
    def places(self) -> Mapping[VaultPath, int]:
        """The place of each path."""
        in_order = sorted(self.notes, key=lambda path: (natural_key(self.notes[path].title), path))
        return {path: place for place, path in enumerate(in_order)}


@dataclass(frozen=True)
class LinkedNotes:
    """Who refers to whom. Rests on the links, and for mentions and related notes on texts, names and tags."""

    vault: Vault
    index: LinkIndex

    @cached_property
    def backlinks(self) -> Mapping[VaultPath, tuple[Backlink, ...]]:
        """The links that lead to each file, but for those of notes that may not be found by way of others."""
        hidden = {path for path, standing in self.vault.standings.items() if not standing.referring}
        found = backlinks(self.vault, self.index)
        if not hidden:
            return found
        return {path: tuple(each for each in links if each.source not in hidden) for path, links in found.items()}

    @cached_property
    def mentions(self) -> Mapping[VaultPath, tuple[ReferringNote, ...]]:
        """The notes that name each note without linking to it."""
        return mentions(self.vault, self.backlinks)

    @cached_property
    def related(self) -> RelatedNotes:
        """What shares links and tags with each note."""
        return RelatedNotes(self.vault, self.index)

    def text_changed(self, *, with_links: bool) -> None:
        """A note's text has changed, though not where its links lead; `with_links` says that the sentences around them have, too."""
        for name in ("backlinks", "mentions") if with_links else ("mentions",):
            self.__dict__.pop(name, None)

    def links_changed(self) -> None:
        """A note has other links than before: find out all of this again."""
        for name in ("backlinks", "mentions", "related"):
            self.__dict__.pop(name, None)

    def linking(self, path: VaultPath) -> Iterable[VaultPath]:
        """The notes that link to a note, in the order of their paths; one that does so twice comes twice."""
        return (backlink.source for backlink in self.backlinks.get(path, ()) if backlink.source in self.vault.notes)


@dataclass(frozen=True)
class NoteDates:
    """When notes were made and changed: a note's own word counts, then its history, which `read` is asked for once."""

    read: Callable[[], Mapping[VaultPath, NoteHistory]]

    def created(self, note: Note) -> Moment | None:
        """When a note was made."""
        return note.properties.created or note.properties.date or self._history_of(note).created

    def updated(self, note: Note) -> Moment | None:
        """When a note was changed last."""
        return note.properties.updated or self._history_of(note).updated

    def last_change(self, note: Note) -> Moment | None:
        """When a note was changed last, as far as anybody knows."""
        return self.updated(note) or self.created(note)

    def take_history(self, earlier: NoteDates | None) -> None:
        """Know what `earlier` was told, so that nobody asks again; None forgets what is known."""
        history = earlier.__dict__.get("_history") if earlier else None
        self.__dict__.pop("_history", None)
        if history is not None:
            self.__dict__["_history"] = history

    def _history_of(self, note: Note) -> NoteHistory:
        return self._history.get(note.path, NoteHistory())

    @cached_property
    def _history(self) -> Mapping[VaultPath, NoteHistory]:
        return self.read()
