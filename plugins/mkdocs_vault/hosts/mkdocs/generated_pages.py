"""Pages that no file stands behind: lists of folders, tags and recent notes. To MkDocs and its plugins they are pages as any other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from posixpath import splitext
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from mkdocs_vault.hosts.mkdocs.address_book import fitting, with_number
from mkdocs_vault.hosts.mkdocs.page_meta import title_markup, title_meta

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from mkdocs_vault.hosts.mkdocs.addresses import AddressPlan

Body = Callable[[str], str]
"""The content of a page as HTML, given the page's own address on the site."""


class GeneratedPage(Page):
    """A page made of values that the build knows. `above` is the page that it belongs to where the navigation doesn't have it."""

    def __init__(self, title: str, body: Body, file: File, config: MkDocsConfig) -> None:
        """Make the page, and make it the page of its file; the body is asked for once, when the page is rendered."""
        super().__init__(None, file, config)
        self.title = title_markup(title)
        self._plain_title = title
        self.is_found_by_search = True
        self.above: Page | None = None
        self.meta_of_its_own: dict[str, object] = {}
        self._body = body

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """Fill `meta` with the page's own; `markdown` stays empty, as no file stands behind the page."""
        self.markdown = ""
        self.meta = {
            **title_meta(self._plain_title),
            **self.meta_of_its_own,
            **({} if self.is_found_by_search else {"search": {"exclude": True}}),
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Fill `content` with the HTML of the body; the page has no table of contents."""
        self.content = self._body(self.file.url)
        self.toc = TableOfContents([])
        self.present_anchor_ids = set()
        self.links_to_anchors = {}


@dataclass
class GeneratedPages:
    """Adds generated pages to a site; none takes the address of anything else."""

    config: MkDocsConfig
    files: Files
    plan: AddressPlan
    _sources: set[str] = field(default_factory=set)

    def reserve(self, *wishes: str) -> File:
        """A file at the first of these addresses (paths of HTML files) that is free. It is part of the site once it has its page."""
        address = self.plan.book.first_free(*map(fitting, wishes))
        self.plan.book.claim(address, "a page that the plugin makes")
        file = File(self._source_for(address), None, self.config.site_dir, self.config.use_directory_urls, dest_uri=address)
        file.inclusion = InclusionLevel.NOT_IN_NAV
        file.generated_by = "vault"
        file.content_string = ""
        return file

    def add(self, file: File, title: str, body: Body, *, above: File | None = None, is_found_by_search: bool = True) -> GeneratedPage:
        """Give a reserved file its page."""
        page = GeneratedPage(title, body, file, self.config)
        page.above = above.page if above else None
        page.is_found_by_search = is_found_by_search
        self.files.append(file)
        return page

    def page_address(self, path: str) -> str:
        """The path of the HTML file of a page, given by its path in the vault, as the site writes its addresses."""
        return self.plan.page_address_of(path, use_directory_urls=self.config.use_directory_urls)

    def _source_for(self, address: str) -> str:
        """A path that no other file of the site has: MkDocs keeps files by it."""
        wish = f"{splitext(address)[0]}.md"
        source, number = wish, 2
        while source in self._sources or source in self.files.src_uris:
            source, number = with_number(wish, number), number + 1
        self._sources.add(source)
        return source
