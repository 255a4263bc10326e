"""What the templates print around a note's text: properties, dates, other names, who refers to it, what is related."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING

from mkdocs_vault.hosts.mkdocs.note_values.long_references import Rest, references_on_demand
from mkdocs_vault.note.addresses import attribute
from mkdocs_vault.website.property_list import PropertyPrinter, ShownProperty, other_names
from mkdocs_vault.website.reference_list import reference_items

if TYPE_CHECKING:
    from mkdocs_vault.hosts.mkdocs.note_values.surroundings import Surroundings
    from mkdocs_vault.hosts.mkdocs.pages import NotePage
    from mkdocs_vault.note.property_values import Moment
    from mkdocs_vault.vault.notes import Note
    from mkdocs_vault.vault.references import ReferringNote

NOTES_ON_A_PAGE = 10
SENTENCES_ON_A_PAGE = 3
BYTES_ON_A_PAGE = 8000
"""Of one list."""


@dataclass(frozen=True)
class NoteLink:
    """A link to a note."""

    address: str
    title: str


@dataclass(frozen=True)
class References:
    """The notes that refer to a note: how many times, the first of them as list items, and where the others are, if there are any."""

    count: int
    items: str
    rest: Rest | None


@dataclass(frozen=True)
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


def reading_values(page: NotePage) -> ReadingValues:
    """The values for the page of a note."""
    surroundings, note = page.site.surroundings, page.note
    options = surroundings.options
    properties = tuple(_properties(page)) if options.properties != "none" else ()
    in_sight = frozenset(each.key for each in properties) if options.properties == "open" else frozenset()
    created, updated = _dates(surroundings, note, in_sight)
    return ReadingValues(
        properties=properties,
        properties_open=options.properties == "open",
        created=created,
        updated=updated,
        aliases=() if "aliases" in in_sight else tuple(escape(alias, quote=False) for alias in other_names(note)),
        backlinks=_references("backlinks", surroundings.backlinks(note), page),
        mentions=_references("mentions", surroundings.mentions(note), page),
        related=tuple(_link(other, page) for other in surroundings.related(note)),
        previews=options.previews,
        tags_in_sight=frozenset(note.properties.tags) if "tags" in in_sight else frozenset(),
    )


def _properties(page: NotePage) -> Iterator[ShownProperty]:
    options = page.site.surroundings.options
    hidden = frozenset(name.strip().lower() for name in options.hidden_properties)
    addresses = page.site.addresses
    return PropertyPrinter(
        page.site.site,
        page.site.surroundings.dates,
        hidden,
        lambda tag, note: addresses.tag_address(tag, note.path),
    ).properties(page.note)


def _dates(surroundings: Surroundings, note: Note, in_sight: frozenset[str]) -> tuple[str, str]:
    """When the note was made and changed, where its properties don't show it; not twice the same day."""
    created, updated = surroundings.created(note), surroundings.updated(note)
    if updated is not None and created is not None and _day(updated) <= _day(created):
        updated = None
    said = note.properties
    is_created_shown = ("created" if said.created else "date" if said.date else "") in in_sight
    is_updated_shown = bool(said.updated) and "updated" in in_sight
    shown = surroundings.dates.day_element
    return shown(created) if created and not is_created_shown else "", shown(updated) if updated and not is_updated_shown else ""


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _references(name: str, notes: tuple[ReferringNote, ...], page: NotePage) -> References | None:
    if not notes:
        return None
    items = _items_on_the_page(notes, page)
    count = sum(len(note.references) for note in notes)
    lengths = [len(note.references) for note in notes[: len(items)]]
    left = count - sum(min(length, SENTENCES_ON_A_PAGE) for length in lengths)
    identity = sha256(f"{name} {page.file.dest_uri}".encode()).hexdigest()[:24]
    first = 0 if any(length > SENTENCES_ON_A_PAGE for length in lengths) else len(items)
    return References(count, "".join(items), references_on_demand(identity, notes, first, page, left) if left else None)


def _items_on_the_page(notes: tuple[ReferringNote, ...], page: NotePage) -> list[str]:
    """The first notes as list items, and not more than fit: long sentences in some scripts take ten times the bytes of others."""
    items: list[str] = []
    room = BYTES_ON_A_PAGE
    for note in notes[:NOTES_ON_A_PAGE]:
        item = reference_items((note,), page.note, page.site.site, SENTENCES_ON_A_PAGE)
        room -= len(item.encode("utf-8", "replace"))
        if items and room < 0:
            break
        items.append(item)
    return items


def _link(note: Note, page: NotePage) -> NoteLink:
    address = page.site.addresses.address(note, page.note.path)
    return NoteLink(attribute(address), escape(note.title, quote=False))
