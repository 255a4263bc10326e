"""The graph of one build: where notes stood in the build before, and the files that are written for the next one and for scripts."""

from __future__ import annotations

import os
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.hosts.mkdocs.routes import route_of, write_site_files
from mkdocs_vault.website.graph.earlier_layout import EarlierLayout, written
from mkdocs_vault.website.graph.site_graph import SiteGraph, WholeValues
from mkdocs_vault.website.site_files import SiteFile

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

    from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions

IS_DEPLOYED = "MKDOCS_VAULT_COMMIT"
"""`mkdocs-vault deploy` builds with this variable set: what such a build reads, it must not change."""


@dataclass
class GraphFiles:
    """Made before the site's folder is emptied, so that it can tell how the graph was before. `graph` is that of this build."""

    config: MkDocsConfig
    options: VaultOptions
    graph: SiteGraph | None = None
    _earlier: EarlierLayout = field(default_factory=EarlierLayout)
    _whole: Future[tuple[SiteFile, SiteFile] | None] | None = None

    def __post_init__(self) -> None:
        """Read where notes stood before."""
        if self.has_page:
            file = self._layout_file
            self._earlier = EarlierLayout.of_file(file) if file else EarlierLayout.of_site(Path(self.config.site_dir))

    @property
    def has_page(self) -> bool:
        """Whether the site has a page of the whole vault's graph."""
        return self.options.graph in {True, "page"}

    def whole(self, file: File) -> WholeValues | None:
        """What the page of this file prints, if it is that of the whole vault."""
        return self.graph.whole(route_of(file)) if self.graph else None

    def begin(self) -> None:
        """Find out where notes stand while pages are being printed: another processor has time for that."""
        if self.graph and self._whole is None:
            executor = ThreadPoolExecutor(1, thread_name_prefix="graph")
            self._whole = executor.submit(self.graph.whole_files, self._earlier)
            executor.shutdown(wait=False)

    def write(self) -> None:
        """Write the data that scripts fetch, and where notes stand now."""
        self.write_near()
        self.write_whole()

    def write_near(self) -> None:
        """Write the data of the graphs beside notes."""
        if self.graph:
            write_site_files(self.graph.near_files(), self.config.site_dir)

    def write_whole(self) -> None:
        """Write the data of the whole vault's graph, and where notes stand now."""
        self.begin()
        files = self._whole.result() if self._whole else None
        self._whole = None
        if files is None:
            return
        write_site_files(files, self.config.site_dir)
        if self._layout_file and IS_DEPLOYED not in os.environ:
            self._layout_file.parent.mkdir(parents=True, exist_ok=True)
            self._layout_file.write_text(written(*(content for _, content in files)), encoding="utf-8")

    @property
    def _layout_file(self) -> Path | None:
        if not self.options.graph_layout:
            return None
        return Path(self.config.config_file_path or "").resolve().parent / self.options.graph_layout
