"""MkDocs' navigation and ours: each made of the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from mkdocs_vault.website.navigation.nav_items import NavItem, NavKind


class FolderSection(Section):
    """A section that stands for a folder. `page` speaks for it: it is the first child, too, where themes look for it."""

    def __init__(self, title: str, children: list[StructureItem], page: Page | None, path: str) -> None:
        """A section of a folder; `path` is relative to `docs_dir`."""
        super().__init__(title, [*([page] if page else []), *children])
        self.page = page
        self.path = path


def mkdocs_navigation(items: Iterable[NavItem], pages: Mapping[str, Page]) -> Navigation:
    """The navigation as MkDocs has it; `pages` are its pages by their files on the site. Items without their page are left out.

    Every page learns its section and its neighbours in it.
    """
    made = list(_made(items, pages))
    _connect(made, None)
    return Navigation(made, list(_pages(made)))


def _made(items: Iterable[NavItem], pages: Mapping[str, Page]) -> Iterator[StructureItem]:
    for item in items:
        page = pages.get(item.file)
        match item.kind:
            case NavKind.PAGE:
                if page and item.title:
                    page.title = item.title
                if page:
                    yield page
            case NavKind.LINK:
                yield Link(item.title, item.address)
            case NavKind.SECTION:
                yield Section(item.title, list(_made(item.children, pages)))
            case NavKind.FOLDER:
                yield FolderSection(item.title, list(_made(item.children, pages)), page, item.path)


def _connect(items: list[StructureItem], section: Section | None) -> None:
    pages = [item for item in items if isinstance(item, Page)]
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        page.previous_page, page.next_page = before, after
    for item in items:
        item.parent = section
        if isinstance(item, Section):
            _connect(item.children, item)


def _pages(items: Iterable[StructureItem]) -> Iterator[Page]:
    for item in items:
        if isinstance(item, Page):
            yield item
        elif isinstance(item, Section):
            yield from _pages(item.children)


@dataclass(frozen=True)
class ReadNavigation:
    """MkDocs' navigation as items, once its pages have their titles. `with_indexes`: an index page speaks for its section."""

    with_indexes: bool
    pages: dict[str, Page] = field(default_factory=dict)
    """The pages that were met, by their files on the site."""

    def items(self, items: Iterable[StructureItem]) -> tuple[NavItem, ...]:
        """These items and all below them."""
        return tuple(map(self._item, items))

    def _item(self, item: StructureItem) -> NavItem:
        if isinstance(item, Section):
            return self._section(item)
        if isinstance(item, Page):
            self.pages[item.file.dest_uri] = item
            return NavItem(NavKind.PAGE, str(item.title or item.file.name), item.url, item.file.dest_uri)
        address = item.url if isinstance(item, Link) else ""
        return NavItem(NavKind.LINK, str(item.title or address), address)

    def _section(self, section: Section) -> NavItem:
        folder = section if isinstance(section, FolderSection) else None
        page = folder.page if folder else _index(section) if self.with_indexes else None
        if page:
            self.pages[page.file.dest_uri] = page
        children = self.items(child for child in section.children if child is not page)
        address, file = (page.url, page.file.dest_uri) if page else ("", "")
        kind, path = (NavKind.FOLDER, folder.path) if folder else (NavKind.SECTION, "")
        return NavItem(kind, section.title, address, file, path, children)


def _index(section: Section) -> Page | None:
    return next((child for child in section.children if isinstance(child, Page) and child.is_index), None)
