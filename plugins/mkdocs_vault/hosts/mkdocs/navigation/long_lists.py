"""Lists that are too long for one page: cut, each part with a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs_vault.hosts.mkdocs.navigation.listing_html import ListItem, item_list, pagination

if TYPE_CHECKING:
    from mkdocs.structure.files import File

    from mkdocs_vault.hosts.mkdocs.generated_pages import GeneratedPages

ITEMS_ON_A_PAGE = 100


@dataclass(frozen=True)
class LongList:
    """A list on as many pages as it needs. `first` is the first page's file; `path` is where in the vault the others stand, numbered.

    `heading` gives what stands above the list of the first page, given its address; `above` is the page that the
    first one belongs to.
    """

    title: str
    path: str
    first: File
    items: Callable[[slice], Sequence[ListItem]]
    length: int
    page_name: str
    heading: Callable[[str], str] = lambda _: ""
    above: File | None = None

    def publish(self, pages: GeneratedPages) -> None:
        """Make all its pages; a search finds the first one alone."""
        count = max(1, -(-self.length // ITEMS_ON_A_PAGE))
        further = [pages.reserve(pages.page_address(f"{self.path}/{self.page_name}-{number}")) for number in range(2, count + 1)]
        files = [self.first, *further]
        addresses = [file.url for file in files]
        for number, file in enumerate(files, 1):
            above = self.above if number == 1 else self.first
            pages.add(file, self._title(number), self._body(number, addresses), above=above, is_found_by_search=number == 1)

    def _title(self, number: int) -> str:
        return self.title if number == 1 else f"{self.title} ({number})"

    def _body(self, number: int, addresses: Sequence[str]) -> Callable[[str], str]:
        def body(page: str) -> str:
            part = self.items(slice((number - 1) * ITEMS_ON_A_PAGE, number * ITEMS_ON_A_PAGE))
            above = self.heading(page) if number == 1 else ""
            return above + item_list(part, page) + pagination(number, addresses, page, self.title)

        return body
