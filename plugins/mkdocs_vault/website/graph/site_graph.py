"""The graph of a site: what the pages of notes print of it, what its own page prints, and the data that scripts draw it from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from mkdocs_vault.vault.natural_order import natural_key
from mkdocs_vault.vault.note_graph import NoteGraph, coloured_folders
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.website.data_contract import bucket, buckets_of_the_graph
from mkdocs_vault.website.generated_pages import GeneratedPage, GeneratedPages
from mkdocs_vault.website.graph.earlier_layout import EarlierLayout
from mkdocs_vault.website.graph.graph_data import MOST_NEIGHBOURS, GraphData, frequent_tags
from mkdocs_vault.website.graph.neighbours import Neighbours
from mkdocs_vault.website.page_meta import escaped
from mkdocs_vault.website.routes import Route, relative_address
from mkdocs_vault.website.site_files import SiteFile

PATH = "graph"
MOST_LINKED = 30
MOST_FOLDERS = 150
"""That the graph can be filtered by."""


class GraphLink(NamedTuple):
    """A note by its title, its address as seen from the page, and how many notes it is linked with."""

    title: str
    address: str
    links: int


@dataclass(frozen=True, slots=True)
class NearValues:
    """What a note's page prints: its address on the site, the number of its data's bucket; `page` is the graph page's address, if any."""

    note: str
    bucket: int
    depth: int
    page: str
    links: tuple[GraphLink, ...]
    total: int


@dataclass(frozen=True, slots=True)
class WholeValues:
    """What the page of the whole vault's graph prints. `folders` have their paths with `/` at the end, `colours` those with their own."""

    notes: int
    links: int
    most: tuple[GraphLink, ...]
    folders: tuple[str, ...]
    colours: tuple[str, ...]
    tags: tuple[str, ...]
    text: Mapping[str, str]


@dataclass(frozen=True)
class SiteGraph:
    """The graph of the notes at these routes. A note's page needs the note and its neighbours; the rest is found when asked for.

    `page` is the route of the whole graph's page, None where there is none; `depth` is how far a note's graph shows others at first.
    """

    neighbours: Neighbours
    routes: Mapping[VaultPath, Route]
    page: Route | None = None
    is_beside_notes: bool = True
    depth: int = 1
    text: Mapping[str, str] = field(default_factory=dict)
    _known: dict[VaultPath, tuple[str, int]] = field(default_factory=dict)
    """Titles ready to print, and numbers of links: most notes are shown by many."""

    def near(self, path: VaultPath) -> NearValues | None:
        """What the page of a note prints; nothing for a note without links."""
        neighbours = self.neighbours.of(path) if self.is_beside_notes else ()
        if not neighbours:
            return None
        url = self.routes[path].url
        page = relative_address(self.page.url, url) if self.page else ""
        links = tuple(self._link(other, url) for other in neighbours[:MOST_NEIGHBOURS])
        return NearValues(url, bucket(url, buckets_of_the_graph(len(self._notes))), self.depth, page, links, len(neighbours))

    def whole(self, page: Route) -> WholeValues | None:
        """What the page at a route prints, if it is that of the whole vault."""
        if page != self.page:
            return None
        graph = self._graph
        most = sorted(graph.notes, key=lambda note: (-len(graph.neighbours[note.path]), natural_key(note.title), note.path))
        folders = Counter(note.path.parent for note in graph.notes if note.path.parent)
        largest = sorted(folders, key=lambda folder: (-folders[folder], folder))[:MOST_FOLDERS]
        colours = coloured_folders(graph.notes)
        return WholeValues(
            notes=len(graph.notes),
            links=len(self._pairs),
            most=tuple(self._link(note.path, page.url) for note in most[:MOST_LINKED] if graph.neighbours[note.path]),
            folders=tuple(escaped(f"{folder}/") for folder in sorted({*largest, *colours}, key=natural_key)),
            colours=tuple(escaped(folder) for folder in colours),
            tags=tuple(escaped(branch.full_name) for branch in frequent_tags(graph.notes)),
            text=self.text,
        )

    def near_files(self) -> Iterator[SiteFile]:
        """The data of the graphs beside notes."""
        return self._data.near() if self.is_beside_notes else iter(())

    def whole_files(self, earlier: EarlierLayout) -> tuple[SiteFile, SiteFile] | None:
        """The data of the whole graph's page, places and names; a note beside others that keep their places is put where there is room."""
        if not self.page:
            return None
        addresses = self._data.addresses
        groups = [note.path.parent for note in self._graph.notes]
        kept = earlier.kept(addresses, self._pairs)
        if len(kept) == len(addresses):
            places = [kept[number] for number in range(len(addresses))]
        else:
            from mkdocs_vault.vault.graph_layout import layout  # noqa: PLC0415 - it needs numpy, which takes a tenth of a second to load

            places = layout(addresses, groups, self._pairs, kept)
        return self._data.whole(places), self._data.names()

    def links_changed(self) -> None:
        """A note has other links than before: find out again what is linked with what."""
        self.neighbours.forget()
        self._known.clear()
        for name in ("_graph", "_data", "_pairs"):
            self.__dict__.pop(name, None)

    @property
    def _notes(self) -> Mapping[VaultPath, Note]:
        return self.neighbours.vault.notes

    @cached_property
    def _graph(self) -> NoteGraph:
        return self.neighbours.graph()

    @cached_property
    def _data(self) -> GraphData:
        return GraphData(self._graph, [self.routes[note.path].url for note in self._graph.notes])

    @cached_property
    def _pairs(self) -> list[tuple[int, int]]:
        return self._graph.pairs()

    def _link(self, path: VaultPath, page_url: str) -> GraphLink:
        known = self._known.get(path)
        if known is None:
            known = self._known[path] = (escaped(self._notes[path].title), len(self.neighbours.of(path)))
        title, links = known
        return GraphLink(title, relative_address(self.routes[path].url, page_url), links)


def graph_page(title: str, pages: GeneratedPages) -> Route:
    """Add the page of the whole vault's graph, which its template fills."""
    route = pages.reserve(pages.plan.page_file(PATH), pages.plan.page_file(f"{PATH}-of-notes"))
    pages.add(GeneratedPage(title, route, lambda _: "", hides=("toc",)))
    return route
