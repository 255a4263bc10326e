"""What each page prints of the site's navigation: its part of the sidebar, the way to it, links to the site's own pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from mkdocs_vault.website.data_contract import ADDRESSES_IN_A_FILE, ITEMS_IN_A_FILE, LETTERS_OF_A_BUCKET
from mkdocs_vault.website.generated_pages import GeneratedPage
from mkdocs_vault.website.navigation.breadcrumbs import Crumb, breadcrumbs
from mkdocs_vault.website.navigation.sidebar import MOST_ITEMS_OF_A_WHOLE_TREE, SidebarLevel, Sidebars
from mkdocs_vault.website.navigation.sidebar_data import sidebar_files
from mkdocs_vault.website.navigation.sidebar_tree import SidebarNode
from mkdocs_vault.website.routes import Route, relative_address
from mkdocs_vault.website.site_files import SiteFile

ICONS = {
    "graph": "material/graph-outline",
    "recent": "material/history",
    "tags": "material/tag-multiple-outline",
    "random": "material/dice-multiple-outline",
}
"""Of the site's own pages, in the order in which they are linked; the last one is that of a note at random."""


@dataclass(frozen=True, slots=True)
class OwnLink:
    """A link below the navigation, to a page that the plugin made, or to any note: then `count` says how many there are.

    `in_a_file` is how many of their addresses stand in one file of the site's data.
    """

    title: str
    address: str
    icon: str
    is_this_page: bool = False
    is_random: bool = False
    count: int = 0
    in_a_file: int = ADDRESSES_IN_A_FILE


@dataclass(frozen=True, slots=True)
class SidebarValues:
    """What the template of the navigation prints, as `vault_nav`; `in_a_file` items of a folder stand in one file of the site's data."""

    level: SidebarLevel
    links: tuple[OwnLink, ...]
    is_whole: bool
    text: Mapping[str, str]
    crumbs: tuple[Crumb, ...] = ()
    in_a_file: int = ITEMS_IN_A_FILE


@dataclass(frozen=True, slots=True)
class NotFoundValues:
    """What the template of the page for lost readers prints, as `vault_not_found`.

    Names stand in so many buckets (`shards`), by so many first letters of their words.
    """

    shards: int
    text: Mapping[str, str]
    letters: int = LETTERS_OF_A_BUCKET


@dataclass(frozen=True, slots=True)
class PageNavigation:
    """Answers for one page at a time. `own` are the site's own pages by name, `generated` all generated pages by their addresses.

    `home` is the site's first page with its address on the site, `notes` how many notes there are to choose one at random.
    """

    sidebars: Sidebars
    home: Crumb | None
    own: Mapping[str, Route]
    generated: Mapping[str, GeneratedPage]
    notes: int
    text: Mapping[str, str]
    _folder_digests: dict[SidebarNode, bytes] = field(default_factory=dict)

    def inputs(self, page: str) -> bytes:
        """A digest of what the page at an address prints: while it is the same, so are `values`, but for the words of the interface.

        What lies in a folder counts as a whole, and is digested once: a page prints a window of it.
        """
        tree = self.sidebars.tree
        place = tree.places.get(page)
        way = [*tree.folders()] if self._is_whole else place.path() if place else [tree.root]
        digest = blake2b(repr((page, self.home, self._routes(), self.notes, self._is_whole)).encode("utf-8", "replace"), digest_size=16)
        for folder in way:
            digest.update(self._folder_digest(folder))
        digest.update(repr(breadcrumbs(page, self.home, tree, self.generated)).encode("utf-8", "replace"))
        return digest.digest()

    def values(self, page: str) -> SidebarValues:
        """What the page at an address of the site prints."""
        tree = self.sidebars.tree
        crumbs = breadcrumbs(page, self.home, tree, self.generated)
        return SidebarValues(self.sidebars.top(page), tuple(self._links(page, None)), self._is_whole, self.text, crumbs)

    def values_anywhere(self, base: str) -> SidebarValues:
        """What a page prints that may be shown at any address: `base` leads to the site from wherever that is."""
        return SidebarValues(self.sidebars.top("", base), tuple(self._links("", base)), self._is_whole, self.text)

    def files(self) -> Iterator[SiteFile]:
        """The data that scripts fetch; a navigation that is on every page as a whole needs none."""
        return iter(()) if self._is_whole else sidebar_files(self.sidebars.tree)

    def _routes(self) -> list[tuple[str, str]]:
        return [(name, self.own[name].url) for name in ICONS if name in self.own]

    def _folder_digest(self, folder: SidebarNode) -> bytes:
        found = self._folder_digests.get(folder)
        if found is None:
            lines = [(node.title, node.address, node.key, node.is_link, len(node.children)) for node in folder.children]
            found = self._folder_digests[folder] = blake2b(repr((folder.key, lines)).encode("utf-8", "replace"), digest_size=16).digest()
        return found

    @property
    def _is_whole(self) -> bool:
        return self.sidebars.tree.size <= MOST_ITEMS_OF_A_WHOLE_TREE

    def _links(self, page: str, base: str | None) -> Iterator[OwnLink]:
        for name, icon in ICONS.items():
            route = self.own.get(name)
            if route:
                address = relative_address(route.url, page) if base is None else f"{base}{route.url}"
                yield OwnLink(self.text[f"{name}_title"], address, icon, is_this_page=route.url == page)
        if self.notes > 1:
            yield OwnLink(self.text["random_note"], "#", ICONS["random"], is_random=True, count=self.notes)
