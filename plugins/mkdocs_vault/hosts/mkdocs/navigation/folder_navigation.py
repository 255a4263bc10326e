"""MkDocs' navigation made of a vault's folders: sections with the page of their folder first, neighbours within a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from mkdocs_vault.hosts.mkdocs.navigation.nav_files import Planned
from mkdocs_vault.hosts.mkdocs.page_meta import title_markup
from mkdocs_vault.hosts.mkdocs.pages import NotePage

if TYPE_CHECKING:
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import File, Files

    from mkdocs_vault.hosts.mkdocs.navigation.folder_pages import FolderPages


class FolderSection(Section):
    """A section that stands for a folder. `page` speaks for it: it is the first child, too, where themes look for it."""

    def __init__(self, title: str, children: list[StructureItem], page: Page | None, path: str) -> None:
        """A section of a folder; `path` is relative to `docs_dir`."""
        super().__init__(title, [*([page] if page else []), *children])
        self.page = page
        self.path = path


def folder_navigation(planned: Iterable[Planned], folders: FolderPages) -> Navigation:
    """The navigation as planned, the page of the root first. Every page learns its section and its neighbours in it."""
    items: list[StructureItem] = []
    if folders.tree.page and (page := _page(folders.tree.page, folders.files)):
        items.append(page)
    items.extend(_items(planned, folders))
    _connect(items, None)
    return Navigation(items, list(_pages(items)))


def _items(planned: Iterable[Planned], folders: FolderPages) -> Iterator[StructureItem]:
    for item in planned:
        if item.path is not None:
            page = _page(item.path, folders.files)
            if page:
                if item.title:
                    page.title = title_markup(item.title)
                yield page
        elif item.address:
            yield Link(title_markup(item.title or item.address), item.address)
        elif item.folder is None:
            yield Section(title_markup(item.title or ""), list(_items(item.children, folders)))
        else:
            file = folders.file_of(item.folder)
            page = file.page if file else None
            title = item.title or _own_title(file) or item.folder.name
            yield FolderSection(title_markup(title), list(_items(item.children, folders)), page, item.folder.path)


def _own_title(file: File | None) -> str | None:
    """The title that the note of a folder gives it; a heading in it titles the note, not the folder."""
    page = file.page if file else None
    return page.note.properties.title if isinstance(page, NotePage) else None


def _page(path: str, files: Files) -> Page | None:
    file = files.src_uris.get(path)
    return file.page if file else None


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
