"""What the templates print around a note's text: properties, dates, other names, who refers to it, what is related."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from html import escape
from itertools import chain
from typing import NamedTuple

from mkdocs_vault.note.addresses import attribute
from mkdocs_vault.note.property_values import Moment
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.website.note_values.long_references import ReferenceList, References
from mkdocs_vault.website.note_values.note_pages import NotePages, PageOfNote
from mkdocs_vault.website.note_values.property_list import PropertyPrinter, ShownProperty, other_names
from mkdocs_vault.website.site_files import SiteFile


@dataclass(frozen=True, slots=True)
class NoteLink:
    """A link to a note."""

    address: str
    title: str


@dataclass(frozen=True, slots=True)
class ReadingValues:
    """Values are HTML; what a note doesn't have, or the site doesn't show, is empty.

    Dates and other names are left out where they stand among the properties. `tags_in_sight` are the tags there.
    """

    properties: tuple[ShownProperty, ...]
    properties_open: bool
    created: str
    updated: str
    aliases: tuple[str, ...]
    backlinks: References | None
    mentions: References | None
    related: tuple[NoteLink, ...]
    previews: bool
    tags_in_sight: frozenset[str]


class ReferenceLists(NamedTuple):
    """The notes that link to a note, and those that name it: what its page shows of them, and files for the others."""

    backlinks: ReferenceList
    mentions: ReferenceList

    def files(self) -> Iterator[SiteFile]:
        """The references that the page has no room for."""
        return chain(self.backlinks.files(), self.mentions.files())


def reference_lists(page: PageOfNote, pages: NotePages) -> ReferenceLists:
    """Who refers to the note of a page."""
    surroundings = pages.surroundings
    return ReferenceLists(
        ReferenceList("backlinks", surroundings.backlinks(page.note), page, pages),
        ReferenceList("mentions", surroundings.mentions(page.note), page, pages),
    )


def reading_values(page: PageOfNote, pages: NotePages, references: ReferenceLists) -> ReadingValues:
    """The values for the page of a note."""
    surroundings, note, options = pages.surroundings, page.note, pages.surroundings.options
    properties = tuple(_printer(pages).properties(note)) if options.properties != "none" else ()
    in_sight = frozenset(each.key for each in properties) if options.properties == "open" else frozenset()
    created, updated = _dates(note, pages, in_sight)
    return ReadingValues(
        properties=properties,
        properties_open=options.properties == "open",
        created=created,
        updated=updated,
        aliases=() if "aliases" in in_sight else tuple(escape(alias, quote=False) for alias in other_names(note)),
        backlinks=references.backlinks.values(),
        mentions=references.mentions.values(),
        related=tuple(_link(other, page, pages) for other in surroundings.related(note)),
        previews=options.previews,
        tags_in_sight=frozenset(note.properties.tags) if "tags" in in_sight else frozenset(),
    )


def _printer(pages: NotePages) -> PropertyPrinter:
    return PropertyPrinter(pages.index, pages.addresses, pages.dates, pages.surroundings.options.hidden_properties)


def _dates(note: Note, pages: NotePages, in_sight: frozenset[str]) -> tuple[str, str]:
    """When the note was made and changed, where its properties don't show it; not twice the same day."""
    created, updated = pages.surroundings.created(note), pages.surroundings.updated(note)
    if updated is not None and created is not None and _day(updated) <= _day(created):
        updated = None
    said = note.properties
    is_created_shown = ("created" if said.created else "date" if said.date else "") in in_sight
    is_updated_shown = bool(said.updated) and "updated" in in_sight
    shown = pages.dates.day_element
    return shown(created) if created and not is_created_shown else "", shown(updated) if updated and not is_updated_shown else ""


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _link(note: Note, page: PageOfNote, pages: NotePages) -> NoteLink:
    return NoteLink(attribute(pages.addresses.address(note, page.note.path)), escape(note.title, quote=False))
