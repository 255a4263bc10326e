"""The pages that list others: those of folders, of tags, and of the notes that changed last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mkdocs_vault.note.property_values import Moment
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.tag_tree import tag_tree
from mkdocs_vault.website.generated_pages import GeneratedPages
from mkdocs_vault.website.navigation.folder_pages import FolderPages, Line
from mkdocs_vault.website.navigation.recent_page import publish_recent_page
from mkdocs_vault.website.navigation.tag_pages import TagPages
from mkdocs_vault.website.routes import Route


@dataclass(frozen=True, slots=True)
class ListingOptions:
    """Which lists a site has."""

    folder_pages: bool = True
    tag_pages: bool = True
    recent_page: bool = True


@dataclass(frozen=True, slots=True)
class Listings:
    """The routes of what was made: of the tags by their keys, of the site's `own` pages by the names of their texts."""

    tags: Mapping[str, Route]
    own: Mapping[str, Route]


@dataclass(frozen=True, slots=True)
class ListedNotes:
    """The notes to list, the lines for them, and when they changed last."""

    notes: Mapping[VaultPath, Note]
    line: Line
    last_change: Callable[[Note], Moment | None]


def publish_listings(
    folders: FolderPages, listed: ListedNotes, options: ListingOptions, text: Mapping[str, str], pages: GeneratedPages
) -> Listings:
    """Add the lists that the site has, with `text` as the words of the interface."""
    tags: dict[str, Route] = {}
    own: dict[str, Route | None] = {}
    notes = listed.notes.values()
    if options.folder_pages:
        folders.publish(pages)
    if options.tag_pages:
        own["tags"], tags = TagPages(tag_tree(notes), listed.line, text).publish(pages)
    if options.recent_page:
        own["recent"] = publish_recent_page(notes, listed.last_change, str(text["recent_title"]), listed.line, pages)
    return Listings(tags, {name: route for name, route in own.items() if route})
