"""The notes of a vault and which of them are linked, in whatever direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath

MOST_COLOURS = 8

Place = tuple[int, int]
"""Where a note stands in the picture of the whole vault: whole numbers, to the right and down."""


@dataclass(frozen=True)
class NoteGraph:
    """`notes` in the order of their paths. `neighbours` has every note: those it links to in the order of its text, then the others.

    Attachments and links that lead nowhere are no part of it, as on Obsidian Publish.
    """

    notes: tuple[Note, ...]
    neighbours: Mapping[VaultPath, tuple[VaultPath, ...]]

    def pairs(self) -> list[tuple[int, int]]:
        """Each link once, as two numbers of notes, the smaller one first; sorted."""
        numbers = {note.path: number for number, note in enumerate(self.notes)}
        return sorted(
            (number, numbers[other]) for path, number in numbers.items() for other in self.neighbours[path] if numbers[other] > number
        )


def coloured_folders(notes: tuple[Note, ...]) -> dict[VaultPath, int]:
    """The folders that have a colour of their own, numbered from 1: the largest of the first level that has more than one.

    Everything in them has their colour, the rest has none.
    """
    folders = [note.path.parent for note in notes]
    top = _common_folder(folders)
    depth = top.count("/") + 2 if top else 1
    counts = Counter("/".join(folder.split("/")[:depth]) for folder in folders if folder != top)
    largest = sorted(counts, key=lambda folder: (-counts[folder], folder))[:MOST_COLOURS]
    return {VaultPath(folder): number for number, folder in enumerate(sorted(largest), 1)}


def colour_of(folder: VaultPath, colours: Mapping[VaultPath, int]) -> int:
    """The colour of a folder, its own or that of one above it; 0 for none."""
    at = folder
    while at not in colours and at:
        at = at.parent
    return colours.get(at, 0)


def _common_folder(folders: list[VaultPath]) -> VaultPath:
    """The deepest folder that all notes lie in."""
    if not folders:
        return VaultPath()
    first, last = min(folders).split("/"), max(folders).split("/")
    common = 0
    while common < min(len(first), len(last)) and first[common] == last[common]:
        common += 1
    return VaultPath("/".join(first[:common]))
