"""MkDocs' pages as other sites show them."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING

from mkdocs_vault.hosts.mkdocs.generated_pages import GeneratedPage
from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.website.routes import INDEX
from mkdocs_vault.website.social_tags import SharedPage, image_address, preview_image

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page


def shared_page(page: Page, config: MkDocsConfig) -> SharedPage | None:
    """What other sites show of a page that the plugin makes; None for all others."""
    address = page.canonical_url or ""
    is_home = page.file.dest_uri == INDEX
    match page:
        case NotePage():
            return SharedPage(
                page.note.title,
                unescape(str(page.meta.get("description") or config.site_description or "")),
                address,
                _image(page, config),
                is_article=not is_home,
            )
        case GeneratedPage():
            return SharedPage(page.values.title, config.site_description or "", address, is_article=False)
        case _:
            return None


def _image(page: NotePage, config: MkDocsConfig) -> str:
    site = page.site.vault_site
    image = preview_image(page.note, site.vault, site.index)
    return image_address(image, page.note, page.site.notes.addresses, config.site_url) if image else ""
