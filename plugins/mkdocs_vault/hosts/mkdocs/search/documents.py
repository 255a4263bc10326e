"""A page of MkDocs as a document of the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.website.search.documents import SearchDocument, primary_language

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page


def is_searched(page: Page) -> bool:
    """Whether a page is found: its author may want it left out (Material's `search: exclude`)."""
    search = page.meta.get("search")
    return not (isinstance(search, dict) and search.get("exclude"))


def language_of(page: Page, site_language: str) -> str:
    """The language whose index has the page."""
    return primary_language(page.meta.get("lang"), site_language)


def search_document(page: Page, site_language: str) -> SearchDocument:
    """The document of a rendered page."""
    note = page.note if isinstance(page, NotePage) else None
    return SearchDocument(
        address=page.url or "./",
        language=language_of(page, site_language),
        title=note.title if note else _plain(page.title),
        body=page.content or "",
        aliases=tuple(note.properties.aliases) if note else (),
        tags=tuple(note.tags if note else _texts(page.meta.get("tags"))),
        folders=tuple(_folders(page)),
    )


def _folders(page: Page) -> list[str]:
    """The names of what the page lies in: as the navigation has them, else as the vault's folders are called."""
    if page.ancestors:
        return [_plain(section.title) for section in reversed(list(page.ancestors))]
    return page.note.path.split("/")[:-1] if isinstance(page, NotePage) else []


def _texts(value: object) -> list[str]:
    """What front matter has as a list of texts, whatever its author made of it."""
    values = value if isinstance(value, list) else [value]
    return [str(item) for item in values if isinstance(item, str | int | float) and str(item).strip()]


def _plain(title: object) -> str:
    """The text of a title: what templates print as it is."""
    return Markup(str(title or "")).striptags()  # noqa: S704 - It becomes text.
