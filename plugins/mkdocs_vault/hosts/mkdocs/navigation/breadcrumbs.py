"""The way to a page: the site's first page, the folders that it lies in, and for generated pages those that they belong to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs.utils import get_relative_url

from mkdocs_vault.hosts.mkdocs.generated_pages import GeneratedPage

if TYPE_CHECKING:
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from mkdocs_vault.hosts.mkdocs.navigation.sidebar_tree import SidebarTree


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page above the one that is shown: its title, ready to print, and its address."""

    title: str
    address: str


def breadcrumbs(page: Page, nav: Navigation, tree: SidebarTree) -> tuple[Crumb, ...]:
    """The pages above a page, the site's first page first; nothing where that is the only one."""
    above = list(_above(page, tree))
    if not above:
        return ()
    home = nav.homepage
    way = [(str(home.title), home.url)] if home and home.url not in {address for _, address in above} else []
    return tuple(Crumb(title, get_relative_url(address, page.url) or "./") for title, address in [*way, *above])


def _above(page: Page, tree: SidebarTree) -> Iterator[tuple[str, str]]:
    """Titles and addresses on the site."""
    place = tree.places.get(page.url)
    if place:
        yield from ((node.title, node.address) for node in place.path()[1:-1] if node.address or node.page)
    elif isinstance(page, GeneratedPage) and page.above:
        yield from _above(page.above, tree)
        yield str(page.above.title), page.above.url
