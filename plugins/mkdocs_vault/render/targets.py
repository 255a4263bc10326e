"""From what an author wrote to an address of the site: Obsidian's look-up, then the address relative to the page."""

from __future__ import annotations

from urllib.parse import parse_qs

from mkdocs_vault.render.addresses import fragment, split_address
from mkdocs_vault.render.context import Addresses, Context
from mkdocs_vault.vault.links import LinkTarget
from mkdocs_vault.vault.notes import Attachment, Note, OtherPage


def resolve_wiki(target: str, subpath: str, context: Context) -> LinkTarget:
    """Where a wiki link or an embed leads, seen from the note being read."""
    return context.site.index.resolve_link(target, subpath, context.note.path)


def resolve_markdown(written: str, context: Context) -> LinkTarget:
    """Where a Markdown link or image leads, seen from the note being read; the address may be percent-encoded."""
    target, _, subpath = written.partition("#")
    return context.site.index.resolve_link(target, subpath, context.note.path, markdown=True)


def resolve_written(written: str, context: Context) -> str | None:
    """The address of the file that an address in raw HTML names, or None."""
    found = resolve_markdown(written, context)
    return None if found.file is None else address_of(found, context)


def address_of(found: LinkTarget, context: Context) -> str:
    """The address of a resolved link, relative to the page being made, with its fragment."""
    return address_on_page(found, context.page.note, context.site.addresses)


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


def app_target(address: str, context: Context) -> LinkTarget | None:
    """What `obsidian://open?vault=V&file=F` names, where it is a note of this vault (Obsidian help, Obsidian URI)."""
    parts = split_address(address)
    if parts is None or parts.scheme.lower() != "obsidian" or parts.netloc.lower() != "open":
        return None
    names = parse_qs(parts.query).get("file")
    if not names:
        return None
    target, _, subpath = names[0].partition("#")
    found = resolve_wiki(f"/{target}" if "/" in target else target, subpath, context)
    return found if isinstance(found.file, Note | Attachment) else None
