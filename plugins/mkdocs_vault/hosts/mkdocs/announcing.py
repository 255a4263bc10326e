"""Which pages the site tells of where nobody asks for them by their address: in its site map, and to search engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_vault.hosts.mkdocs.pages import NotePage

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

SITE_MAP = "sitemap.xml"
_NO_ENGINE = '<meta name="robots" content="noindex">\n'


def is_announced(page: Page | None) -> bool:
    """Whether the site may tell of a page: all but those of notes whose authors don't want it."""
    return not isinstance(page, NotePage) or page.standing.announced


def without_engines(output: str) -> str:
    """The whole page, search engines asked to leave it out."""
    return output.replace("</head>", f"{_NO_ENGINE}</head>", 1)
