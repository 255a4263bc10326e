"""One build's output: over the site that is there, page by page, where that is safe; as MkDocs does it where it is not."""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.build.site_record import SiteRecord
from mkdocs_vault.hosts.mkdocs.host_seams import OutputTakeover
from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.hosts.mkdocs.search.site_search import SiteSearch
from mkdocs_vault.hosts.mkdocs.site_output.page_inputs import navigation_digest, page_inputs
from mkdocs_vault.hosts.mkdocs.site_output.shared_inputs import shared_inputs
from mkdocs_vault.hosts.mkdocs.site_output.written_site import WrittenSite
from mkdocs_vault.hosts.mkdocs.which_plugins import needs_of_whole_builds

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File
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
        self._around = around
        self._page_done = page_done
        self._shared = b""
        self._takeover = OutputTakeover(self._site.write, self._site.copy, self._empty, self._page)

    def finish(self) -> None:
        """All is written."""
        self._takeover.end()
        self._site.finish()

    def give_up(self) -> None:
        """The build has failed."""
        self._takeover.end()
        self._site.give_up()

    def _empty(self, folder: str) -> None:
        if not self._site.stays:
            self._takeover.clean_directory(folder)

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
        try:
            inputs = self._inputs(page, config, doc_files, nav) if self._pages_may_stay and not excluded else b""
            name = page.file.dest_uri
            if inputs and self._site.keeps_page(name, inputs):
                return
            self._takeover.build_page(page, config, doc_files, nav, env, dirty, excluded)
            if inputs:
                self._site.page_is_written(name, inputs)
        finally:
            if isinstance(page, NotePage):
                page.forget_values()
            self._page_done()

    def _inputs(self, page: Page, config: MkDocsConfig, doc_files: list[File], nav: Navigation) -> bytes:
        if not self._shared:
            prints_all = (
                bool(config.theme.custom_dir) or "vault" not in config.plugins or config.plugins["vault"].config.navigation == "material"
            )
            self._shared = shared_inputs(config) + navigation_digest(nav, doc_files, prints_all=prints_all)
        return page_inputs(page, self._shared, self._around(page, config, nav))


def _name_of(config: MkDocsConfig, *, is_deployed: bool) -> str:
    """A name for the record of the site in this folder; a deployment has one record, though its folders are always new."""
    place = f"deployed {config.config_file_path}" if is_deployed else os.path.realpath(config.site_dir)
    return blake2b(os.fsencode(place), digest_size=8).hexdigest()
