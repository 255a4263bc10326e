"""The navigation made of a vault's folders: sections with the page of their folder, as its `.nav.yml` files plan it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import escape

from mkdocs_vault.website.navigation.folder_pages import FolderPages
from mkdocs_vault.website.navigation.nav_files import Planned
from mkdocs_vault.website.navigation.nav_items import NavItem, NavKind
from mkdocs_vault.website.routes import Route


def folder_navigation(planned: Iterable[Planned], folders: FolderPages) -> tuple[NavItem, ...]:
    """The navigation as planned, the page of the root first."""
    home = folders.route_of(folders.tree)
    first = [_page(home, None)] if home else []
    return (*first, *_items(planned, folders))


def _items(planned: Iterable[Planned], folders: FolderPages) -> Iterator[NavItem]:
    for item in planned:
        if item.path is not None:
            yield _page(folders.routes[item.path], item.title)
        elif item.address:
            yield NavItem(NavKind.LINK, escape(item.title or item.address), item.address)
        elif item.folder is None:
            yield NavItem(NavKind.SECTION, escape(item.title or ""), children=tuple(_items(item.children, folders)))
        else:
            folder, route = item.folder, folders.route_of(item.folder)
            children = tuple(_items(item.children, folders))
            address, file = (route.url, route.file) if route else ("", "")
            yield NavItem(NavKind.FOLDER, escape(item.title or folder.title), address, file, folder.path, children)


def _page(route: Route, title: str | None) -> NavItem:
    return NavItem(NavKind.PAGE, escape(title) if title else "", route.url, route.file)
