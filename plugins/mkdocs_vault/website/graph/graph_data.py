"""The files of the graph that scripts fetch, below `assets/vault/graph/`.

`near-BUCKET.json` has the notes of a bucket with those next to them, for the graph beside a note: however large the vault, a page
fetches one of them, and some more when its reader wants to see farther. `whole.json` is what the picture of the whole vault is drawn
from, `names.json` what is written in it and searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TypeAlias

from mkdocs_vault.vault.note_graph import NoteGraph, colour_of, coloured_folders
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.tag_tree import TagBranch, tag_tree
from mkdocs_vault.website.data_contract import bucket, buckets_of_the_graph
from mkdocs_vault.website.site_files import SiteFile, compact_json

FOLDER = "assets/vault/graph"
WHOLE = f"{FOLDER}/whole.json"
NAMES = f"{FOLDER}/names.json"
MOST_NEIGHBOURS = 30
"""Of a note with more links the graph beside it shows the first ones."""
MOST_TAGS = 150
"""That the graph can be filtered by."""

Row: TypeAlias = tuple[str, str, int, int, int]
"""A note's address, title, colour, how many notes it is linked with, and its bucket."""


@dataclass(frozen=True)
class GraphData:
    """Makes the files; `addresses` has those of all notes, on the site, in their order."""

    graph: NoteGraph
    addresses: Sequence[str]

    def near(self) -> Iterator[SiteFile]:
        """Every bucket: by a note's address its `rows`, itself the first, and `links` as pairs of rows' numbers."""
        sets = {path: frozenset(others) for path, others in self.graph.neighbours.items()}
        buckets: list[dict[str, object]] = [{} for _ in range(buckets_of_the_graph(len(self.addresses)))]
        for path, (address, *_, number) in self._rows.items():
            some = [path, *self.graph.neighbours[path][:MOST_NEIGHBOURS]]
            links = [[one, other] for one, other in combinations(range(len(some)), 2) if some[other] in sets[some[one]]]
            buckets[number][address] = {"rows": [self._rows[other] for other in some], "links": links}
        for number, content in enumerate(buckets):
            yield SiteFile(f"{FOLDER}/near-{number}.json", compact_json(content))

    def whole(self, places: Sequence[tuple[int, int]]) -> SiteFile:
        """Of each note its place, the number of its folder and those of the notes after it that it is linked with; folders with colours."""
        folders = sorted({note.path.parent for note in self.graph.notes})
        numbers = {folder: number for number, folder in enumerate(folders)}
        linked: list[list[int]] = [[] for _ in places]
        for first, second in self.graph.pairs():
            linked[first].append(second)
        notes = [[*place, numbers[note.path.parent], others] for note, place, others in zip(self.graph.notes, places, linked, strict=True)]
        return SiteFile(
            WHOLE, compact_json({"notes": notes, "folders": [[folder, colour_of(folder, self._colours)] for folder in folders]})
        )

    def names(self) -> SiteFile:
        """The title of each note, its address, and the numbers of its tags."""
        tags: dict[VaultPath, list[int]] = {note.path: [] for note in self.graph.notes}
        for number, branch in enumerate(frequent_tags(self.graph.notes)):
            for path in branch.all_notes:
                tags[path].append(number)
        named = zip(self.graph.notes, self.addresses, strict=True)
        return SiteFile(NAMES, compact_json([[note.title, address, tags[note.path]] for note, address in named]))

    @cached_property
    def _colours(self) -> Mapping[VaultPath, int]:
        return coloured_folders(self.graph.notes)

    @cached_property
    def _rows(self) -> Mapping[VaultPath, Row]:
        count = buckets_of_the_graph(len(self.addresses))
        return {
            note.path: (
                address,
                note.title,
                colour_of(note.path.parent, self._colours),
                len(self.graph.neighbours[note.path]),
                bucket(address, count),
            )
            for note, address in zip(self.graph.notes, self.addresses, strict=True)
        }


def frequent_tags(notes: Iterable[Note]) -> list[TagBranch]:
    """The tags that the graph can be filtered by: those of most notes first, notes with a tag below them included."""
    return sorted(tag_tree(notes).every(), key=lambda branch: (-len(branch.all_notes), branch.key))[:MOST_TAGS]
