"""The first page of a vault that has no note for it: its folders and notes, those that changed last, its tags, the way to the graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from mkdocs_vault.vault.tag_tree import tag_key, tag_tree
from mkdocs_vault.website.generated_pages import GeneratedPages
from mkdocs_vault.website.navigation.folder_pages import FolderPages
from mkdocs_vault.website.navigation.listing_html import NOT_SEARCHED, item_list, link
from mkdocs_vault.website.navigation.listings import ListedNotes
from mkdocs_vault.website.navigation.long_lists import LongList
from mkdocs_vault.website.navigation.recent_page import recent_items
from mkdocs_vault.website.routes import INDEX, Route

FEW_ITEMS = 30
"""A list of so many lines leaves what stands below it in reach."""
RECENT_NOTES = 8
MOST_TAGS = 40
"""Tags that the page names, the most used ones; the page of all tags has the rest."""


@dataclass(frozen=True)
class HomePage:
    """What the page tells of a site. `tags` are the routes of tags by their keys, `own` those of the site's own pages by name.

    `own` may still grow until the page is printed.
    """

    title: str
    folders: FolderPages
    listed: ListedNotes
    tags: Mapping[str, Route]
    own: Mapping[str, Route]
    text: Mapping[str, str]

    def publish(self, pages: GeneratedPages) -> Route | None:
        """Make the page, and have the navigation begin with it; nothing where something else is at the site's root."""
        if pages.plan.folder or not self.listed.notes or pages.plan.book.owner(INDEX):
            return None
        root = self.folders.tree
        route = self.folders.generated[root.path] = pages.reserve(INDEX)
        is_short = len(root.items) <= FEW_ITEMS
        LongList(
            title=self.title,
            path="",
            first=route,
            items=lambda part: self.folders.lines(root, part),
            length=len(root.items),
            page_name="page",
            is_found_by_search=False,
            heading=lambda page: "" if is_short else self._around(page),
            below=lambda page: self._around(page) if is_short else "",
        ).publish(pages)
        return route

    def _around(self, page: str) -> str:
        return "".join(self._parts(page))

    def _parts(self, page: str) -> Iterator[str]:
        if "recent" in self.own:
            yield self._heading("recent", page)
            yield item_list(recent_items(self.listed.notes.values(), self.listed.last_change, self.listed.line, RECENT_NOTES), page)
        if "tags" in self.own:
            yield self._heading("tags", page)
            yield f'<nav class="vault-tags" aria-label="{escape(str(self.text["tags_title"]))}" {NOT_SEARCHED}>{self._tags(page)}</nav>'
        if "graph" in self.own:
            yield self._heading("graph", page)

    def _heading(self, name: str, page: str) -> str:
        return f"<h2>{link(self.own[name].url, str(self.text[f'{name}_title']), page, 'vault-home__link')}</h2>"

    def _tags(self, page: str) -> str:
        branches = sorted(tag_tree(self.listed.notes.values()).every(), key=lambda branch: -len(branch.all_notes))
        known = [(branch, self.tags.get(tag_key(branch.full_name))) for branch in branches]
        links = [link(route.url, f"#{branch.full_name}", page, "vault-tag") for branch, route in known if route]
        return " ".join(links[:MOST_TAGS])
