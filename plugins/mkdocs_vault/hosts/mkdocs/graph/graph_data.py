"""The files of the graph that scripts fetch, below `assets/vault/graph/`.

`near-BUCKET.json` has the notes of a bucket with those next to them, for the graph beside a note: however large the vault, a page
fetches one of them, and some more when its reader wants to see farther. `whole.json` is what the picture of the whole vault is drawn
from, `names.json` what is written in it and searched.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from mkdocs_vault.hosts.mkdocs.navigation.name_shards import bucket_of
from mkdocs_vault.vault.note_graph import NoteGraph, colour_of, coloured_folders
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.tag_tree import TagBranch, tag_tree

FOLDER = "assets/vault/graph"
WHOLE = f"{FOLDER}/whole.json"
NAMES = f"{FOLDER}/names.json"
NOTES_IN_A_BUCKET = 16
MOST_BUCKETS = 4096
MOST_NEIGHBOURS = 30
"""Of a note with more links the graph beside it shows the first ones."""
MOST_TAGS = 150
"""That the graph can be filtered by."""

Row = tuple[str, str, int, int, int]
"""A note's address, title, colour, how many notes it is linked with, and its bucket."""


def bucket_count(notes: int) -> int:
    """How many buckets a vault has, a power of two: it seldom changes, and with it nothing on the pages."""
    count = 1
    while count < MOST_BUCKETS and count * NOTES_IN_A_BUCKET < notes:
        count *= 2
    return count


@dataclass(frozen=True)
class GraphData:
    """Makes the files; `addresses` has those of all notes in their order."""

    graph: NoteGraph
    addresses: Sequence[str]

    def near(self) -> Iterator[tuple[str, str]]:
        """Path and content of every bucket: by a note's address its `rows`, itself the first, and `links` as pairs of rows' numbers."""
        colours = coloured_folders(self.graph.notes)
        count = bucket_count(len(self.addresses))
        rows: dict[VaultPath, Row] = {
            note.path: (
                address,
                note.title,
                colour_of(note.path.parent, colours),
                len(self.graph.neighbours[note.path]),
                bucket_of(address, count),
            )
            for note, address in zip(self.graph.notes, self.addresses, strict=True)
        }
        sets = {path: frozenset(others) for path, others in self.graph.neighbours.items()}
        buckets: list[dict[str, object]] = [{} for _ in range(count)]
        for path, (address, *_, bucket) in rows.items():
            some = [path, *self.graph.neighbours[path][:MOST_NEIGHBOURS]]
            links = [[one, other] for one, other in combinations(range(len(some)), 2) if some[other] in sets[some[one]]]
            buckets[bucket][address] = {"rows": [rows[other] for other in some], "links": links}
        for number, content in enumerate(buckets):
            yield f"{FOLDER}/near-{number}.json", _json(content)

    def whole(self, places: Sequence[tuple[int, int]]) -> str:
        """Of each note its place, the number of its folder and those of the notes after it that it is linked with; folders with colours."""
        colours = coloured_folders(self.graph.notes)
        folders = sorted({note.path.parent for note in self.graph.notes})
        numbers = {folder: number for number, folder in enumerate(folders)}
        linked: list[list[int]] = [[] for _ in places]
        for first, second in self.graph.pairs():
            linked[first].append(second)
        return _json(
            {
                "notes": [
                    [*place, numbers[note.path.parent], others]
                    for note, place, others in zip(self.graph.notes, places, linked, strict=True)
                ],
                "folders": [[folder, colour_of(folder, colours)] for folder in folders],
            }
        )

    def names(self) -> str:
        """The title of each note, its address, and the numbers of its tags."""
        tags: dict[VaultPath, list[int]] = {note.path: [] for note in self.graph.notes}
        for number, branch in enumerate(frequent_tags(self.graph.notes)):
            for path in branch.all_notes:
                tags[path].append(number)
        return _json([[note.title, address, tags[note.path]] for note, address in zip(self.graph.notes, self.addresses, strict=True)])


def frequent_tags(notes: Iterable[Note]) -> list[TagBranch]:
    """The tags that the graph can be filtered by: those of most notes first, notes with a tag below them included."""
    return sorted(tag_tree(notes).every(), key=lambda branch: (-len(branch.all_notes), branch.key))[:MOST_TAGS]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
