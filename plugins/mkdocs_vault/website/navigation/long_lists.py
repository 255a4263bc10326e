"""Lists that are too long for one page: cut, each part with a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mkdocs_vault.website.generated_pages import Body, GeneratedPage, GeneratedPages
from mkdocs_vault.website.navigation.listing_html import ListItem, item_list, pagination
from mkdocs_vault.website.routes import Route

ITEMS_ON_A_PAGE = 100


@dataclass(frozen=True)
class LongList:
    """A list on as many pages as it needs. `first` is the first page; `path` is where in the vault the others stand, numbered.

    `items` gives a part of the list when its page is made. `heading` and `below` give what stands above and below the list of the
    first page, given its address; `above` is the page that the first one belongs to.
    """

    title: str
    path: str
    first: Route
    items: Callable[[slice], Sequence[ListItem]]
    length: int
    page_name: str
    heading: Callable[[str], str] = lambda _: ""
    below: Callable[[str], str] = lambda _: ""
    above: Route | None = None
    is_found_by_search: bool = True

    def publish(self, pages: GeneratedPages) -> None:
        """Add all its pages; a search finds the first one at most."""
        routes = self._routes(pages)
        pages.add(GeneratedPage(self.title, self.first, self._body(1, routes), self.above, is_found_by_search=self.is_found_by_search))
        self._publish_others(routes, pages)

    def continued(self, pages: GeneratedPages) -> Body:
        """The list for its first page, which somebody else makes; the others are added."""
        routes = self._routes(pages)
        self._publish_others(routes, pages)
        return self._body(1, routes)

    def _routes(self, pages: GeneratedPages) -> list[Route]:
        count = max(1, -(-self.length // ITEMS_ON_A_PAGE))
        files = [pages.plan.made_page_file(f"{self.path}/{self.page_name}-{number}") for number in range(2, count + 1)]
        return [self.first, *map(pages.reserve, files)]

    def _publish_others(self, routes: Sequence[Route], pages: GeneratedPages) -> None:
        for number, route in enumerate(routes[1:], 2):
            title, body = f"{self.title} ({number})", self._body(number, routes)
            pages.add(GeneratedPage(title, route, body, self.first, is_found_by_search=False))

    def _body(self, number: int, routes: Sequence[Route]) -> Body:
        addresses = [route.url for route in routes]

        def body(page: str) -> str:
            part = self.items(slice((number - 1) * ITEMS_ON_A_PAGE, number * ITEMS_ON_A_PAGE))
            above, below = (self.heading(page), self.below(page)) if number == 1 else ("", "")
            return above + item_list(part, page) + pagination(number, addresses, page, self.title) + below

        return body
