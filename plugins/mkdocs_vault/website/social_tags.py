"""What other sites show of a note whose address they are given (Obsidian help, Social media link previews)."""

from __future__ import annotations

from html import escape
from urllib.parse import quote, urljoin, urlsplit

from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Attachment, Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.visibility import Vault
from mkdocs_vault.website.routes import SiteAddresses

KEPT_IN_ADDRESSES = "-._~:/?#@!$&'()*+,;=%"
"""What stays as it is in an address that is written into a page."""


def preview_image(note: Note, vault: Vault, index: LinkIndex) -> Attachment | str | None:
    """The image of a note: a file of the vault, an address of another site, or None where it names neither (a check says so)."""
    written = note.properties.image
    if not written:
        return None
    if _scheme(written) in {"http", "https"}:
        return quote(written, safe=KEPT_IN_ADDRESSES)
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


def with_social_tags(page: str, title: str, description: str, image: str) -> str:
    """The whole page with `og:` and `twitter:` tags in its head, but for those that the theme or another plugin wrote already."""
    if not description and not image:
        return page
    tags = {"og:title": title, "og:description": description, "og:image": image}
    lines = [_tag("property", name, value) for name, value in tags.items() if value and f'property="{name}"' not in page]
    if 'name="twitter:card"' not in page:
        lines.append(_tag("name", "twitter:card", "summary_large_image" if image else "summary"))
    return page.replace("</head>", "".join(lines) + "</head>", 1)


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme.lower()
    except ValueError:
        return ""


def _tag(kind: str, name: str, value: str) -> str:
    return f'<meta {kind}="{name}" content="{escape(value)}">\n'
