"""What the index of the search is told of a page: a small HTML document of its own, so that the page itself carries nothing for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from mkdocs_vault.hosts.mkdocs.pages import NotePage

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

NOT_SEARCHED = (".headerlink", ".footnote-backref", ".linenos", "annotation", "[data-search-exclude]")
"""What stands in a text without being words of it, as selectors; the last one is Material's own way to leave something out."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z0-9])")


def search_document(page: Page, site_language: str) -> str | None:
    """The document of a rendered page, or None where its author wants it left out (Material's `search: exclude`)."""
    search = page.meta.get("search")
    if isinstance(search, dict) and search.get("exclude"):
        return None
    note = page.note if isinstance(page, NotePage) else None
    tags = note.tags if note else _texts(page.meta.get("tags"))
    described = {
        "title": note.title if note else _plain(page.title),
        "aliases": ", ".join(note.properties.aliases) if note else "",
        "tags": " ".join(f"#{tag}" for tag in tags),
        "path": " / ".join(_folders(page)),
    }
    return "".join(
        (
            f'<!doctype html><html lang="{_language_of(page, site_language)}"><body data-pagefind-body>',
            *(_meta(name, value) for name, value in described.items() if value),
            *(f'<meta data-pagefind-filter="tag[content]" content="{escape(tag)}">' for tag in _with_tags_above(tags)),
            page.content or "",
            "</body></html>",
        )
    )


def primary_language(code: object) -> str:
    """`pt-BR` -> `pt`: one index for each language. Empty where it is none."""
    found = _LANGUAGE.match(str(code or "").lower().replace("_", "-"))
    return found[0] if found else ""


def _language_of(page: Page, site_language: str) -> str:
    return primary_language(page.meta.get("lang")) or primary_language(site_language) or "en"


def _folders(page: Page) -> list[str]:
    """The names of what the page lies in: as the navigation has them, else as the vault's folders are called."""
    if page.ancestors:
        return [_plain(section.title) for section in reversed(list(page.ancestors))]
    return page.note.path.split("/")[:-1] if isinstance(page, NotePage) else []


def _with_tags_above(tags: Iterable[str]) -> list[str]:
    """`a/b` is also found under `a`; capitals make no other tag."""
    found: dict[str, None] = {}
    for tag in tags:
        parts = tag.lower().split("/")
        found |= dict.fromkeys("/".join(parts[: depth + 1]) for depth in range(len(parts)))
    return list(found)


def _meta(name: str, value: str) -> str:
    return f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">'


def _texts(value: object) -> list[str]:
    """What front matter has as a list of texts, whatever its author made of it."""
    values = value if isinstance(value, list) else [value]
    return [str(item) for item in values if isinstance(item, str | int | float) and str(item).strip()]


def _plain(title: object) -> str:
    """The text of a title: what templates print as it is."""
    return Markup(str(title or "")).striptags()  # noqa: S704 - It becomes text.
