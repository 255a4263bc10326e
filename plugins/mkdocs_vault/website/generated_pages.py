"""Pages that no file stands behind, as values: lists of folders, tags and recent notes, the graph's page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from mkdocs_vault.website.address_book import fitting
from mkdocs_vault.website.address_plan import AddressPlan
from mkdocs_vault.website.routes import Route

Body: TypeAlias = Callable[[str], str]
"""The content of a page as HTML, given the page's own address on the site. Nothing is worked out before it is asked for."""


@dataclass(frozen=True, slots=True)
class GeneratedPage:
    """`title` is plain text, `hides` is as the property `hide`.

    `above` is the page that it belongs to where the navigation doesn't have it.
    """

    title: str
    route: Route
    body: Body
    above: Route | None = None
    is_found_by_search: bool = True
    hides: tuple[str, ...] = ()


@dataclass
class GeneratedPages:
    """Collects the generated pages of a site; none takes the address of anything else."""

    plan: AddressPlan
    pages: list[GeneratedPage] = field(default_factory=list)

    def reserve(self, *wishes: str) -> Route:
        """The route of the first of these files that is free; the last of them gets a number if none is."""
        file = self.plan.book.first_free(*map(fitting, wishes))
        self.plan.book.claim(file, "a page that the plugin makes")
        return self.plan.route(file)

    def add(self, page: GeneratedPage) -> None:
        """Make a page part of the site, at a route that was reserved for it."""
        self.pages.append(page)
