"""The preview of `mkdocs serve`: the site is opened, its pages are made when they are asked for, and changes are heard of."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable
from functools import partial
from http import HTTPStatus
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

from mkdocs_vault.hosts.mkdocs import host_seams
from mkdocs_vault.hosts.mkdocs.opened_vault import border_of
from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.hosts.mkdocs.preview.background_search import BackgroundSearch
from mkdocs_vault.hosts.mkdocs.preview.changes import Ground, Remedy
from mkdocs_vault.hosts.mkdocs.preview.reloading import Browsers
from mkdocs_vault.hosts.mkdocs.preview.server import PreviewServer
from mkdocs_vault.hosts.mkdocs.preview.shown_pages import ShownPage, digest_of, error_page, files_shown, message_of, recorded_warnings
from mkdocs_vault.hosts.mkdocs.preview.site_state import SiteState, VaultHost
from mkdocs_vault.hosts.mkdocs.preview.watching import Watcher
from mkdocs_vault.hosts.mkdocs.which_plugins import Need, needs_of_whole_builds

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.plugins.vault")

NOT_FOUND_PAGE = "404.html"
MOST_PAGES_KEPT = 50


class Preview:
    """One run of `mkdocs serve`. Whatever touches the site holds `lock`: MkDocs' pages and plugins know one page at a time.

    `version` counts the changes of the site. `state` is None where MkDocs builds the whole site, as it does without this preview.
    """

    def __init__(self, serve: dict[str, Any], host: VaultHost) -> None:
        """Take over what `mkdocs serve`, the module of that name, is about to call."""
        self.lock = RLock()
        self.browsers = Browsers()
        self.state: SiteState | None = None
        self.version = 0
        self.watcher = Watcher()
        self._host = host
        self._is_loaded = False
        self._failure: ShownPage | None = None
        self._is_misconfigured = False
        self._kept: dict[str, ShownPage] = {}
        self._search = BackgroundSearch(self, host)
        self._takeover = host_seams.ServeTakeover(serve, partial(PreviewServer, self), self.load)

    def end(self) -> None:
        """Leave nothing running, and give MkDocs its own back."""
        self._takeover.end()
        self.watcher.end()
        self._search.end()

    def load(self, config: MkDocsConfig, *, serve_url: str | None = None, dirty: bool = False) -> None:
        """What stands in the place of MkDocs' `build`: open the site with a configuration, or have MkDocs build all of it."""
        is_first, self._is_loaded = not self._is_loaded, True
        needs = needs_of_whole_builds(config)
        if not needs and (is_first or self.state):
            needs = self._open(config, serve_url, is_first=is_first)
            if not needs:
                return
        with self.lock:
            self.state, self._host.search.is_on_demand = None, False
        log.info(
            "The preview builds the whole site for every change, because of: %s", ", ".join(map(str, needs)) or "what was there before"
        )
        self._takeover.whole_build(config, serve_url=serve_url, dirty=dirty)

    def _open(self, config: MkDocsConfig, serve_url: str | None, *, is_first: bool) -> list[Need]:
        """Open the site, unless a plugin turns out to need it whole."""
        self._host.search.is_on_demand = True
        start = time.perf_counter()
        if is_first:
            self.watcher.watch([Path(config.docs_dir)])  # Already now, so that nothing is missed that changes after it was read.
        with self.lock:
            state = SiteState(config, self._host, serve_url)
            self._start(state, is_first=is_first)
            if state.needs:
                return state.needs
        log.info("Site opened in %.2f seconds; its pages are made when they are asked for", time.perf_counter() - start)
        self._search.site_changed()
        return []

    def _start(self, state: SiteState, *, is_first: bool) -> None:
        counter = CountHandler()
        counter.setLevel(logging.WARNING)
        logging.getLogger("mkdocs").addHandler(counter)
        try:
            with host_seams.build_errors_told(state.config):
                state.start()
                if state.needs:
                    return
                if state.config.strict and is_first:
                    self._read_all(state)
        finally:
            logging.getLogger("mkdocs").removeHandler(counter)
        if state.config.strict and is_first and (counts := counter.get_counts()):
            raise Abort(f"Aborted with {', '.join(f'{number} {level.lower()}s' for level, number in counts)} in strict mode!")
        self.state, self._failure = state, None
        self._kept.clear()

    def _read_all(self, state: SiteState) -> None:
        """Whoever wants every warning to end the run wants to hear them all before it begins."""
        for page in state.site.pages.values():
            state.read(page)
            state.forget_text(page)
        self._host.reporter.log()

    def ground(self, watched: Iterable[Path]) -> Ground:
        """Where the files of the site lie; `watched` is all that MkDocs and its plugins asked to watch."""
        assert self.state is not None  # noqa: S101 - asked only where pages are made on demand
        config = self.state.config
        docs = Path(config.docs_dir)
        return Ground(docs, border_of(config, self._host.config).root, frozenset(path for path in watched if path != docs))

    def change(self, paths: list[Path], remedy: Remedy, read_configuration: Callable[[], None]) -> None:
        """Bring the site up to date; what is wrong then is shown by every page until it is repaired."""
        with self.lock, recorded_warnings() as told:
            self._kept.clear()
            try:
                if remedy is Remedy.READ_CONFIGURATION or self._is_misconfigured or not self._is_applied(paths):
                    self._is_misconfigured = True
                    read_configuration()
                    self._is_misconfigured = False
                self._failure = None
            except (Exception, SystemExit) as error:  # noqa: BLE001 - other plugins raise whatever they like, MkDocs ends with SystemExit
                self._failure = error_page(error, "The site can't be opened.", told)
                log.error("The site can't be opened: %s", error)  # noqa: TRY400 - the browser shows where
            self.version += 1
        self.tell_browsers()
        self._search.site_changed()

    def _is_applied(self, paths: list[Path]) -> bool:
        """Bring the site up to date; False where it has to be built as a whole from now on."""
        if self.state is None:
            return True
        with host_seams.build_errors_told(self.state.config):
            self.state.apply(paths)
        return not self.state.needs

    def tell_browsers(self) -> None:
        """Have every browser that shows something else now load its page again."""
        for address, browsers in self.browsers.by_address().items():
            page = self.shown(address)
            for browser in browsers:
                browser.show(page)

    def has_page(self, address: str) -> bool:
        """Whether there is a page whose HTML file has this path on the site."""
        with self.lock:
            return self.state is not None and self.state.page(address) is not None

    def file(self, address: str) -> Path | bytes | None:
        """A file of the site that is no page: where it lies, or what it holds; None where there is none."""
        with self.lock:
            if self.state is None or self._failure:
                return None
            text = self.state.template(address)
            return text.encode() if text else self.state.file(address)

    def shown(self, address: str) -> ShownPage:
        """What there is to see of the page whose HTML file has this path on the site."""
        with self.lock:
            if self._failure or self.state is None:
                return self._failure or ShownPage(HTTPStatus.OK, "", "built as a whole")
            kept = self._kept.get(address)
            if kept is None:
                while len(self._kept) >= MOST_PAGES_KEPT:
                    self._kept.pop(next(iter(self._kept)))
                kept = self._kept[address] = self._made(address, self.state)
            return kept

    def _made(self, address: str, state: SiteState) -> ShownPage:
        try:
            page = state.page(address)
            if page is not None:
                return self._made_of(page, state)
            html = state.template(NOT_FOUND_PAGE) or "<!doctype html><title>404</title><h1>404 Not Found</h1>"
            return ShownPage(HTTPStatus.NOT_FOUND, html, digest_of(html, ()))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - as in `change`
            log.error("%s can't be made: %s", address, error)  # noqa: TRY400 - the browser shows where
            return error_page(error, "This page can't be made.")

    def _made_of(self, page: Page, state: SiteState) -> ShownPage:
        reporter = self._host.reporter
        reporter.taken()
        try:
            with recorded_warnings() as others:
                html = state.printed(page)
            new = [found for found in reporter.taken() if found not in frozenset(state.site.diagnostics)]
            reporter.log_these(new)
        finally:
            state.forget_text(page)
        note = page.note.path if isinstance(page, NotePage) else ""
        found = dict.fromkeys([*state.diagnostics_of(page), *new])
        messages = [message_of(reporter.printable(diagnostic), reporter.severity(diagnostic.code), note) for diagnostic in found]
        files = (state.file_shown(path) for path in files_shown(html, page.file.dest_uri))
        digest = digest_of(html, (file for file in files if file))
        self._search.page_shown()
        return ShownPage(HTTPStatus.OK, html, digest, (*messages, *others))


def take_over(serve: dict[str, Any], host: VaultHost) -> Preview | None:
    """The preview of the running `mkdocs serve`, if this MkDocs has what it needs; otherwise the site is built as a whole."""
    if misfit := host_seams.preview_misfit(serve):
        log.info("The preview builds the whole site for every change: it doesn't know this version of MkDocs (%s)", misfit)
        return None
    return Preview(serve, host)
