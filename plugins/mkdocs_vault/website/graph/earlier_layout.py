"""The places that notes had in the picture of the vault as it was built before: those that have not changed keep them.

They are read from the data of the earlier site itself, or from a file of the same content that the site's options name.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_vault.vault.note_graph import Place
from mkdocs_vault.website.graph.graph_data import NAMES, WHOLE

LEAST_KEPT = 0.5
"""Where fewer notes than these have not changed, the picture is made anew."""
_LARGEST_PLACE = 2**24


@dataclass(frozen=True)
class EarlierLayout:
    """What each note, known by its address, was linked with, and where it stood."""

    places: dict[str, Place] = field(default_factory=dict)
    linked: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of_site(cls, site: Path) -> EarlierLayout:
        """As the data of a site that was built before says; empty where there is none, or none that can be read."""
        return cls._of(*(_text_of(site / path) for path in (WHOLE, NAMES)))

    @classmethod
    def of_file(cls, file: Path) -> EarlierLayout:
        """The layout in a file that `written` made; empty where there is none, or none that can be read."""
        whole, _, names = _text_of(file).partition("\n")
        return cls._of(whole, names)

    @classmethod
    def _of(cls, whole: str, names: str) -> EarlierLayout:
        try:
            return _read(json.loads(whole), json.loads(names))
        except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError):
            return cls()

    def kept(self, addresses: Sequence[str], links: Sequence[tuple[int, int]]) -> dict[int, Place]:
        """The places of notes that are linked as they were before, by the numbers of the notes; empty where most have changed."""
        linked = _linked(addresses, links)
        kept = {
            number: self.places[address]
            for number, address in enumerate(addresses)
            if address in self.places and self.linked[address] == linked[address]
        }
        return kept if len(kept) >= LEAST_KEPT * len(addresses) else {}


def written(whole: str, names: str) -> str:
    """The content of a file for `EarlierLayout.of_file`."""
    return f"{whole}\n{names}\n"


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _read(whole: dict[str, list[tuple[float, float, int, list[int]]]], names: list[tuple[str, str, list[int]]]) -> EarlierLayout:
    addresses = [str(address) for _, address, _ in names]
    pairs = [(first, int(second)) for first, row in enumerate(whole["notes"]) for second in row[3]]
    places = [(_near(x), _near(y)) for x, y, *_ in whole["notes"]]
    return EarlierLayout(dict(zip(addresses, places, strict=True)), _linked(addresses, pairs))


def _near(number: float) -> int:
    return min(max(int(number), -_LARGEST_PLACE), _LARGEST_PLACE)


def _linked(addresses: Sequence[str], links: Sequence[tuple[int, int]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {address: set() for address in addresses}
    for first, second in links:
        found[addresses[first]].add(addresses[second])
        found[addresses[second]].add(addresses[first])
    return {address: frozenset(others) for address, others in found.items()}
