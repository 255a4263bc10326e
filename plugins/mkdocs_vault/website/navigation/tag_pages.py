"""The pages of tags: each lists the notes that have the tag or one below it, and one shows all tags as a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from mkdocs_vault.vault.natural_order import natural_key
from mkdocs_vault.vault.tag_tree import TagBranch
from mkdocs_vault.website.generated_pages import GeneratedPages
from mkdocs_vault.website.navigation.folder_pages import Line
from mkdocs_vault.website.navigation.listing_html import NOT_SEARCHED, ListItem, link
from mkdocs_vault.website.navigation.long_lists import LongList
from mkdocs_vault.website.routes import Route

FOLDER = "tags"
MOST_TAGS_BELOW = 60
"""Tags right below one that its page names; the page of all tags has the rest."""
_NO_NAME_OF_A_FILE = re.compile(r'[\x00-\x1f<>:"\\|?*#%]|^\.+$|[. ]+$')


@dataclass(frozen=True)
class TagPages:
    """The tags of a vault, and the lines of its notes by their path in the vault."""

    tree: TagBranch
    line: Line
    text: Mapping[str, str]

    def publish(self, pages: GeneratedPages) -> tuple[Route | None, dict[str, Route]]:
        """Make all pages; the route of that of all tags, and the routes of tags by the key of the tag. Nothing where there is no tag."""
        branches = list(self.tree.every())
        if not branches:
            return None, {}
        every = pages.reserve(pages.plan.page_file(FOLDER), pages.plan.page_file(f"{FOLDER}-of-notes"))
        routes = {branch.key: pages.reserve(pages.plan.made_page_file(f"{FOLDER}/{_as_path(branch.key)}")) for branch in branches}
        self._list_of_tags(branches, every, routes).publish(pages)
        for branch in branches:
            self._list_of(branch, routes, every).publish(pages)
        return every, routes

    def _list_of_tags(self, branches: list[TagBranch], every: Route, routes: Mapping[str, Route]) -> LongList:
        items = [
            ListItem(routes[branch.key].url, f"#{branch.full_name}", aside=str(len(branch.all_notes)), kind=f"tag-{_depth(branch)}")
            for branch in branches
        ]
        return LongList(str(self.text["tags_title"]), FOLDER, every, lambda part: items[part], len(items), "page")

    def _list_of(self, branch: TagBranch, routes: Mapping[str, Route], every: Route) -> LongList:
        notes = sorted(branch.all_notes.values(), key=lambda note: (natural_key(note.title), note.path))
        return LongList(
            title=f"#{branch.full_name}",
            path=f"{FOLDER}/{_as_path(branch.key)}",
            first=routes[branch.key],
            items=lambda part: [self.line(note.path) for note in notes[part]],
            length=len(notes),
            page_name="page",
            heading=lambda page: self._around(branch, routes, every, page),
            above=routes[branch.parent.key] if branch.parent else every,
        )

    def _around(self, branch: TagBranch, routes: Mapping[str, Route], every: Route, page: str) -> str:
        """Links to the tag above, or to all tags, and to those right below."""
        above = (
            link(routes[branch.parent.key].url, f"#{branch.parent.full_name}", page, "vault-tag")
            if branch.parent
            else link(every.url, str(self.text["tags_title"]), page, "vault-tags__all")
        )
        below = "".join(self._below(branch, routes, page))
        return f'<nav class="vault-tags" aria-label="{escape(str(self.text["tags_title"]))}" {NOT_SEARCHED}>{above}{below}</nav>'

    def _below(self, branch: TagBranch, routes: Mapping[str, Route], page: str) -> Iterator[str]:
        for child in branch.children()[:MOST_TAGS_BELOW]:
            yield f" {link(routes[child.key].url, f'#{child.full_name}', page, 'vault-tag')}"


def _depth(branch: TagBranch) -> int:
    """How deep a tag is nested, as far as a style shows it."""
    return min(branch.key.count("/"), 4)


def _as_path(key: str) -> str:
    """The tag as the path of a page: what systems refuse in the name of a file is taken out."""
    return "/".join(_NO_NAME_OF_A_FILE.sub("-", part) for part in key.split("/"))
