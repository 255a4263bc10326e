"""One build's navigation: its generated pages, its order, the sidebar of every page, and the data that scripts fetch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.utils import get_relative_url

from mkdocs_vault.hosts.mkdocs.interface_text import interface_text
from mkdocs_vault.hosts.mkdocs.navigation.breadcrumbs import Crumb, breadcrumbs
from mkdocs_vault.hosts.mkdocs.navigation.folder_navigation import folder_navigation
from mkdocs_vault.hosts.mkdocs.navigation.folder_pages import FolderPages
from mkdocs_vault.hosts.mkdocs.navigation.name_shards import NameShards
from mkdocs_vault.hosts.mkdocs.navigation.nav_files import NavPlan
from mkdocs_vault.hosts.mkdocs.navigation.recent_page import publish_recent_page
from mkdocs_vault.hosts.mkdocs.navigation.sidebar import MOST_ITEMS_OF_A_WHOLE_TREE, SidebarLevel, Sidebars
from mkdocs_vault.hosts.mkdocs.navigation.sidebar_data import write_data
from mkdocs_vault.hosts.mkdocs.navigation.sidebar_tree import sidebar_tree
from mkdocs_vault.hosts.mkdocs.navigation.tag_pages import TagPages
from mkdocs_vault.vault.folders import FolderOrder, folder_tree
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.tag_tree import tag_tree

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions
    from mkdocs_vault.hosts.mkdocs.generated_pages import GeneratedPages
    from mkdocs_vault.hosts.mkdocs.opened_vault import OpenedVault
    from mkdocs_vault.note.property_values import Moment
    from mkdocs_vault.vault.folders import FolderOrder
    from mkdocs_vault.vault.notes import Note

PLUGINS_WITH_A_NAVIGATION = frozenset({"awesome-nav", "awesome-pages", "literate-nav"})
ICONS = {
    "graph": "material/graph-outline",
    "recent": "material/history",
    "tags": "material/tag-multiple-outline",
    "random": "material/dice-multiple-outline",
}


@dataclass(frozen=True)
class OwnLink:
    """A link below the navigation, to a page that the plugin made, or to any note: then `count` says how many there are."""

    title: str
    address: str
    icon: str
    is_this_page: bool = False
    is_random: bool = False
    count: int = 0


@dataclass(frozen=True)
class SidebarValues:
    """What the template of the navigation prints, as `vault_nav`."""

    level: SidebarLevel
    links: tuple[OwnLink, ...]
    is_whole: bool
    text: Mapping[str, str]
    crumbs: tuple[Crumb, ...] = ()


@dataclass(frozen=True)
class NotFoundValues:
    """What the template of the page for lost readers prints, as `vault_not_found`."""

    shards: int
    text: Mapping[str, str]


@dataclass
class SiteNavigation:
    """The navigation of one build: made in `on_config`, filled by `add_pages` once the site's files are known, and by `order`.

    Values for templates can be asked for when MkDocs has read all pages, since only then they have titles.
    """

    config: MkDocsConfig
    options: VaultOptions
    tag_files: Mapping[str, File] = field(default_factory=dict)
    _folders: FolderPages | None = None
    _own: dict[str, File] = field(default_factory=dict)
    _sidebars: Sidebars | None = None
    _names: NameShards | None = None
    text: Mapping[str, str] = field(default_factory=dict)

    def add_pages(self, opened: OpenedVault, files: Files, pages: GeneratedPages, last_change: Callable[[Note], Moment | None]) -> None:
        """Add the pages of folders, of tags, and of recent notes."""
        self.text = interface_text(str(self.config.theme.get("language") or "en"), self.config.theme.dirs)
        notes = list(opened.note_files())
        in_nav = [VaultPath(file.src_uri) for file in files.documentation_pages() if file.inclusion.is_in_nav()]
        self._folders = FolderPages(folder_tree(in_nav, self._order), VaultPath(self.options.folder), files)
        if self.options.folder_pages:
            self._folders.publish(pages)
        if self.options.tag_pages:
            tags = TagPages(tag_tree(note for note, _ in notes), {note.path: file for note, file in notes}, self.text)
            every, self.tag_files = tags.publish(pages)
            self.remember("tags", every)
        if self.options.recent_page:
            self.remember("recent", publish_recent_page(notes, last_change, str(self.text["recent_title"]), pages))
        self._names = NameShards.of((note.title, note.path.stem, file.url) for note, file in notes)

    def remember(self, name: str, file: File | None) -> None:
        """A page of the plugin's own, by the name of its text and icon, that the navigation links to."""
        if file:
            self._own[name] = file

    def order(self, nav: Navigation) -> Navigation:
        """The site's navigation: as its folders are, unless the site or another plugin has one of its own."""
        is_given = self.config.nav is not None or PLUGINS_WITH_A_NAVIGATION & set(self.config.plugins)
        if self._folders is None or is_given or self.options.navigation == "material":
            return nav
        plan = NavPlan(Path(self.config.docs_dir), self._order)
        return folder_navigation(plan.items(self._folders.tree), self._folders)

    def values_for(self, page: Page | None, nav: Navigation, *, base: str | None = None) -> SidebarValues | None:
        """What the navigation of a page prints; with `base` addresses begin with that, wherever the page is shown.

        Asked for once all pages are read: before, they have no titles.
        """
        if self.options.navigation == "material":
            return None
        if self._sidebars is None:
            with_indexes = "navigation.indexes" in (self.config.theme.get("features") or ())
            self._sidebars = Sidebars(sidebar_tree(nav, with_indexes=with_indexes))
        is_whole = self._sidebars.tree.size <= MOST_ITEMS_OF_A_WHOLE_TREE
        url = page.url if page else ""
        crumbs = breadcrumbs(page, nav, self._sidebars.tree) if page else ()
        return SidebarValues(self._sidebars.top(url, base), tuple(self._links(url, base)), is_whole, self.text, crumbs)

    def not_found_values(self) -> NotFoundValues | None:
        """What the page for lost readers prints."""
        return NotFoundValues(self._names.count, self.text) if self._names else None

    def write(self) -> None:
        """Write the data that scripts fetch."""
        site = Path(self.config.site_dir)
        if self._sidebars and self._sidebars.tree.size > MOST_ITEMS_OF_A_WHOLE_TREE:
            write_data(self._sidebars.tree, site)
        if self._names:
            self._names.write(site)

    @property
    def _order(self) -> FolderOrder:
        return "mixed" if self.options.navigation == "mixed" else "folders-first"

    def _links(self, page_url: str, base: str | None) -> list[OwnLink]:
        links = []
        for name in ("graph", "recent", "tags"):
            if name in self._own:
                url = self._own[name].url
                address = get_relative_url(url, page_url) if base is None else f"{base}{url}"
                links.append(OwnLink(self.text[f"{name}_title"], address, ICONS[name], is_this_page=url == page_url))
        if self._names and self._names.notes > 1:
            random = OwnLink(self.text["random_note"], "#", ICONS["random"], is_random=True, count=self._names.notes)
            links.append(random)
        return links
