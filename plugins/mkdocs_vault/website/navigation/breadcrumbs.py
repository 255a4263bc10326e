"""The way to a page: the site's first page, the folders that it lies in, and for generated pages those that they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import escape

from mkdocs_vault.website.generated_pages import GeneratedPage
from mkdocs_vault.website.navigation.sidebar_tree import SidebarTree
from mkdocs_vault.website.routes import relative_address


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page above the one that is shown: its title, ready to print, and its address."""

    title: str
    address: str


def breadcrumbs(page: str, home: Crumb | None, tree: SidebarTree, generated: Mapping[str, GeneratedPage]) -> tuple[Crumb, ...]:
    """The pages above the page at an address, the site's first page first; nothing where that is the only one.

    `home` has its address on the site, `generated` the generated pages by theirs.
    """
    above = list(_above(page, tree, generated))
    if not above:
        return ()
    way = [home] if home and home.address not in {crumb.address for crumb in above} else []
    return tuple(Crumb(crumb.title, relative_address(crumb.address, page) or "./") for crumb in [*way, *above])


def _above(page: str, tree: SidebarTree, generated: Mapping[str, GeneratedPage]) -> Iterator[Crumb]:
    """With addresses on the site."""
    place = tree.places.get(page)
    if place:
        yield from (Crumb(node.title, node.address) for node in place.path()[1:-1] if node.address or node.page)
    elif page in generated and (above := generated[page].above):
        yield from _above(above.url, tree, generated)
        if above.url in generated:
            yield Crumb(str(escape(generated[above.url].title)), above.url)
        elif place := tree.places.get(above.url):
            yield Crumb(place.title, above.url)
