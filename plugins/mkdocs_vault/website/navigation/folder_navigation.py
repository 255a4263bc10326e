"""The navigation made of a vault's folders: sections with the page of their folder, as its `.nav.yml` files plan it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from markupsafe import escape

from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.website.navigation.folder_pages import FolderPages
from mkdocs_vault.website.navigation.nav_files import Planned
from mkdocs_vault.website.navigation.nav_items import NavItem, NavKind
from mkdocs_vault.website.routes import Route

OwnTitle = Callable[[VaultPath], str | None]
"""The title that the properties of a page give it, given its path; a heading in it titles the page, not a folder."""


def folder_navigation(planned: Iterable[Planned], folders: FolderPages, own_title: OwnTitle) -> tuple[NavItem, ...]:
    """The navigation as planned, the page of the root first."""
    first = [_page(folders.routes[folders.tree.page], None)] if folders.tree.page else []
    return (*first, *_items(planned, folders, own_title))


def _items(planned: Iterable[Planned], folders: FolderPages, own_title: OwnTitle) -> Iterator[NavItem]:
    for item in planned:
        if item.path is not None:
            yield _page(folders.routes[item.path], item.title)
        elif item.address:
            yield NavItem(NavKind.LINK, escape(item.title or item.address), item.address)
        elif item.folder is None:
            yield NavItem(NavKind.SECTION, escape(item.title or ""), children=tuple(_items(item.children, folders, own_title)))
        else:
            folder, route = item.folder, folders.route_of(item.folder)
            title = item.title or (own_title(folder.page) if folder.page else None) or folder.name
            children = tuple(_items(item.children, folders, own_title))
            address, file = (route.url, route.file) if route else ("", "")
            yield NavItem(NavKind.FOLDER, escape(title), address, file, folder.path, children)


def _page(route: Route, title: str | None) -> NavItem:
    return NavItem(NavKind.PAGE, escape(title) if title else "", route.url, route.file)
