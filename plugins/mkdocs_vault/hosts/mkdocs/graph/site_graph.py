"""One build's graph: what the pages print of it, its own page, and the data that scripts draw it from."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.utils import get_relative_url

from mkdocs_vault.hosts.mkdocs.graph.earlier_layout import EarlierLayout, written
from mkdocs_vault.hosts.mkdocs.graph.graph_data import MOST_NEIGHBOURS, NAMES, WHOLE, GraphData, bucket_count, frequent_tags
from mkdocs_vault.hosts.mkdocs.navigation.name_shards import bucket_of
from mkdocs_vault.hosts.mkdocs.page_meta import escaped
from mkdocs_vault.vault.graph_layout import layout
from mkdocs_vault.vault.natural_order import natural_key
from mkdocs_vault.vault.note_graph import NoteGraph, coloured_folders, note_graph

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File

    from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions
    from mkdocs_vault.hosts.mkdocs.generated_pages import GeneratedPages
    from mkdocs_vault.hosts.mkdocs.opened_vault import OpenedVault
    from mkdocs_vault.vault.links import LinkIndex
    from mkdocs_vault.vault.notes import Note
    from mkdocs_vault.vault.paths import VaultPath

PATH = "graph"
MOST_LINKED = 30
MOST_FOLDERS = 150
"""That the graph can be filtered by."""
IS_DEPLOYED = "MKDOCS_VAULT_COMMIT"
"""`mkdocs-vault deploy` builds with this variable set: what such a build reads, it must not change."""


@dataclass(frozen=True)
class GraphLink:
    """A note by its title, its address as seen from the page, and how many notes it is linked with."""

    title: str
    address: str
    links: int


@dataclass(frozen=True)
class NearValues:
    """What a note's page prints: its address on the site, the number of its data's bucket; `page` is the graph page's address, if any."""

    note: str
    bucket: int
    depth: int
    page: str
    links: tuple[GraphLink, ...]
    total: int


@dataclass(frozen=True)
class WholeValues:
    """What the page of the whole vault's graph prints. `folders` have their paths with `/` at the end, `colours` those with their own."""

    notes: int
    links: int
    most: tuple[GraphLink, ...]
    folders: tuple[str, ...]
    colours: tuple[str, ...]
    tags: tuple[str, ...]
    text: Mapping[str, str]


@dataclass
class SiteGraph:
    """The graph of one build. Made in `on_config`: MkDocs empties the site's folder later, and with it the layout of the earlier build."""

    config: MkDocsConfig
    options: VaultOptions
    page_file: File | None = None
    _graph: NoteGraph | None = None
    _files: Mapping[VaultPath, File] = field(default_factory=dict)
    _text: Mapping[str, str] = field(default_factory=dict)
    _earlier: EarlierLayout = field(default_factory=EarlierLayout)

    def __post_init__(self) -> None:
        """Read the earlier layout, from the file that the options name or from the site as it was built before."""
        if self.options.graph in {True, "page"}:
            file = self._layout_file
            self._earlier = EarlierLayout.of_file(file) if file else EarlierLayout.of_site(Path(self.config.site_dir))

    def add(self, opened: OpenedVault, index: LinkIndex, pages: GeneratedPages, text: Mapping[str, str]) -> None:
        """Learn the notes and their links, and add the page of the whole vault; a vault without notes has no graph."""
        if self.options.graph is False or not opened.vault.notes:
            return
        self._graph = note_graph(opened.vault, index)
        self._files = {note.path: file for note, file in opened.note_files()}
        self._text = text
        if self.options.graph in {True, "page"}:
            self.page_file = pages.reserve(pages.page_address(PATH), pages.page_address(f"{PATH}-of-notes"))
            page = pages.add(self.page_file, str(text["graph_title"]), lambda _: "")
            page.meta_of_its_own = {"hide": ["toc"]}

    def near(self, path: VaultPath) -> NearValues | None:
        """What the page of a note prints; nothing for a note without links."""
        graph = self._graph
        if graph is None or self.options.graph == "page" or not graph.neighbours.get(path):
            return None
        url = self._files[path].url
        neighbours = graph.neighbours[path]
        page = get_relative_url(self.page_file.url, url) if self.page_file else ""
        links = tuple(self._link(other, url) for other in neighbours[:MOST_NEIGHBOURS])
        return NearValues(url, bucket_of(url, bucket_count(len(graph.notes))), self.options.graph_depth, page, links, len(neighbours))

    def whole(self, file: File) -> WholeValues | None:
        """What the page of this file prints, if it is that of the whole vault."""
        graph = self._graph
        if graph is None or file is not self.page_file:
            return None
        most = sorted(graph.notes, key=lambda note: (-len(graph.neighbours[note.path]), natural_key(note.title), note.path))
        folders = Counter(note.path.parent for note in graph.notes if note.path.parent)
        largest = sorted(folders, key=lambda folder: (-folders[folder], folder))[:MOST_FOLDERS]
        return WholeValues(
            notes=len(graph.notes),
            links=len(self._pairs),
            most=tuple(self._link(note.path, file.url) for note in most[:MOST_LINKED] if graph.neighbours[note.path]),
            folders=tuple(escaped(f"{folder}/") for folder in sorted({*largest, *coloured_folders(graph.notes)}, key=natural_key)),
            colours=tuple(escaped(folder) for folder in coloured_folders(graph.notes)),
            tags=tuple(escaped(branch.full_name) for branch in frequent_tags(graph.notes)),
            text=self._text,
        )

    def write(self) -> None:
        """Write the data that scripts fetch; a note beside others that keep their places is put where there is room."""
        if self._graph is None:
            return
        site = Path(self.config.site_dir)
        (site / WHOLE).parent.mkdir(parents=True, exist_ok=True)
        addresses = [self._files[note.path].url for note in self._graph.notes]
        data = GraphData(self._graph, addresses)
        if self.options.graph != "page":
            for path, content in data.near():
                (site / path).write_text(content, encoding="utf-8")
        if self.page_file:
            groups = [note.path.parent for note in self._graph.notes]
            places = layout(addresses, groups, self._pairs, self._earlier.kept(addresses, self._pairs))
            whole, names = data.whole(places), data.names()
            (site / WHOLE).write_text(whole, encoding="utf-8")
            (site / NAMES).write_text(names, encoding="utf-8")
            if self._layout_file and IS_DEPLOYED not in os.environ:
                self._layout_file.parent.mkdir(parents=True, exist_ok=True)
                self._layout_file.write_text(written(whole, names), encoding="utf-8")

    @cached_property
    def _pairs(self) -> list[tuple[int, int]]:
        return self._graph.pairs() if self._graph else []

    @property
    def _layout_file(self) -> Path | None:
        if not self.options.graph_layout:
            return None
        return Path(self.config.config_file_path or "").resolve().parent / self.options.graph_layout

    def _link(self, path: VaultPath, page_url: str) -> GraphLink:
        assert self._graph is not None  # noqa: S101 - nobody asks before
        note = self._vault_notes[path]
        return GraphLink(escaped(note.title), get_relative_url(self._files[path].url, page_url), len(self._graph.neighbours[path]))

    @cached_property
    def _vault_notes(self) -> Mapping[VaultPath, Note]:
        return {note.path: note for note in self._graph.notes} if self._graph else {}
