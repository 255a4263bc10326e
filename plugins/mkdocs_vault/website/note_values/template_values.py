"""What the templates print of a note: `note` in the context of its page, ready to print and escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mkdocs_vault.vault.tag_tree import tag_key
from mkdocs_vault.website.graph.site_graph import NearValues
from mkdocs_vault.website.note_values.note_pages import NotePages, PageOfNote
from mkdocs_vault.website.note_values.reading_values import ReadingValues, ReferenceLists, reading_values
from mkdocs_vault.website.note_values.video_values import MomentsValues, PlayerValues, moments_values, player_values
from mkdocs_vault.website.page_meta import escaped


@dataclass(frozen=True, slots=True)
class TagValues:
    """A tag and the address of its page, relative to the note's; empty where tags have no pages.

    `is_property` says that it is seen among the properties, `is_in_text` that the note has it in its text alone.
    """

    name: str
    address: str
    is_property: bool = False
    is_in_text: bool = False


@dataclass(frozen=True, slots=True)
class NoteValues:
    """The values of one note. `text` are the words of the interface, `tags` those of its properties and its text.

    `shows_its_title` says that its text opens with a heading of the first level, so that no title stands above it;
    `reading` is what stands around that text.
    """

    shows_its_title: bool
    text: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[TagValues, ...] = ()
    reading: ReadingValues | None = None
    graph: NearValues | None = None
    player: PlayerValues | None = None
    moments: MomentsValues | None = None


def note_values(page: PageOfNote, pages: NotePages, references: ReferenceLists) -> NoteValues:
    """What the templates print of the note on a page, once its text is rendered; `references` are those to the note."""
    reading = reading_values(page, pages, references)
    return NoteValues(
        shows_its_title=page.shows_its_title,
        text=pages.text,
        tags=tuple(_tags(page, pages, reading)),
        reading=reading,
        graph=pages.graph.near(page.note.path) if pages.graph else None,
        player=player_values(page.players, page.note, pages.addresses),
        moments=moments_values(page.moments),
    )


def _tags(page: PageOfNote, pages: NotePages, reading: ReadingValues) -> Iterator[TagValues]:
    in_sight = frozenset(map(tag_key, reading.tags_in_sight))
    of_properties = frozenset(map(tag_key, page.note.properties.tags))
    for tag in page.note.tags:
        address = pages.addresses.tag_address(tag, page.note.path)
        key = tag_key(tag)
        yield TagValues(escaped(tag), address, is_property=key in in_sight, is_in_text=key not in of_properties)
