"""What stands around a note besides its own text: who refers to it, what is related to it, when it was made and changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from mkdocs_vault.note.property_values import Moment
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.references import ReferringNote, referring_notes
from mkdocs_vault.website.site_indexes import LinkedNotes, NameOrder, NoteDates

MOST_RELATED = 20


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What a site shows around a note's text. `hidden_properties` are names in lower case."""

    properties: Literal["open", "folded", "none"] = "open"
    hidden_properties: frozenset[str] = frozenset()
    backlinks: bool = True
    mentions: bool = False
    related_notes: int = 5
    previews: bool = True


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Answers for one note from the site's indexes, as far as the site shows it."""

    options: ReadingOptions
    names: NameOrder
    links: LinkedNotes
    dates: NoteDates

    def backlinks(self, note: Note) -> tuple[ReferringNote, ...]:
        """The notes that link to a note; none where the site doesn't show them."""
        return self._in_order(referring_notes(self.links.backlinks.get(note.path, ()))) if self.options.backlinks else ()

    def mentions(self, note: Note) -> tuple[ReferringNote, ...]:
        """The notes that name a note without linking to it; none where the site doesn't show them."""
        return self._in_order(self.links.mentions.get(note.path, ())) if self.options.mentions else ()

    def related(self, note: Note) -> list[Note]:
        """The notes that share most links and tags with a note."""
        count = min(max(self.options.related_notes, 0), MOST_RELATED)
        return [self.links.vault.notes[path] for path in self.links.related.of(note.path, count)] if count else []

    def created(self, note: Note) -> Moment | None:
        """When a note was made."""
        return self.dates.created(note)

    def updated(self, note: Note) -> Moment | None:
        """When a note was changed last."""
        return self.dates.updated(note)

    def _in_order(self, notes: Iterable[ReferringNote]) -> tuple[ReferringNote, ...]:
        return tuple(sorted(notes, key=lambda note: self.names.places[note.path]))
