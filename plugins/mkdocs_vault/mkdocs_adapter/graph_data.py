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

from mkdocs_vault.mkdocs_adapter.name_shards import bucket_of
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

Row = tuple[str, str, int, int]
"""A note's title, address, colour, and how many notes it is linked with."""


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
        """Path and content of every bucket: `rows`, its own notes first; for each of those the `near` rows, and `links` as pairs."""
        colours = coloured_folders(self.graph.notes)
        rows: dict[VaultPath, Row] = {
            note.path: (note.title, address, colour_of(note.path.parent, colours), len(self.graph.neighbours[note.path]))
            for note, address in zip(self.graph.notes, self.addresses, strict=True)
        }
        count = bucket_count(len(rows))
        buckets: list[list[VaultPath]] = [[] for _ in range(count)]
        for path, row in rows.items():
            buckets[bucket_of(row[1], count)].append(path)
        sets = {path: frozenset(others) for path, others in self.graph.neighbours.items()}
        for number, paths in enumerate(buckets):
            yield f"{FOLDER}/near-{number}.json", _json(self._bucket(paths, rows, sets))

    def _bucket(
        self, paths: list[VaultPath], rows: dict[VaultPath, Row], sets: dict[VaultPath, frozenset[VaultPath]]
    ) -> dict[str, list[object]]:
        shown = {path: self.graph.neighbours[path][:MOST_NEIGHBOURS] for path in paths}
        places = {path: place for place, path in enumerate(dict.fromkeys([*paths, *(other for path in paths for other in shown[path])]))}
        links = [
            [[places[path], places[other]] for other in shown[path]]
            + [[places[one], places[other]] for one, other in combinations(shown[path], 2) if other in sets[one]]
            for path in paths
        ]
        return {
            "rows": [rows[path] for path in places],
            "near": [[places[other] for other in shown[path]] for path in paths],
            "links": [*links],
        }

    def whole(self, places: Sequence[tuple[int, int]]) -> str:
        """Places, links (each as its distance from the one before), and folders with their colours."""
        colours = coloured_folders(self.graph.notes)
        folders = sorted({note.path.parent for note in self.graph.notes})
        numbers = {folder: number for number, folder in enumerate(folders)}
        return _json(
            {
                "places": [number for place in places for number in place],
                "links": _distances(self.graph.pairs()),
                "folders": [[folder, colour_of(folder, colours)] for folder in folders],
                "folder": [numbers[note.path.parent] for note in self.graph.notes],
            }
        )

    def names(self) -> str:
        """Titles, addresses (each as the length that it shares with the one before, and the rest), and the numbers of the tags."""
        tags: dict[VaultPath, list[int]] = {note.path: [] for note in self.graph.notes}
        for number, branch in enumerate(frequent_tags(self.graph.notes)):
            for path in branch.all_notes:
                tags[path].append(number)
        return _json(
            {
                "titles": [note.title for note in self.graph.notes],
                "addresses": _shared(self.addresses),
                "tagged": list(tags.values()),
            }
        )


def frequent_tags(notes: Iterable[Note]) -> list[TagBranch]:
    """The tags that the graph can be filtered by: those of most notes first, notes with a tag below them included."""
    return sorted(tag_tree(notes).every(), key=lambda branch: (-len(branch.all_notes), branch.key))[:MOST_TAGS]


def _distances(pairs: Sequence[tuple[int, int]]) -> list[int]:
    numbers = []
    before = (0, 0)
    for first, second in pairs:
        numbers += [first - before[0], second - (before[1] if first == before[0] else first)]
        before = (first, second)
    return numbers


def _shared(addresses: Sequence[str]) -> list[int | str]:
    shared: list[int | str] = []
    before = ""
    for address in addresses:
        length = _shared_length(before, address)
        shared += [length, address[length:]]
        before = address
    return shared


def _shared_length(one: str, other: str) -> int:
    least = min(len(one), len(other))
    return next((length for length in range(least) if one[length] != other[length]), least)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
