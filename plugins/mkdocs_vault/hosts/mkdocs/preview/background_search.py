"""The index of the search, made in the background: once the first page is out, and again when edits rest.

This is the one place where the preview makes an index. Pages are read one at a time, so that whoever asks for one doesn't wait.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from functools import partial
from threading import Condition, Thread
from typing import TYPE_CHECKING

from mkdocs_vault.hosts.mkdocs.host_seams import OtherSearch

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

    from mkdocs_vault.diagnostics import Diagnostic
    from mkdocs_vault.hosts.mkdocs.preview.preview import Preview
    from mkdocs_vault.hosts.mkdocs.preview.site_state import SiteState, VaultHost

log = logging.getLogger("mkdocs.plugins.vault")

SECONDS_OF_REST = 3.0
RESTS_FOR_A_RUN = 2.0
"""After a change, an index waits so many times as long as the last one took: whoever writes keeps the processor."""
SECONDS_BETWEEN_PAGES = 0.002
"""So that another thread which waits for the site gets it."""


class BackgroundSearch:
    """Makes an index whenever the site has changed and rests; of a site that nobody has looked at it makes none."""

    def __init__(self, preview: Preview, host: VaultHost) -> None:
        """Nothing is made before a page was shown."""
        self._preview = preview
        self._host = host
        self._condition = Condition()
        self._version = 0
        self._version_of_index = -1
        self._rest_begins = 0.0
        self._seconds_of_last_run = 0.0
        self._thread: Thread | None = None
        self._is_ended = False
        self._said: frozenset[Diagnostic] = frozenset()

    def site_changed(self) -> None:
        """The index, if there is one, is no longer that of the site."""
        with self._condition:
            self._version += 1
            self._rest_begins = time.monotonic() + max(SECONDS_OF_REST, RESTS_FOR_A_RUN * self._seconds_of_last_run)
            self._condition.notify_all()

    def page_shown(self) -> None:
        """Somebody looks at the site."""
        with self._condition:
            if self._thread is None and not self._is_ended:
                self._rest_begins = time.monotonic()
                self._thread = Thread(target=self._run, name="search in the background", daemon=True)
                self._thread.start()

    def end(self) -> None:
        """Make no index any more."""
        with self._condition:
            self._is_ended = True
            self._condition.notify_all()
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        while self._waits_for_rest():
            started, version = time.monotonic(), self._version
            try:
                self._make(version)
            except Exception as error:  # noqa: BLE001 - whatever keeps a page from being made is shown in its place
                log.debug("No index of the search: %s", error)
            self._version_of_index, self._seconds_of_last_run = version, time.monotonic() - started

    def _waits_for_rest(self) -> bool:
        """True once an index is due, False at the end."""
        with self._condition:
            while not self._is_ended:
                left = self._rest_begins - time.monotonic() if self._version != self._version_of_index else None
                if left is not None and left <= 0:
                    return True
                self._condition.wait(left)
        return False

    def _make(self, version: int) -> None:
        """Read all pages into an index, unless the site changes meanwhile."""
        state, lock = self._preview.state, self._preview.lock
        with lock:
            add, write = self._index_of(state) if state else (None, None)
        if state is None or add is None or write is None:
            return
        found: set[Diagnostic] = set()
        for page in list(state.site.pages.values()):
            if self._is_ended or self._version != version:
                return
            with lock:
                state.read(page)
                add(page)
                state.forget_text(page)
                found.update(self._host.reporter.taken())
            time.sleep(SECONDS_BETWEEN_PAGES)
        with lock:
            write()
            self._say(found - frozenset(state.site.diagnostics))

    def _index_of(self, state: SiteState) -> tuple[Callable[[Page], None] | None, Callable[[], None] | None]:
        """How a page gets into a new index, and how that one is written; nothing for a site without a search."""
        search = self._host.search
        if search.begin_again():
            return search.tell, search.end
        other = OtherSearch(state.config.plugins)
        if not search.is_elsewhere or not other.name:
            return None, None
        index = other.begin()

        def add(page: Page) -> None:
            search.prepare(page)
            other.add(index, page)

        return add, partial(other.write, index, state.config)

    def _say(self, found: set[Diagnostic]) -> None:
        """Log what only the reading of pages brings to light, but not again after every change."""
        self._host.reporter.log_these(sorted(found - self._said, key=lambda diagnostic: (diagnostic.position, diagnostic.code)))
        self._said = frozenset(found)
