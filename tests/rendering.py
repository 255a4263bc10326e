"""Notes rendered as the site would show them, without a site: for tests of syntax and rendering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from posixpath import dirname, relpath
from urllib.parse import quote

from mkdocs_vault.diagnostics import Diagnostic
from mkdocs_vault.note.compiled import CompileOptions
from mkdocs_vault.vault.checks import check_note, with_guess
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import VaultFile, diagnostics_of
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.stamps import check_stamps_of
from mkdocs_vault.vault.video_lengths import VideoLengths
from mkdocs_vault.website.filling.page import FilledNote, fill_note
from mkdocs_vault.website.interface_text import interface_text
from mkdocs_vault.website.site import Site
from vault.small_vaults import compiled_notes, public

INTERFACE_TEXTS = Path(__file__).parents[1] / "overrides"


class FileAddresses:
    """Every file keeps its own path as its address, so that expectations read like the vault."""

    def address(self, file: VaultFile, page: VaultPath) -> str:
        """The way from one file of the vault to another."""
        return quote(relpath(file.path, dirname(page) or "."))

    def tag_address(self, name: str, page: VaultPath) -> str:
        del name, page
        return ""


@dataclass(frozen=True)
class RenderedPage:
    """The page of one note, and all that was wrong with it, in the order of the text."""

    note: FilledNote
    diagnostics: tuple[Diagnostic, ...]

    @property
    def html(self) -> str:
        """The content of the page."""
        return self.note.html


def site_of(files: Mapping[str, str | bytes], *, strict_line_breaks: bool = False) -> Site:
    """The site of a vault of these files."""
    compiled = compiled_notes(CompileOptions(strict_line_breaks=strict_line_breaks, heading_links=False))
    vault = public(dict(files), compiler=compiled)
    return Site(vault, LinkIndex(vault), VideoLengths(vault.notes), FileAddresses(), compiled, interface_text("en", [INTERFACE_TEXTS]))


def rendered(files: Mapping[str, str | bytes], path: str = "Main.md", *, strict_line_breaks: bool = False) -> RenderedPage:
    """The page of one note of a vault of these files."""
    site = site_of(files, strict_line_breaks=strict_line_breaks)
    note = site.vault.notes[VaultPath(path)]
    page = fill_note(note, site)
    of_note = diagnostics_of(note.path, note.facts.problems)
    of_links = (with_guess(diagnostic, site.index) for diagnostic in check_note(note, site.index))
    of_stamps = check_stamps_of(note, site.lengths)
    return RenderedPage(page, tuple(_in_order([*of_note, *page.diagnostics, *of_links, *of_stamps])))


def html_of(text: str, **files: str) -> str:
    """The page of one note; other notes are given as `name="text"`."""
    others = {f"{name}.md": content for name, content in files.items()}
    return rendered({"Main.md": text, **others}).html


def _in_order(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    return iter(sorted(diagnostics, key=lambda found: found.position))
