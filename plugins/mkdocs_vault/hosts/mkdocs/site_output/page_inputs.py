"""A digest of all that one page is printed from: the same digest, the same page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from mkdocs.structure.nav import Section
from msgspec.msgpack import Encoder

from mkdocs_vault.build.site_record import digest
from mkdocs_vault.hosts.mkdocs.pages import NotePage

if TYPE_CHECKING:
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import File
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_ENCODER = Encoder(enc_hook=str, order="deterministic")
"""Markup becomes its text, and so does whatever a plugin may have put into a page's metadata."""


def page_inputs(page: Page, shared: bytes, around: bytes) -> bytes:
    """The digest for a page that is read and rendered.

    `shared` is that of what all pages are printed from, `around` that of what this page prints of the site.
    """
    about = (
        page.file.dest_uri,
        page.url,
        page.title,
        page.meta,
        page.edit_url,
        page.canonical_url,
        page.is_homepage,
        _neighbour(page.previous_page),
        _neighbour(page.next_page),
        [section.title for section in page.ancestors],
        [(item.level, item.id, item.title) for item in page.toc],
        (page.note.key, replace(page.values(), text={})) if isinstance(page, NotePage) else None,
    )
    return digest(shared, around, (page.content or "").encode("utf-8", "replace"), _ENCODER.encode(about))


def values_digest(*values: object) -> bytes:
    """A digest of values that templates print."""
    return digest(_ENCODER.encode(values))


def _neighbour(page: Page | None) -> tuple[str, str] | None:
    return (str(page.title), page.url) if page else None


def navigation_digest(nav: Navigation, files: Iterable[File]) -> bytes:
    """What all pages may print of MkDocs' navigation: its first page and its uppermost items, each with the first page in it.

    `files` are those of all pages for templates that may go through all of them; then the whole navigation counts.
    """
    pages = [(file.page.title, file.url) for file in files if file.page]
    home = (nav.homepage.title, nav.homepage.url) if nav.homepage else None
    return digest(_ENCODER.encode((home, pages, [_item(item, deep=bool(pages)) for item in nav.items])))


def _item(item: StructureItem, *, deep: bool) -> object:
    url = getattr(item, "url", None)  # Sections have none.
    children = item.children if isinstance(item, Section) else []
    return item.title, url, [_item(child, deep=deep) for child in (children if deep else children[:1])]
