"""The site's search: an index made by Pagefind, and Material's search box to ask it; or Material's own plugin, told of aliases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.plugins import BasePlugin

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.hosts.mkdocs.generated_pages import GeneratedPage
from mkdocs_vault.hosts.mkdocs.interface_text import interface_text
from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.hosts.mkdocs.reporting import Reporter
from mkdocs_vault.hosts.mkdocs.search.documents import NOT_SEARCHED, search_document
from mkdocs_vault.hosts.mkdocs.search.index_files import ENTRY, Files, files_of_site
from mkdocs_vault.hosts.mkdocs.search.indexing import Indexing, indexing_program

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions

FOLDER = "assets/vault/search"
NAME_IN_TEMPLATES = "material/search"
LONGEST_SECONDS = 600.0
NOTHING_ELSE = "Nothing else of the site is missing."


class _BoxConfig(Config):
    enabled = Type(bool, default=True)


class SearchBox(BasePlugin[_BoxConfig]):
    """Stands where Material's header looks for its own search: with it there, the header has the button and the box."""


@dataclass(frozen=True)
class SearchValues:
    """What the template of the box prints, as `vault_search`."""

    text: Mapping[str, str]


@dataclass
class SiteSearch:
    """The search of one site, from build to build: while the site is being served, an index may still be made when the next one is due.

    `values` are there if the site has our search, `is_elsewhere` says that another plugin makes an index.
    """

    is_serving: bool = False
    is_dirty: bool = False
    values: SearchValues | None = None
    is_elsewhere: bool = False
    _site_language: str = "en"
    _place: str = "mkdocs.yml"
    _reporter: Reporter = field(default_factory=Reporter)
    _indexing: Indexing | None = None

    def begin(self, config: MkDocsConfig, options: VaultOptions) -> None:
        """Begin a build: stop an index that is still being made for the last one, and read the options."""
        self.cancel()
        self.values = None
        self.is_elsewhere = bool({"search", NAME_IN_TEMPLATES} & set(config.plugins))
        if options.search == "none" or self.is_elsewhere or config.theme.name != "material":
            return
        self._reporter = Reporter(options.diagnostics)
        self._place = Path(config.config_file_path or "mkdocs.yml").name
        program = indexing_program()
        if program is None:
            self._report("Pagefind has no program for this system, so the site has no search", "Set the option `search` to `none`.")
            return
        box = SearchBox()
        box.load_config({})
        config.plugins[NAME_IN_TEMPLATES] = box
        self._site_language = str(config.theme.get("language") or config.theme.get("locale") or "")
        self.values = SearchValues(interface_text(self._site_language, config.theme.dirs))
        hearer = _Writer(Path(config.site_dir) / FOLDER, self._report)
        self._indexing = Indexing(program, hearer, leaves_out=NOT_SEARCHED, in_background=self.is_serving)

    def start(self) -> None:
        """Start the program that makes the index; pages are added while they are built."""
        if self._indexing:
            self._indexing.start()

    def prepare(self, page: Page) -> None:
        """Where another plugin is about to make an index of a page, let it find the note by its other names."""
        if self.is_elsewhere:
            page.content = f"{_aliases(page)}{page.content or ''}"

    def add(self, page: Page) -> None:
        """Have a page found, or, where another plugin has seen to that, undo what `prepare` did for it."""
        if self.is_elsewhere:
            page.content = (page.content or "").removeprefix(_aliases(page))
        elif self._indexing and not isinstance(page, GeneratedPage):
            document = search_document(page, self._site_language)
            if document:
                self._indexing.add(page.url or "./", document)

    def finish(self, site: Path) -> None:
        """Write the index below the site's folder: now, or in the background while the site is being served."""
        indexing, folder = self._indexing, site / FOLDER
        if indexing is None:
            return
        if self.is_dirty and (folder / ENTRY).is_file():
            self.cancel()  # Only what changed was rendered: the index of the whole site is better.
            return
        indexing.finish()
        if not self.is_serving:
            self._wait_for(indexing)

    def cancel(self) -> None:
        """Stop the program if it runs; what it was making is not written."""
        if self._indexing:
            self._indexing.cancel()
        self._indexing = None

    def _wait_for(self, indexing: Indexing) -> None:
        if not indexing.has_ended(within_seconds=LONGEST_SECONDS):
            indexing.cancel()
            self._report(f"the search has no index: it was not done after {LONGEST_SECONDS:g} seconds", NOTHING_ELSE)

    def _report(self, message: str, guess: str) -> None:
        self._reporter.add([Diagnostic(DiagnosticCode.SEARCH_UNAVAILABLE, SourcePosition(self._place), message, guess=guess)])
        self._reporter.log()


@dataclass(frozen=True)
class _Writer:
    """Writes the files of an index to a folder; `report` hears why there are none."""

    folder: Path
    report: Callable[[str, str], None]

    def indexed(self, files: Files) -> None:
        """Write all files; nobody finds half an index, as that which names the others is the last."""
        for path, content in files_of_site(files).items():
            file = self.folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)

    def not_indexed(self, reason: str) -> None:
        """Report why the site has no index."""
        self.report(f"the search has no index: {reason}", NOTHING_ELSE)


def _aliases(page: Page) -> str:
    aliases = page.note.properties.aliases if isinstance(page, NotePage) else ()
    return f"<p>{escape(', '.join(aliases))}</p>" if aliases else ""
