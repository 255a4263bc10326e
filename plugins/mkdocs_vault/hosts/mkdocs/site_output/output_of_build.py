"""One build's output: over the site that is there, page by page, where that is safe; as MkDocs does it where it is not."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.build.site_record import SiteRecord
from mkdocs_vault.hosts.mkdocs.host_seams import OutputTakeover, event_methods
from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.hosts.mkdocs.search.known_documents import KnownDocuments
from mkdocs_vault.hosts.mkdocs.search.site_search import SiteSearch
from mkdocs_vault.hosts.mkdocs.site_output.page_inputs import navigation_digest, page_causes, page_inputs, page_place
from mkdocs_vault.hosts.mkdocs.site_output.shared_inputs import shared_inputs
from mkdocs_vault.hosts.mkdocs.site_output.written_site import WrittenSite
from mkdocs_vault.hosts.mkdocs.which_plugins import needs_of_whole_builds

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

LAST_RELEASE = "MKDOCS_VAULT_LAST_RELEASE"
"""The environment variable of a deployment, which builds into a new folder each time: the folder of the last release. It is empty where
there is none from which files may be taken."""

Around = Callable[["Page", "MkDocsConfig", "Navigation"], bytes]


class OutputOfBuild:
    """Stands between MkDocs and the site's folder, from before it is emptied until all is written."""

    def __init__(self, config: MkDocsConfig, cache: Path, search: SiteSearch, around: Around, page_done: Callable[[], None]) -> None:
        """From now on. `around` gives the digest of what a page prints of the site; `page_done` hears of each page."""
        site = config.site_dir
        self._pages_may_stay = not needs_of_whole_builds(config)
        release = os.environ.get(LAST_RELEASE)
        # Other plugins may change files once they are written: in a new folder none of them is one of an earlier build.
        earlier = site if release is None else (release if release and self._pages_may_stay else None)
        record = SiteRecord(cache / f"site-{_name_of(config, is_deployed=release is not None)}")
        self._site = WrittenSite(site, record, earlier, search.kept_folders)
        self._search = search
        self._around = around
        self._page_done = page_done
        self._record = record
        self._settings = self._shared = b""
        self._may_wait: bool | None = None
        self._takeover = OutputTakeover(self._site.write, self._site.copy, self._empty, self._read, self._page)

    def finish(self) -> None:
        """All is written."""
        self._takeover.end()
        self._site.finish()

    def give_up(self) -> None:
        """The build has failed."""
        self._takeover.end()
        self._site.give_up()

    def known_documents(self, config: MkDocsConfig) -> KnownDocuments | None:
        """What the search was told of the pages of the last build, where contents may wait; asked for once all pages are read."""
        return KnownDocuments(self._record, self._inputs_of_all(config)) if self._contents_may_wait(config) else None

    def _inputs_of_all(self, config: MkDocsConfig) -> bytes:
        self._settings = self._settings or shared_inputs(config)
        return self._settings

    def _empty(self, folder: str) -> None:
        if not self._site.stays:
            self._takeover.clean_directory(folder)

    def _read(self, page: Page, config: MkDocsConfig, files: Files, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Read a page. The content of a note is made when somebody asks for it, unless a plugin looks at all contents."""
        if isinstance(page, NotePage) and self._contents_may_wait(config):
            with page.own_content.waiting():
                self._takeover.populate_page(page, config, files, dirty)
        else:
            self._takeover.populate_page(page, config, files, dirty)

    def _contents_may_wait(self, config: MkDocsConfig) -> bool:
        if self._may_wait is None:
            sees_contents = any("page_content" in events for events in event_methods(config.plugins).values())
            self._may_wait = self._pages_may_stay and not sees_contents
        return self._may_wait

    def _page(  # noqa: PLR0913, PLR0917 - MkDocs' signature
        self,
        page: Page,
        config: MkDocsConfig,
        doc_files: list[File],
        nav: Navigation,
        env: Environment,
        dirty: bool = False,  # noqa: FBT001, FBT002 - as above
        excluded: bool = False,  # noqa: FBT001, FBT002 - as above
    ) -> None:
        """Print a page, unless it is there, printed from the same."""

        def print_it() -> None:
            self._takeover.build_page(page, config, doc_files, nav, env, dirty, excluded)

        try:
            if not self._pages_may_stay or excluded:
                print_it()
            elif not self._is_printed(page, self._place(page, config, doc_files, nav), print_it):
                self._search.tell_of_unprinted(page, config, nav)
        finally:
            if isinstance(page, NotePage):
                page.forget_printed()
            self._page_done()

    def _is_printed(self, page: Page, place: bytes, print_it: Callable[[], None]) -> bool:
        """Whether the page had to be printed, which is done then."""
        name, causes = page.file.dest_uri, page_causes(page, place)
        if self._site.keeps_page_from(name, causes):
            return False
        inputs = page_inputs(page, place)
        stays = self._site.keeps_page(name, inputs)
        if not stays:
            print_it()
            self._site.page_is_written(name, inputs)
        if isinstance(page, NotePage) and not page.has_told:  # What is wrong in its content would be told no more.
            self._site.page_comes_from(name, causes, page.written_beside)
        return not stays

    def _place(self, page: Page, config: MkDocsConfig, doc_files: list[File], nav: Navigation) -> bytes:
        if not self._shared:
            prints_all = (
                bool(config.theme.custom_dir) or "vault" not in config.plugins or config.plugins["vault"].config.navigation == "material"
            )
            self._shared = self._inputs_of_all(config) + navigation_digest(nav, doc_files, prints_all=prints_all)
        return page_place(page, self._shared, self._around(page, config, nav))


def _name_of(config: MkDocsConfig, *, is_deployed: bool) -> str:
    """A name for the record of the site in this folder; a deployment has one record, though its folders are always new."""
    place = f"deployed {config.config_file_path}" if is_deployed else os.path.realpath(config.site_dir)
    return blake2b(os.fsencode(place), digest_size=8).hexdigest()
