"""The headings of a page, nested as MkDocs' themes expect them."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import escape
from mkdocs.structure.toc import AnchorLink, TableOfContents

from mkdocs_vault.website.filling.page import TocEntry


def table_of_contents(entries: Iterable[TocEntry]) -> TableOfContents:
    """Flat entries as a tree: each heading holds the deeper ones that follow it."""
    top: list[AnchorLink] = []
    open_links: list[AnchorLink] = []
    for entry in entries:
        link = AnchorLink(escape(entry.title), entry.anchor, entry.level)
        while open_links and open_links[-1].level >= entry.level:
            open_links.pop()
        (open_links[-1].children if open_links else top).append(link)
        open_links.append(link)
    if top:
        top[0].active = True  # type: ignore[attr-defined]  # MkDocs sets it on the first entry, and themes read it.
    return TableOfContents(top)
