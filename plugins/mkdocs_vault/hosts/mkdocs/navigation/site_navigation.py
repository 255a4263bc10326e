"""One build's navigation: what MkDocs knows of it goes to the website, what the website makes of it comes back as MkDocs' own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.hosts.mkdocs.navigation.navigation_items import ReadNavigation, mkdocs_navigation
from mkdocs_vault.hosts.mkdocs.navigation.shown_titles import PageTitles, title_of_other_page
from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.hosts.mkdocs.routes import route_of, write_site_files
from mkdocs_vault.vault.folders import FolderOrder, ShownTitles, folder_tree
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.website.navigation.breadcrumbs import Crumb
from mkdocs_vault.website.navigation.folder_navigation import folder_navigation
from mkdocs_vault.website.navigation.folder_pages import FolderPages, note_line
from mkdocs_vault.website.navigation.home_page import HomePage
from mkdocs_vault.website.navigation.listing_html import ListItem, titled_list
from mkdocs_vault.website.navigation.listings import ListedNotes, ListingOptions, publish_listings
from mkdocs_vault.website.navigation.name_shards import NamedNote, NameShards
from mkdocs_vault.website.navigation.nav_files import NavPlan
from mkdocs_vault.website.navigation.page_navigation import NotFoundValues, PageNavigation, SidebarValues
from mkdocs_vault.website.navigation.sidebar import Sidebars
from mkdocs_vault.website.navigation.sidebar_tree import sidebar_tree
from mkdocs_vault.website.redirects import folder_redirects

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions
    from mkdocs_vault.hosts.mkdocs.opened_vault import OpenedVault
    from mkdocs_vault.note.property_values import Moment
    from mkdocs_vault.vault.notes import Note
    from mkdocs_vault.website.generated_pages import GeneratedPage, GeneratedPages
    from mkdocs_vault.website.routes import Route
    from mkdocs_vault.website.site_files import SiteFile

log = logging.getLogger("mkdocs.plugins.vault")

PLUGINS_WITH_A_NAVIGATION = frozenset({"awesome-nav", "awesome-pages", "literate-nav"})


@dataclass
class SiteNavigation:
    """The navigation of one build. `text` are the words of the interface, `own` the site's own pages by name."""

    config: MkDocsConfig
    options: VaultOptions
    text: Mapping[str, str] = field(default_factory=dict)
    own: dict[str, Route] = field(default_factory=dict)
    _titles: ShownTitles = field(default_factory=ShownTitles)
    _folders: FolderPages | None = None
    _names: NameShards | None = None
    _generated: GeneratedPages | None = None
    _pages: PageNavigation | None = None

    def add_pages(
        self, opened: OpenedVault, files: Files, pages: GeneratedPages, last_change: Callable[[Note], Moment | None]
    ) -> Mapping[str, Route]:
        """Add the pages of folders, of tags, and of recent notes. The routes of tags by their keys."""
        sources = {VaultPath(file.src_uri): file for file in files.documentation_pages() if file.inclusion.is_in_nav()}
        notes = opened.files.notes
        self._titles = PageTitles({VaultPath(file.src_uri): note for note, file in opened.note_files()}, sources).shown()
        self._generated = pages
        self._folders = FolderPages(
            tree=folder_tree(sources, self._order, self._titles),
            vault=VaultPath(self.options.folder),
            routes={path: route_of(file) for path, file in sources.items()},
            line=lambda path: _line(sources[path]),
            notes=frozenset(VaultPath(file.src_uri) for file in notes.values()),
        )
        found = {path: note for path, note in opened.vault.notes.items() if opened.vault.standing(path).listed}
        listed = ListedNotes(found, lambda path: _line(notes[path]), last_change)
        options = self.options
        shown = ListingOptions(options.folder_pages, options.tag_pages, options.recent_page)
        listings = publish_listings(self._folders, listed, shown, self.text, pages)
        self.own.update(listings.own)
        HomePage(self.config.site_name, self._folders, listed, listings.tags, self.own, self.text).publish(pages)
        named = ((note, file) for note, file in opened.note_files() if note.path in found)
        self._names = NameShards([NamedNote(note.title, note.path.stem, file.url) for note, file in named])
        return listings.tags

    def folder_redirects(self, pages: GeneratedPages) -> Iterator[SiteFile]:
        """The addresses of folders whose notes have other ones."""
        return folder_redirects(self._folders.with_notes(), pages.plan) if self._folders else iter(())

    def folder_list(self, page: Page) -> str:
        """What is in the folder that a page speaks for, as HTML; empty where it speaks for none, or doesn't want it."""
        body = self._folders.own_lists.get(VaultPath(page.file.src_uri)) if self._folders else None
        if body is None or "folder" in (page.meta.get("hide") or ()):
            return ""
        return titled_list(self.text["folder_title"], body(page.url))

    def order(self, nav: Navigation, files: Files) -> Navigation:
        """The site's navigation: as its folders are, unless the site or another plugin has one of its own."""
        is_given = self.config.nav is not None or PLUGINS_WITH_A_NAVIGATION & set(self.config.plugins)
        if self._folders is None or is_given or self.options.navigation == "material":
            return nav
        plan = NavPlan(Path(self.config.docs_dir), self._order, self._titles)
        pages = {file.dest_uri: file.page for file in files.documentation_pages() if file.page}
        items = folder_navigation(plan.items(self._folders.tree), self._folders)
        for problem in plan.problems:
            log.warning(problem)
        return mkdocs_navigation(items, pages)

    def values(self, page: Page, nav: Navigation) -> SidebarValues | None:
        """What a page prints. Asked for once all pages are read: before, they have no titles."""
        return None if self.options.navigation == "material" else self._page_navigation(nav).values(page.url)

    def inputs(self, page: Page, nav: Navigation) -> bytes:
        """A digest of what a page prints; empty where the theme has the navigation to itself: then all of it counts for every page."""
        return b"" if self.options.navigation == "material" else self._page_navigation(nav).inputs(page.url)

    def values_anywhere(self, nav: Navigation, base: str) -> SidebarValues | None:
        """What a page prints that is made of a template alone: all addresses begin with `base`."""
        return None if self.options.navigation == "material" else self._page_navigation(nav).values_anywhere(base)

    def not_found_values(self) -> NotFoundValues | None:
        """What the page for lost readers prints."""
        return NotFoundValues(self._names.count, self.text) if self._names else None

    def write(self) -> None:
        """Write the data that scripts fetch."""
        for source in (self._pages, self._names):
            if source:
                write_site_files(source.files(), self.config.site_dir)

    def _page_navigation(self, nav: Navigation) -> PageNavigation:
        if self._pages is None:
            read = ReadNavigation("navigation.indexes" in (self.config.theme.get("features") or ()))
            tree = sidebar_tree(read.items(nav.items), read.pages)
            home = Crumb(str(nav.homepage.title), nav.homepage.url) if nav.homepage else None
            notes = len(self._names.names) if self._names else 0
            self._pages = PageNavigation(Sidebars(tree), home, self.own, self._generated_by_address(), notes, self.text)
        return self._pages

    def _generated_by_address(self) -> Mapping[str, GeneratedPage]:
        return {page.route.url: page for page in self._generated.pages} if self._generated else {}

    @property
    def _order(self) -> FolderOrder:
        return "mixed" if self.options.navigation == "mixed" else "folders-first"


def _line(file: File) -> ListItem:
    """A line for any page of the site; of a note it has the first lines, too."""
    page = file.page
    if isinstance(page, NotePage):
        return note_line(page.note, file.url)
    return ListItem(file.url, title_of_other_page(file))
