"""Mermaid, which Material draws diagrams with: a file of the site itself where a page has a diagram, so that no other host is asked."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files

from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.hosts.mkdocs.theme_abilities import can_draw_diagrams
from mkdocs_vault.note.body.diagrams import DIAGRAM

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

KEPT = Path(__file__).resolve().parent / "mermaid"
LIBRARY = KEPT / "mermaid-11.17.2.min.js.gz"
"""As its makers publish it, packed. Material 9 asks for version 11."""

ADDRESS = "assets/mermaid/mermaid.min.js"
"""Where diagrams.js looks for it. A file of the vault at this place wins, if the site publishes it."""

LICENCE_ADDRESS = "assets/mermaid/LICENSE.txt"


def add_diagram_library(files: Files, config: MkDocsConfig) -> None:
    """Add the library to the files of the site, once its pages are rendered, if one of them needs it and the site names none."""
    if files.get_file_from_path(ADDRESS) or _names_its_own(config) or not _has_diagram(files) or not can_draw_diagrams(config.theme):
        return
    for address in (ADDRESS, LICENCE_ADDRESS):
        files.append(File.generated(config, address, content=_content(address)))


def library_file(address: str, config: MkDocsConfig) -> bytes | None:
    """What lies at this address if a page of the site needs the library; None for all other addresses, and where the site names its own."""
    if address not in {ADDRESS, LICENCE_ADDRESS} or _names_its_own(config) or not can_draw_diagrams(config.theme):
        return None
    return _content(address)


def _content(address: str) -> bytes:
    if address == ADDRESS:
        return gzip.decompress(LIBRARY.read_bytes())
    return (KEPT / LICENCE_ADDRESS.rpartition("/")[2]).read_bytes()


def _has_diagram(files: Files) -> bool:
    return any(_shows_diagram(file.page) for file in files.documentation_pages() if file.page)


def _shows_diagram(page: Page) -> bool:
    """Of a note whose content nobody has asked for yet, its facts say so; what it embeds has a page of its own."""
    if isinstance(page, NotePage) and page.own_content.waits:
        return page.note.facts.has_diagram
    return DIAGRAM in (page.content or "")


def _names_its_own(config: MkDocsConfig) -> bool:
    return any("mermaid" in str(script).rpartition("/")[2] for script in config.extra_javascript)
