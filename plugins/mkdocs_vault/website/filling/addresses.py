"""From what a link means to its address on a page."""

from __future__ import annotations

from mkdocs_vault.note.addresses import fragment
from mkdocs_vault.vault.links import LinkTarget
from mkdocs_vault.vault.notes import Note, OtherPage
from mkdocs_vault.website.filling.reading import Reading
from mkdocs_vault.website.site import Addresses


def address_of(found: LinkTarget, reading: Reading) -> str:
    """The address of a resolved link, relative to the page being made, with its fragment."""
    return address_on_page(found, reading.page.note, reading.site.addresses)


def address_on_page(found: LinkTarget, page: Note, addresses: Addresses) -> str:
    """The address of a resolved link, relative to the page of a note, with its fragment."""
    file = found.file
    if file is None:
        return ""
    if isinstance(file, Note) and file.path == page.path:
        return fragment(found.anchor) or addresses.address(file, page.path)
    return addresses.address(file, page.path) + fragment(_anchor(found))


def _anchor(found: LinkTarget) -> str:
    if isinstance(found.file, Note):
        return found.anchor
    if isinstance(found.file, OtherPage):
        return found.anchor or found.subpath
    return found.subpath
