"""A digest of all that one page is printed from: the same digest, the same page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from mkdocs.structure.nav import Section
from msgspec.msgpack import Encoder

from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.note.digest import digest

if TYPE_CHECKING:
    from mkdocs.structure import StructureItem
    from mkdocs.structure.files import File
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

_ENCODER = Encoder(enc_hook=str, order="deterministic")
"""Markup becomes its text, and so does whatever a plugin may have put into a page's metadata."""


PRINTED_IN_NAVIGATION = ("icon", "status", "subtitle")
"""Properties of a page that other pages print, in Material's navigation and in ours."""


def page_place(page: Page, shared: bytes, around: bytes) -> bytes:
    """The digest of all that a page prints besides its content and what stands around that.

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
    )
    return digest(shared, around, _ENCODER.encode(about))


def page_causes(page: Page, place: bytes) -> bytes:
    """The digest of what all inputs of a note's page come from, given its `page_place`; empty where only the inputs themselves can tell."""
    causes = page.causes() if isinstance(page, NotePage) else b""
    return digest(place, causes) if causes else b""


def page_inputs(page: Page, place: bytes) -> bytes:
    """The digest of all that a page is printed from, given its `page_place`. The content of the page is made for it."""
    shown = (
        [(item.level, item.id, item.title) for item in page.toc],
        (page.note.key, replace(page.values(), text={})) if isinstance(page, NotePage) else None,
    )
    return digest(place, (page.content or "").encode("utf-8", "replace"), _ENCODER.encode(shown))


def values_digest(*values: object) -> bytes:
    """A digest of values that templates print."""
    return digest(_ENCODER.encode(values))


def _neighbour(page: Page | None) -> tuple[str, str] | None:
    return (str(page.title), page.url) if page else None


def navigation_digest(nav: Navigation, files: Iterable[File], *, prints_all: bool) -> bytes:
    """What all pages may print of MkDocs' navigation: its first page and its uppermost items, each with the first page in it.

    `files` are those of all pages: of each, the navigation prints a few properties, so they count on every page. Where templates may go
    through all pages (`prints_all`), the whole navigation counts, and all properties.
    """
    pages = [file.page for file in files if file.page]
    shown = [(page.title, page.url, page.meta) for page in pages] if prints_all else list(filter(None, map(_marks, pages)))
    home = (nav.homepage.title, nav.homepage.url) if nav.homepage else None
    return digest(_ENCODER.encode((home, shown, [_item(item, deep=prints_all) for item in nav.items])))


def _marks(page: Page) -> tuple[object, ...] | None:
    """The properties that the navigation prints beside the title of a page; None where it has none of them."""
    found = tuple(page.meta.get(name) for name in PRINTED_IN_NAVIGATION)
    return (page.url, *found) if any(found) else None


def _item(item: StructureItem, *, deep: bool) -> object:
    url = getattr(item, "url", None)  # Sections have none.
    children = item.children if isinstance(item, Section) else []
    return item.title, url, [_item(child, deep=deep) for child in (children if deep else children[:1])]
