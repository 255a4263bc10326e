"""What the templates print of a note: `note` in the context of its page, ready to print and escaped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkdocs_vault.mkdocs_adapter.page_meta import escaped

if TYPE_CHECKING:
    from mkdocs_vault.mkdocs_adapter.pages import NotePage


@dataclass(frozen=True)
class TagValues:
    """A tag and the address of its page, relative to the note's; empty where tags have no pages."""

    name: str
    address: str


@dataclass(frozen=True)
class NoteValues:
    """The values of one note. `text` are the words of the interface, `tags` those of its properties and its text.

    `shows_its_title` says that its text has a heading of the first level, so that no title stands above it.
    """

    shows_its_title: bool
    text: Mapping[str, str] = field(default_factory=dict)
    tags: tuple[TagValues, ...] = ()


def note_values(page: NotePage) -> NoteValues:
    """What the templates print of the note on this page, once it is rendered."""
    return NoteValues(
        shows_its_title=any(item.level == 1 for item in page.toc),
        text=page.site.text,
        tags=tuple(TagValues(escaped(tag), page.site.addresses.tag_address(tag, page.note.path)) for tag in page.note.tags),
    )
