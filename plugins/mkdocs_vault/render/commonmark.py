"""CommonMark and nothing else: what remains of the renderer when Obsidian's own syntax is switched off."""

from __future__ import annotations

from mkdocs_vault.render.context import Context, Page, RenderSite
from mkdocs_vault.render.html import blocks
from mkdocs_vault.syntax.parse import parse
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Note, VaultFile
from mkdocs_vault.vault.obsidian_settings import ObsidianSettings
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.properties import Properties
from mkdocs_vault.vault.visibility import Vault


class _NoAddresses:
    """There is no vault, so nothing has an address."""

    def address(self, file: VaultFile, page: VaultPath) -> str:
        """Nothing."""
        del file, page
        return ""

    def tag_address(self, name: str, page: VaultPath) -> str:
        """Tags have no pages here."""
        del name, page
        return ""


def to_html(text: str) -> str:
    """The HTML that the CommonMark specification asks for: links as written, raw HTML untouched, soft breaks invisible."""
    note = Note(VaultPath("text.md"), text, Properties(), "")
    vault = Vault({}, {}, {}, ObsidianSettings())
    site = RenderSite(vault, LinkIndex(vault), _NoAddresses(), strict_line_breaks=True, heading_links=False)
    document = parse(text, obsidian=False)
    return blocks(document.blocks, Context(Page(site, note, is_plain_commonmark=True), note, document, anchors={}))
