"""The site as the vault is now: its pages and files, opened without printing one, and opened again when something has changed.

All that the preview knows of the vault's insides stands here.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urljoin

from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from mkdocs_vault.diagnostics import Diagnostic
from mkdocs_vault.hosts.mkdocs import host_seams
from mkdocs_vault.hosts.mkdocs.diagram_library import library_file
from mkdocs_vault.hosts.mkdocs.generated_pages import GeneratedPage
from mkdocs_vault.hosts.mkdocs.opened_vault import KnownVault, border_of
from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.hosts.mkdocs.picture_files import as_published
from mkdocs_vault.hosts.mkdocs.preview.changed_notes import ChangedNote, changed_note, put_in_place
from mkdocs_vault.hosts.mkdocs.tags_plugin import begin_collecting, collect_tags
from mkdocs_vault.hosts.mkdocs.use_by_the_site import NAMES_FILES
from mkdocs_vault.hosts.mkdocs.which_plugins import WRITES_FILES_OF_ITS_OWN, Need, needs_once_opened, plain_name
from mkdocs_vault.vault.history import newest_commit
from mkdocs_vault.vault.loading import LFS_POINTER_BYTES, NAMES_NOTES
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.website.graph.graph_data import FOLDER as GRAPH_FOLDER
from mkdocs_vault.website.graph.graph_data import NAMES, WHOLE
from mkdocs_vault.website.navigation.name_shards import FOLDER as NAMES_FOLDER
from mkdocs_vault.website.navigation.sidebar_data import FOLDER as SIDEBAR_FOLDER
from mkdocs_vault.website.site_indexes import NoteDates

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

    from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions
    from mkdocs_vault.hosts.mkdocs.graph_files import GraphFiles
    from mkdocs_vault.hosts.mkdocs.navigation.site_navigation import SiteNavigation
    from mkdocs_vault.hosts.mkdocs.reporting import Reporter
    from mkdocs_vault.hosts.mkdocs.search.site_search import SiteSearch

log = logging.getLogger("mkdocs.plugins.vault")


class VaultHost(Protocol):
    """The plugin, as the preview sees it: what it holds of the site that its events have opened."""

    config: VaultOptions
    known: KnownVault
    reporter: Reporter
    navigation: SiteNavigation
    graph: GraphFiles
    search: SiteSearch


@dataclass(frozen=True)
class OpenedSite:
    """One opening of the site: MkDocs' files and navigation. `documents` are the files of all pages."""

    files: Files
    nav: Navigation
    documents: list[File]
    diagnostics: tuple[Diagnostic, ...]

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every page by the path of its HTML file on the site."""
        return {file.dest_uri: file.page for file in self.documents if file.page}

    @cached_property
    def others(self) -> Mapping[str, File]:
        """Every file that is copied to the site, by its path there."""
        return {file.dest_uri: file for file in self.files if not file.is_documentation_page()}

    @cached_property
    def sources(self) -> Mapping[Path, File]:
        """Every file by where it lies."""
        return {Path(file.abs_src_path): file for file in self.files if file.abs_src_path}


class SiteState:
    """A site between two changes. `config` is read and validated; nothing is opened before `start`.

    Where `needs` names plugins, a note asks them for what only a build of the whole site can give, and no page must be made here.
    """

    def __init__(self, config: MkDocsConfig, host: VaultHost, serve_url: str | None) -> None:
        """`serve_url` is where drafts are shown; None shows none."""
        self.config = config
        self.serve_url = serve_url
        self.site: OpenedSite
        self.needs: list[Need] = []
        self._host = host
        self._env: Environment
        self._theme_files: tuple[File, ...]
        self._written: set[str] = set()
        self._must_open_again = False
        self._commit: str | None = None

    def start(self) -> None:
        """Open the site for the first time with this configuration."""
        self.config = self.config.plugins.on_config(self.config)
        self._theme_files = host_seams.theme_files(self.config.theme.get_env(), self.config)
        self.site = self._opened()
        if not self.needs:
            self._host.reporter.log_these(self.site.diagnostics)
            self._tell_of_drafts()

    def apply(self, changed: Iterable[Path]) -> None:
        """Bring the site up to date after files of `docs_dir` have changed, and log what is wrong since then."""
        border = border_of(self.config, self._host.config)
        paths = [path for path in changed if path in self.site.sources or path.exists()]
        in_vault = [path for path in paths if path.is_relative_to(border.root)]
        self._host.known.notes.forget(VaultPath(path.relative_to(border.root).as_posix()) for path in in_vault)
        before = frozenset(self.site.diagnostics)
        changes = None if self._must_open_again else self._changes_of_text(paths, border.root)
        if changes is None:
            self._must_open_again = True
            self._open_again()
            self._must_open_again = False
        else:
            self._take_history(self._dates())
            self._host.reporter.add(put_in_place(changes, before))
            self.site = replace(self.site, diagnostics=tuple(self._host.reporter.taken()))
            self._written.clear()
            self._take_tags(change.page for change in changes)
        if not self.needs:
            self._host.reporter.log_these(diagnostic for diagnostic in self.site.diagnostics if diagnostic not in before)

    def _changes_of_text(self, paths: Iterable[Path], vault_root: Path) -> list[ChangedNote] | None:
        """The notes that have changed, if nothing else has but the bytes of attachments; None where the site has to be opened again."""
        changes = []
        for path in paths:
            file = self.site.sources.get(path)
            if file is None or not path.is_file():
                return None
            if isinstance(file.page, NotePage):
                change = changed_note(path, file.page, vault_root)
                if change is None:
                    return None
                changes.append(change)
            elif (
                file.is_documentation_page() or path.suffix.lower() in NAMES_NOTES | NAMES_FILES or path.stat().st_size in LFS_POINTER_BYTES
            ):
                return None
        return changes

    def _open_again(self) -> None:
        earlier = self._dates()
        self.site = self._opened()
        self._take_history(earlier)

    def _take_history(self, earlier: NoteDates | None) -> None:
        """Ask git again only where there is another commit."""
        if not self._host.config.git_dates or not (later := self._dates()):
            return
        commit = newest_commit(border_of(self.config, self._host.config).root)
        later.take_history(earlier if commit == self._commit else None)
        self._commit = commit

    def _dates(self) -> NoteDates | None:
        pages = (page for page in self.site.pages.values() if isinstance(page, NotePage))
        return next((page.site.notes.surroundings.dates for page in pages), None)

    def page(self, address: str) -> Page | None:
        """The page whose HTML file has this path on the site."""
        return self.site.pages.get(address)

    def printed(self, page: Page) -> str:
        """The page as a build would write it, made now; empty where nothing is printed. What it comes across stays with the reporter."""
        file = Path(page.file.abs_dest_path)
        file.unlink(missing_ok=True)
        self.read(page)
        host_seams.write_page(page, self.config, self.site.documents, self.site.nav, self._env)
        page.validate_anchor_links(files=self.site.files, log_level=self.config.validation.links.anchors)
        return _taken(file)

    def read(self, page: Page) -> None:
        """Read and render a page. Another plugin may have had its own text for a note when it was read before."""
        if isinstance(page, NotePage):
            _take_newest(page)
        host_seams.read_page(page, self.config, self.site.files)

    def forget_text(self, page: Page) -> None:
        """Let go of what was rendered: ten thousand pages that somebody has looked at need no more memory than one."""
        if isinstance(page, NotePage | GeneratedPage):
            page.content = page.markdown = None

    def template(self, name: str) -> str | None:
        """A template that is no page, such as `404.html`, printed now; None where the site has none of that name."""
        is_packed = name == "sitemap.xml.gz"
        printed = "sitemap.xml" if is_packed else name
        if printed not in {*self.config.theme.static_templates, *self.config.extra_templates}:
            return None
        host_seams.write_template(printed, self.config, self.site.files, self.site.nav, self._env)
        return "" if is_packed else _taken(Path(self.config.site_dir, name))

    def file(self, address: str) -> Path | bytes | None:
        """Any other file of the site: one that lies somewhere, one that is made now, or None."""
        if file := self.site.others.get(address):
            return as_published(file)
        self._write_data_for(address)
        written = Path(self.config.site_dir, address)
        return written if written.is_file() else library_file(address, self.config)

    def file_shown(self, address: str) -> str | None:
        """Where a file of the site's own lies that a page may show; None for those of the theme and for what isn't there."""
        file = self.site.others.get(address)
        return file.abs_src_path if file and file.src_dir == self.config.docs_dir else None

    def diagnostics_of(self, page: Page) -> list[Diagnostic]:
        """What is wrong in the note of a page, as far as it is known before the page is made."""
        path = page.note.path if isinstance(page, NotePage) else None
        return [diagnostic for diagnostic in self.site.diagnostics if diagnostic.position.path == path]

    def _opened(self) -> OpenedSite:
        """MkDocs' own order of events, from `on_pre_build` to `on_env`, without printing a page."""
        config = self.config
        config.plugins.on_pre_build(config=config)
        files = host_seams.source_files(config)
        for file in self._theme_files:
            if files.get_file_from_path(file.src_uri) is None:
                files.append(file)
        files = config.plugins.on_files(files, config=config)
        nav = config.plugins.on_nav(host_seams.navigation_of(files, config), config=config, files=files)
        documents = list(files.documentation_pages(inclusion=self._is_shown))
        begin_collecting(config)
        self._read_what_others_show(documents, files)
        self._take_tags((file.page for file in documents), files)
        self._written = set()
        own = (name for name in config.plugins if plain_name(name) in WRITES_FILES_OF_ITS_OWN)
        host_seams.run_event_of(config.plugins, "post_build", list(own), config=config)
        env = config.theme.get_env()
        self._env = (env if self.needs else config.plugins.on_env(env, config=config, files=files)) or env
        self._host.known.cache.flush()
        return OpenedSite(files, nav, documents, tuple(self._host.reporter.taken()))

    def _take_tags(self, pages: Iterable[Page | None], files: Files | None = None) -> None:
        """Have the plugin `tags` know the tags of notes, whose pages are read only when they are asked for."""
        notes = [page for page in pages if isinstance(page, NotePage)]
        for page in notes:
            _take_newest(page)
        collect_tags(notes, self.config, files or self.site.files)
        self.needs = needs_once_opened(self.config)

    def _is_shown(self, inclusion: InclusionLevel) -> bool:
        return bool(inclusion.is_in_serve() if self.serve_url else inclusion.is_included())

    def _read_what_others_show(self, documents: Iterable[File], files: Files) -> None:
        """Pages that are MkDocs' own have no title before they are read, and other pages show it; notes have theirs already."""
        for file in documents:
            page = file.page or Page(None, file, self.config)
            if isinstance(page, GeneratedPage):
                page.read_source(self.config)
            elif not isinstance(page, NotePage):
                host_seams.read_page(page, self.config, files)

    def _write_data_for(self, address: str) -> None:
        """Have the data that scripts fetch, if this address is some of it, lie in the site's folder, as the vault is now."""
        for name, belongs, write in self._data():
            if belongs(address) and name not in self._written:
                self._written.add(name)
                write()

    def _data(self) -> Iterator[tuple[str, Callable[[str], bool], Callable[[], None]]]:
        yield "whole", {WHOLE, NAMES}.__contains__, self._host.graph.write_whole
        yield "near", lambda address: address.startswith(f"{GRAPH_FOLDER}/near-"), self._host.graph.write_near
        yield "navigation", lambda address: address.startswith((f"{NAMES_FOLDER}/", f"{SIDEBAR_FOLDER}/")), self._write_navigation

    def _write_navigation(self) -> None:
        self._host.navigation.values_anywhere(self.site.nav, "/")  # Its sidebar is made when the first page asks for it.
        self._host.navigation.write()

    def _tell_of_drafts(self) -> None:
        drafts = [file.url for file in self.site.documents if file.inclusion.is_excluded()]
        if drafts and self.serve_url:
            shown = "\n  - ".join(urljoin(self.serve_url, url) for url in drafts)
            log.info("These pages are shown only in the preview; `mkdocs build` leaves them out (`draft_docs`):\n  - %s", shown)


def _take_newest(page: NotePage) -> None:
    page.take(page.site.vault_site.vault.notes[page.note.path])


def _taken(file: Path) -> str:
    """The text of a file, which doesn't stay: it would be found when the page is gone."""
    if not file.is_file():
        return ""
    text = file.read_bytes().decode("utf-8")
    file.unlink()
    return text
