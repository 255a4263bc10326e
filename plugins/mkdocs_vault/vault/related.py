"""Which notes have most to do with a note: they share links and tags with it, the rarer the better."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import nlargest
from math import log2
from typing import TypeAlias

from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath, comparable
from mkdocs_vault.vault.visibility import Vault

MOST_SHARING = 100
"""What more notes than this share says nothing about any two of them; it would also make the search quadratic."""
MOST_COMPARED = 300
"""The rarest links and tags of a note come first, until they have led to so many others."""
_WEIGHTS = tuple(round(1_000_000 / log2(1 + sharing)) if sharing else 0 for sharing in range(MOST_SHARING + 1))
"""What it counts to share something, by the number of notes that do."""

Feature: TypeAlias = tuple[str, str]
"""What notes can share: `("to", path)` for a link to a note, `("from", path)` for a link from it, `("tag", name)`."""


class RelatedNotes:
    """Answers which notes are related; building takes linear, each answer constant time."""

    def __init__(self, vault: Vault, index: LinkIndex) -> None:
        """Read all links and tags of the public notes."""
        self._linked: dict[VaultPath, set[VaultPath]] = {path: {path} for path in vault.notes}
        self._features: dict[VaultPath, list[Feature]] = {path: [] for path in vault.notes}
        self._sharing: dict[Feature, list[VaultPath]] = {}
        self._hidden = {path for path, standing in vault.standings.items() if not standing.referring}
        for path, note in vault.notes.items():
            targets = _targets(note, vault.notes, index)
            self._linked[path].update(targets)
            for target in targets:
                self._linked[target].add(path)
            for feature, holder in _features(note, targets):
                self._features[holder].append(feature)
                self._sharing.setdefault(feature, []).append(holder)

    def of(self, path: VaultPath, count: int) -> list[VaultPath]:
        """At most `count` notes that share most with this one, the nearest first; notes that it links to, or that link to it, are none."""
        scores: dict[VaultPath, int] = {}
        shared = [feature for feature in self._features.get(path, ()) if 1 < len(self._sharing[feature]) <= MOST_SHARING]
        compared = 0
        for feature in sorted(shared, key=lambda feature: (len(self._sharing[feature]), feature)):
            holders = self._sharing[feature]
            weight = _WEIGHTS[len(holders)]
            for other in holders:
                scores[other] = scores.get(other, 0) + weight
            compared += len(holders)
            if compared >= MOST_COMPARED:
                break
        for other in (*self._linked.get(path, ()), *self._hidden):
            scores.pop(other, None)
        least = min(nlargest(count, scores.values()), default=0)
        nearest = sorted((-score, other) for other, score in scores.items() if score >= least)
        return [other for _, other in nearest[:count]]


def _targets(note: Note, notes: Mapping[VaultPath, Note], index: LinkIndex) -> dict[VaultPath, None]:
    """The notes that a note links to, itself left out, each once."""
    found = (index.resolve_link(link.target, link.subpath, note.path, markdown=link.kind.is_markdown).file for link in note.links)
    return {file.path: None for file in found if file is not None and file.path in notes and file.path != note.path}


def _features(note: Note, targets: Mapping[VaultPath, None]) -> Iterator[tuple[Feature, VaultPath]]:
    """What a note's links and tags give to it, and to the notes that it links to."""
    for target in targets:
        yield ("to", target), note.path
        yield ("from", note.path), target
    for tag in dict.fromkeys(map(comparable, note.tags)):
        yield ("tag", tag), note.path
