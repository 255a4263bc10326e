"""The headings of a page, nested as MkDocs' themes expect them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import escape
from mkdocs.structure.toc import AnchorLink, TableOfContents

from mkdocs_vault.website.filling.page import TocEntry


def table_of_contents(entries: Sequence[TocEntry]) -> TableOfContents:
    """Flat entries as a tree: each heading holds the deeper ones that follow it.

    Themes leave a first entry of level 1 out, as the page's title, and show only what it holds. So where a heading of that level is
    not the title, all but the title go down by one: nothing is left out, and the title holds all the others.
    """
    below_title = 1 if any(entry.level == 1 and not entry.is_title for entry in entries) else 0
    top: list[AnchorLink] = []
    open_links: list[AnchorLink] = []
    for entry in entries:
        level = entry.level if entry.is_title else entry.level + below_title
        link = AnchorLink(escape(entry.title), entry.anchor, level)
        while open_links and open_links[-1].level >= level:
            open_links.pop()
        (open_links[-1].children if open_links else top).append(link)
        open_links.append(link)
    if top:
        top[0].active = True  # type: ignore[attr-defined]  # MkDocs sets it on the first entry, and themes read it.
    return TableOfContents(top)
