"""Which notes have most to do with a note: they share links and tags with it, the rarer the better."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from math import log2
from typing import TypeAlias

from mkdocs_vault.vault.graph import MARKDOWN_KINDS
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath, comparable
from mkdocs_vault.vault.visibility import Vault

MOST_SHARING = 100
"""What more notes than this share says nothing about any two of them; it would also make the search quadratic."""
MOST_FEATURES = 200
"""Of a note with more links and tags, the rarest count."""

Feature: TypeAlias = tuple[str, str]
"""What notes can share: `("to", path)` for a link to a note, `("from", path)` for a link from it, `("tag", name)`."""


class RelatedNotes:
    """Answers which notes are related; building takes linear, each answer constant time."""

    def __init__(self, vault: Vault, index: LinkIndex) -> None:
        """Read all links and tags of the public notes."""
        self._targets = {path: _targets(note, vault.notes, index) for path, note in vault.notes.items()}
        self._features: dict[VaultPath, list[Feature]] = {path: [] for path in vault.notes}
        self._sharing: dict[Feature, list[VaultPath]] = {}
        for path, note in vault.notes.items():
            for feature, holder in _features(note, self._targets[path]):
                self._features[holder].append(feature)
                self._sharing.setdefault(feature, []).append(holder)

    def of(self, path: VaultPath, count: int) -> list[VaultPath]:
        """At most `count` notes that share most with this one, the nearest first; notes that it links to, or that link to it, are none."""
        scores: Counter[VaultPath] = Counter()
        shared = [feature for feature in self._features.get(path, ()) if 1 < len(self._sharing[feature]) <= MOST_SHARING]
        shared.sort(key=lambda feature: (len(self._sharing[feature]), feature))
        for feature in shared[:MOST_FEATURES]:
            holders = self._sharing[feature]
            for other in holders:
                scores[other] += round(1_000_000 / log2(1 + len(holders)))
        near = (other for other in scores if other != path and not self._are_linked(path, other))
        return sorted(near, key=lambda other: (-scores[other], other))[:count]

    def _are_linked(self, one: VaultPath, other: VaultPath) -> bool:
        return other in self._targets[one] or one in self._targets[other]


def _targets(note: Note, notes: Mapping[VaultPath, Note], index: LinkIndex) -> dict[VaultPath, None]:
    """The notes that a note links to, itself left out, each once."""
    found = (index.resolve_link(link.target, link.subpath, note.path, markdown=link.kind in MARKDOWN_KINDS).file for link in note.links)
    return {file.path: None for file in found if file is not None and file.path in notes and file.path != note.path}


def _features(note: Note, targets: Mapping[VaultPath, None]) -> Iterator[tuple[Feature, VaultPath]]:
    """What a note's links and tags give to it, and to the notes that it links to."""
    for target in targets:
        yield ("to", target), note.path
        yield ("from", note.path), target
    for tag in dict.fromkeys(map(comparable, note.tags)):
        yield ("tag", tag), note.path
