"""What other sites show of a page whose address they are given (the Open Graph protocol; Obsidian help, Social media link previews)."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from urllib.parse import quote, urljoin, urlsplit

from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Attachment, Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.visibility import Vault
from mkdocs_vault.website.description import first_picture
from mkdocs_vault.website.routes import SiteAddresses

KEPT_IN_ADDRESSES = "-._~:/?#@!$&'()*+,;=%"
"""What stays as it is in an address that is written into a page."""


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What is told of a page: plain texts, and whole addresses where the site knows its own. What is empty is not told."""

    title: str
    description: str = ""
    address: str = ""
    image: str = ""
    is_article: bool = True


def preview_image(note: Note, vault: Vault, index: LinkIndex) -> Attachment | str | None:
    """The image of a note: the one that a property names, else its first picture; a file of the vault, or an address of another site."""
    image = _named_image(note, vault, index) or first_picture(note, index)
    return quote(image, safe=KEPT_IN_ADDRESSES) if isinstance(image, str) else image


def _named_image(note: Note, vault: Vault, index: LinkIndex) -> Attachment | str | None:
    """The image that a property names, None where it names neither a file nor an address (a check says so)."""
    written = note.properties.image
    if not written:
        return None
    if _scheme(written) in {"http", "https"}:
        return written
    exact = vault.attachments.get(VaultPath(written.removeprefix("/")))
    if exact:
        return exact
    found = index.resolve_link(written, "", note.path, markdown=True).file
    return found if isinstance(found, Attachment) else None


def image_address(image: Attachment | str, note: Note, addresses: SiteAddresses, site_url: str | None) -> str:
    """The image's address: a whole one where the site knows its own, as readers of it are elsewhere."""
    if isinstance(image, str):
        return image
    if site_url:
        return urljoin(f"{site_url.removesuffix('/')}/", addresses.files[image.path].url)
    return addresses.address(image, note.path)


def with_social_tags(page: str, shared: SharedPage) -> str:
    """The whole page with `og:` and `twitter:` tags in its head, but for those that the theme or another plugin wrote already."""
    end = page.find("</head>")
    if end < 0:
        return page
    head = page[:end]
    tags = {
        "og:type": "article" if shared.is_article else "website",
        "og:url": shared.address,
        "og:title": shared.title,
        "og:description": shared.description,
        "og:image": shared.image,
    }
    lines = [_tag("property", name, value) for name, value in tags.items() if value and not _has(head, name)]
    if not _has(head, "twitter:card"):
        lines.append(_tag("name", "twitter:card", "summary_large_image" if shared.image else "summary"))
    return head + "".join(lines) + page[end:]


def _has(head: str, name: str) -> bool:
    return f'="{name}"' in head


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


def _tag(kind: str, name: str, value: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(value)}">\n'
