"""The site's search: an index made by Pagefind, and Material's search box to ask it; or Material's own plugin, told of aliases."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.plugins import BasePlugin

from mkdocs_vault.build.search_index.document_spool import DocumentSpool
from mkdocs_vault.build.search_index.index_files import ENTRY
from mkdocs_vault.build.search_index.index_folder import IndexFolder
from mkdocs_vault.build.search_index.pagefind_index import pagefind_maker
from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.hosts.mkdocs.generated_pages import GeneratedPage
from mkdocs_vault.hosts.mkdocs.host_seams import run_event_of
from mkdocs_vault.hosts.mkdocs.interface_text import interface_text
from mkdocs_vault.hosts.mkdocs.languages import site_language
from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.hosts.mkdocs.reporting import Reporter
from mkdocs_vault.hosts.mkdocs.search.documents import is_searched, language_of, search_document
from mkdocs_vault.hosts.mkdocs.search.known_documents import KnownDocuments
from mkdocs_vault.hosts.mkdocs.theme_abilities import search_plugin_name
from mkdocs_vault.website.search.port import Files, IndexInMaking, IndexMaker, Searchable

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

    from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions

FOLDER = "assets/vault/search"
LONGEST_SECONDS = 600.0
BETWEEN_SIGNS_SECONDS = 0.5
"""So often whoever waits for the index hears that it still is so."""
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

    `values` are there if the site has our search, `is_elsewhere` says that another plugin makes an index. `is_on_demand` says that pages
    are made when they are asked for: then whoever makes them begins an index and tells it of pages, and the build itself makes none.
    """

    is_serving: bool = False
    is_dirty: bool = False
    is_on_demand: bool = False
    values: SearchValues | None = None
    is_elsewhere: bool = False
    _site_language: str = "en"
    _place: str = "mkdocs.yml"
    _reporter: Reporter = field(default_factory=Reporter)
    _folder: Path = field(default_factory=Path)
    _maker: IndexMaker | None = None
    _index: IndexInMaking | None = None
    _spool: DocumentSpool | None = None

    def begin(self, config: MkDocsConfig, options: VaultOptions, *, cache: Path | None = None) -> None:
        """Another build: the index of the last one is no longer needed. `cache` is a folder for parts that can be used again."""
        self.cancel()
        self.values = self._maker = None
        self._folder = Path(config.site_dir) / FOLDER
        name_in_templates = search_plugin_name(config.theme)
        self.is_elsewhere = bool({"search", name_in_templates} & set(config.plugins))
        if options.search == "none" or self.is_elsewhere or not name_in_templates:
            return
        self._reporter = Reporter(options.diagnostics)
        self._place = Path(config.config_file_path or "mkdocs.yml").name
        self._maker = pagefind_maker(cache)
        if self._maker is None:
            self._report("Pagefind has no program for this system, so the site has no search", "Set the option `search` to `none`.")
            return
        box = SearchBox()
        box.load_config({})
        config.plugins[name_in_templates] = box
        self._site_language = site_language(config)
        self.values = SearchValues(interface_text(self._site_language, config.theme.dirs))

    @property
    def kept_folders(self) -> tuple[str, ...]:
        """The folder of the site, with `/` at its end, in which the index itself removes what is left over; none where there is none."""
        return (f"{FOLDER}/",) if self._maker else ()

    def make(self, pages: Iterable[Page], known: KnownDocuments | None) -> None:
        """Have an index of rendered pages made in the site's folder, while the site is being built; `known` are those of the last build."""
        if self.is_on_demand:
            return
        if self.is_dirty and (self._folder / ENTRY).is_file():
            return  # Only what changed was rendered: the index of the whole site is better.
        if self.begin_again():
            for page in pages:
                self.tell(page, known)
            self.end()

    def begin_again(self) -> bool:
        """Begin an index of the site as it is now, in place of one that may still be made; False if the site has none of ours."""
        self.cancel()
        if self._maker is None:
            return False
        self._spool = DocumentSpool()
        self._index = self._maker.begin(_Receiver(IndexFolder(self._folder), self._spool, self._report))
        return True

    def tell(self, page: Page, known: KnownDocuments | None = None) -> None:
        """Put a rendered page into the index that was begun."""
        spool, language = self._spool, self._site_language
        if self._index is None or spool is None or isinstance(page, GeneratedPage) or not is_searched(page):
            return

        def make() -> Searchable:
            return spool.keep(search_document(page, language))

        self._index.add(known.document(page, language_of(page, language), make) if known else make())

    def end(self) -> None:
        """That was the last page: the index is made in the background."""
        if self._index:
            self._index.finish()

    def prepare(self, page: Page) -> None:
        """Where another plugin is about to make an index of a page, let it find the note by its other names."""
        if self.is_elsewhere:
            page.content = f"{_aliases(page)}{page.content or ''}"

    def restore(self, page: Page) -> None:
        """Where another plugin has made an index of a page, undo what `prepare` did for it."""
        if self.is_elsewhere:
            page.content = (page.content or "").removeprefix(_aliases(page))

    def tell_of_unprinted(self, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """Where another plugin makes an index of the pages that are printed, tell it of one that stays as it is."""
        if self.is_elsewhere:
            names = [name for name, plugin in config.plugins.items() if hasattr(plugin, "search_index")]
            self.prepare(page)
            run_event_of(config.plugins, "page_context", names, context={}, page=page, config=config, nav=nav)
            self.restore(page)

    def finish(self, waiting: Callable[[], None]) -> None:
        """Wait for the index, unless the site is being served; `waiting` is called while it lasts."""
        if self._index is None or self.is_serving:
            return
        end = monotonic() + LONGEST_SECONDS
        while not self._index.has_ended(within_seconds=min(BETWEEN_SIGNS_SECONDS, LONGEST_SECONDS)):
            waiting()
            if monotonic() >= end:
                self.cancel()
                self._report(f"the search has no index: it was not done after {LONGEST_SECONDS:g} seconds", NOTHING_ELSE)
                return

    def cancel(self) -> None:
        """Stop what is going on."""
        if self._index:
            self._index.cancel()
        if self._spool:
            self._spool.close()
        self._index = self._spool = None

    def _report(self, message: str, guess: str) -> None:
        self._reporter.add([Diagnostic(DiagnosticCode.SEARCH_UNAVAILABLE, SourcePosition(self._place), message, guess=guess)])
        self._reporter.log()


@dataclass(frozen=True)
class _Receiver:
    """Has the files of an index written to a folder; `report` hears why there are none. In the end documents are no longer needed."""

    folder: IndexFolder
    spool: DocumentSpool
    report: Callable[[str, str], None]

    def receive(self, files: Files) -> None:
        """Write them."""
        self.folder.receive(files)

    def complete(self, paths: Collection[str]) -> None:
        """Remove what an earlier index has left."""
        self.folder.complete(paths)
        self.spool.close()

    def unavailable(self, reason: str) -> None:
        """Say so."""
        self.spool.close()
        self.report(f"the search has no index: {reason}", NOTHING_ELSE)


def _aliases(page: Page) -> str:
    aliases = page.note.properties.aliases if isinstance(page, NotePage) else ()
    return f"<p>{escape(', '.join(aliases))}</p>" if aliases else ""
