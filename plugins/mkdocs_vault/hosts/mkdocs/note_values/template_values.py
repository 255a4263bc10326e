"""What the templates print of a note: `note` in the context of its page, ready to print and escaped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkdocs_vault.hosts.mkdocs.graph.site_graph import NearValues
from mkdocs_vault.hosts.mkdocs.note_values.reading_values import ReadingValues, reading_values
from mkdocs_vault.hosts.mkdocs.note_values.video_values import MomentsValues, PlayerValues, moments_values, player_values
from mkdocs_vault.hosts.mkdocs.page_meta import escaped
from mkdocs_vault.vault.tag_tree import tag_key

if TYPE_CHECKING:
    from mkdocs_vault.hosts.mkdocs.pages import NotePage


@dataclass(frozen=True)
class TagValues:
    """A tag and the address of its page, relative to the note's; empty where tags have no pages.

    `is_property` says that it is seen among the properties.
    """

    name: str
    address: str
    is_property: bool = False


@dataclass(frozen=True)
class NoteValues:
    """The values of one note. `text` are the words of the interface, `tags` those of its properties and its text.

    `shows_its_title` says that its text has a heading of the first level, so that no title stands above it;
    `reading` is what stands around that text.
    """

    shows_its_title: bool
    text: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[TagValues, ...] = ()
    reading: ReadingValues | None = None
    graph: NearValues | None = None
    player: PlayerValues | None = None
    moments: MomentsValues | None = None


def note_values(page: NotePage) -> NoteValues:
    """What the templates print of the note on this page, once it is rendered."""
    reading = reading_values(page)
    return NoteValues(
        shows_its_title=any(item.level == 1 for item in page.toc),
        text=page.site.text,
        tags=tuple(_tags(page, reading)),
        reading=reading,
        graph=page.site.graph.near(page.note.path),
        player=player_values(page),
        moments=moments_values(page),
    )


def _tags(page: NotePage, reading: ReadingValues) -> Iterator[TagValues]:
    in_sight = frozenset(map(tag_key, reading.tags_in_sight))
    for tag in page.note.tags:
        address = page.site.addresses.tag_address(tag, page.note.path)
        yield TagValues(escaped(tag), address, is_property=tag_key(tag) in in_sight)
