"""Generated pages as MkDocs has pages: to it and its plugins they are pages as any other."""

from __future__ import annotations

from collections.abc import Iterable
from posixpath import splitext
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from mkdocs_vault.hosts.mkdocs.sitemap_days import sitemap_day
from mkdocs_vault.website.address_book import with_number
from mkdocs_vault.website.generated_pages import GeneratedPage as GeneratedValues
from mkdocs_vault.website.page_meta import title_markup, title_meta

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


class GeneratedPage(Page):
    """A page made of values that the build knows; its body is asked for once, when the page is rendered."""

    def __init__(self, values: GeneratedValues, file: File, config: MkDocsConfig) -> None:
        """Make the page, and make it the page of its file."""
        super().__init__(None, file, config)
        self.title = title_markup(values.title)
        self.update_date = sitemap_day(None)
        self.values = values

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """There is no source."""
        values = self.values
        self.markdown = ""
        self.meta = {
            **title_meta(values.title),
            **({"hide": list(values.hides)} if values.hides else {}),
            **({} if values.is_found_by_search else {"search": {"exclude": True}}),
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Fill `content`."""
        self.content = self.values.body(self.file.url)
        self.toc = TableOfContents([])
        self.present_anchor_ids = set()
        self.links_to_anchors = {}


def add_generated_pages(pages: Iterable[GeneratedValues], files: Files, config: MkDocsConfig) -> None:
    """Give a site these pages."""
    for values in pages:
        source = _source_for(values.route.file, files)
        file = File(source, None, config.site_dir, config.use_directory_urls, dest_uri=values.route.file)
        file.inclusion = InclusionLevel.NOT_IN_NAV
        file.generated_by = "vault"
        file.content_string = ""
        files.append(file)
        GeneratedPage(values, file, config)


def _source_for(address: str, files: Files) -> str:
    """A path that no other file of the site has: MkDocs keeps files by it."""
    wish = f"{splitext(address)[0]}.md"
    source, number = wish, 2
    while source in files.src_uris:
        source, number = with_number(wish, number), number + 1
    return source
