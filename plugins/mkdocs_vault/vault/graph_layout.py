"""Where each note stands in the picture of the whole vault: linked notes near each other, all others apart.

Notes push each other away (the nearer the more, those far off as groups: Barnes and Hut, Greengard and Rokhlin), and each is drawn to the
middle of its neighbours. Only operations that every processor rounds alike are used: the same notes give the same places anywhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mkdocs_vault.vault.note_graph import Place

Numbers = NDArray[np.float64]
Whole = NDArray[np.int64]

UNIT = 24
"""Places are whole numbers; two linked notes that have no other link come to stand about so far apart."""
GRAVITY = 0.2
"""How much all notes are drawn to the middle: what is linked to nothing stands around the rest, as a ring."""
GRAVITY_OF_UNLINKED = 0.5
NOTES_IN_A_CELL = 3
STEPS = range(70, 400)
"""Fewest and most; small vaults get more."""
STEPS_TO_SETTLE = 60
"""For some notes among others that keep their places."""
_NEAR = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
_SOFT = 0.02


def layout(names: Sequence[str], groups: Sequence[str], links: Sequence[tuple[int, int]], kept: Mapping[int, Place]) -> list[Place]:
    """The place of each note. `names` decide where it begins, with others of its group; `links` are pairs of numbers of notes.

    Notes that are `kept` stay where they are, exactly. About 2 seconds for 10,000 notes and 50,000 links.
    """
    count = len(names)
    if not count:
        return []
    spread = np.sqrt(count)
    fixed = np.array([number in kept for number in range(count)])
    edges = np.array(links, dtype=np.int64).reshape(-1, 2)
    places = (_beginnings(names) * 0.3 + _beginnings(groups) * 0.7) * spread
    for number, place in kept.items():
        places[:, number] = np.array(place) / UNIT
    pulls = _Pulls.of(edges, count)
    steps = STEPS_TO_SETTLE if kept else min(STEPS[-1], max(STEPS[0], 200_000 // count))
    if kept:
        _begin_beside_neighbours(places, fixed, pulls)
    if not fixed.all():
        _settle(places, fixed, pulls, steps, hottest=0.3 if kept else 0.15 * spread)
    return [(int(x), int(y)) for x, y in np.rint(places.T * UNIT)]


@dataclass(frozen=True)
class _Pulls:
    """The links, in both directions: note `ends` is drawn to note `starts`; `degrees` are never zero, so that they divide."""

    starts: Whole
    ends: Whole
    degrees: Numbers
    is_linked: NDArray[np.bool_]

    @classmethod
    def of(cls, edges: Whole, count: int) -> _Pulls:
        starts, ends = np.concatenate([edges, edges[:, ::-1]]).T
        degrees = np.bincount(ends, minlength=count).astype(np.float64)
        return cls(starts, ends, np.maximum(degrees, 1), degrees > 0)

    def middles(self, places: Numbers) -> Numbers:
        """The middle of each note's neighbours; without any, the note's own place."""
        sums = [np.bincount(self.ends, axis[self.starts], len(self.degrees)) / self.degrees for axis in places]
        return np.where(self.is_linked, np.array(sums), places)


def _settle(places: Numbers, fixed: NDArray[np.bool_], pulls: _Pulls, steps: int, hottest: float) -> None:
    """Move all that is not fixed, by ever smaller steps."""
    cooling = (0.02 / hottest) ** (1 / steps)
    heat = hottest
    gravity = np.where(pulls.is_linked, GRAVITY, GRAVITY_OF_UNLINKED)
    for _ in range(steps):
        force = _pushes(places) + (pulls.middles(places) - places) - places * gravity
        length = np.sqrt(force[0] ** 2 + force[1] ** 2) + 1e-9
        force *= np.minimum(0.5, heat / length)
        force[:, fixed] = 0
        places += force
        heat *= cooling


def _begin_beside_neighbours(places: Numbers, fixed: NDArray[np.bool_], pulls: _Pulls) -> None:
    """What is new among notes that keep their places begins beside those it is linked with."""
    from_fixed = fixed[pulls.starts] & ~fixed[pulls.ends]
    some = _Pulls.of(np.stack([pulls.starts[from_fixed], pulls.ends[from_fixed]], axis=1), places.shape[1])
    middles = some.middles(places)
    begins = ~fixed & some.is_linked
    places[:, begins] = middles[:, begins] + places[:, begins] / (np.abs(places[:, begins]) + 1)


def _beginnings(names: Sequence[str]) -> Numbers:
    """A point of the square around the middle for each name, the same wherever and whenever."""
    known = {name: hashlib.blake2b(name.encode("utf-8", "replace"), digest_size=8).digest() for name in set(names)}
    digits = np.frombuffer(b"".join(known[name] for name in names), dtype="<u4").reshape(-1, 2)
    return digits.T.astype(np.float64) / 2**31 - 1


def _pushes(places: Numbers) -> Numbers:
    """How far each note is pushed by all others together: 1 / distance each; groups of notes far off count as one."""
    count = places.shape[1]
    depth = 2
    while 4**depth * NOTES_IN_A_CELL < count:
        depth += 1
    low = places.min(axis=1, keepdims=True)
    size = float((places - low).max()) * 1.0001 + 1e-9
    push = np.zeros_like(places)
    for level in range(2, depth + 1):
        grid = _Grid.of(places, ((places - low) * (2**level / size)).astype(np.int64), 2**level)
        push += grid.push_of_those_apart(places)
        if level == depth:
            push += grid.push_of_those_beside(places)
    return push


@dataclass(frozen=True)
class _Grid:
    """The notes in squares, with a rim of empty ones: how many each holds, and the sums of their places."""

    cells: Whole
    """The column and row of each note."""
    width: int
    numbers: Whole
    masses: Numbers
    sums: Numbers

    @classmethod
    def of(cls, places: Numbers, cells: Whole, side: int) -> _Grid:
        width = side + 6
        numbers = (cells[0] + 3) * width + cells[1] + 3
        masses = np.bincount(numbers, minlength=width * width).astype(np.float64)
        sums = np.array([np.bincount(numbers, axis, width * width) for axis in places])
        return cls(cells, width, numbers, masses, sums)

    def push_of_those_apart(self, places: Numbers) -> Numbers:
        """Of squares that don't touch the note's own, but whose square of twice the size touches that of the note."""
        parity = (self.cells[0] & 1) * 2 + (self.cells[1] & 1)
        return self._push(places, [np.take([dx * self.width + dy for dx, dy in row], parity) for row in _APART])

    def push_of_those_beside(self, places: Numbers) -> Numbers:
        """Of the note's own square, itself left out, and of the eight around it."""
        others = np.take(self.masses, self.numbers) - 1
        x, y = (places[axis] - (np.take(self.sums[axis], self.numbers) - places[axis]) / np.maximum(others, 1) for axis in (0, 1))
        strength = _strength(others, x, y)
        own = np.array([x * strength, y * strength])
        return own + self._push(places, [dx * self.width + dy for dx, dy in _NEAR if (dx, dy) != (0, 0)])

    def _push(self, places: Numbers, offsets: Iterable[int | Whole]) -> Numbers:
        """Of the squares at these offsets: row by row, so that what is at work fits into a processor's cache."""
        middles = self.sums / np.maximum(self.masses, 1)
        push = np.zeros_like(places)
        for offset in offsets:
            squares = self.numbers + offset
            x = places[0] - np.take(middles[0], squares)
            y = places[1] - np.take(middles[1], squares)
            strength = _strength(np.take(self.masses, squares), x, y)
            push[0] += x * strength
            push[1] += y * strength
        return push


def _strength(masses: Numbers, x: Numbers, y: Numbers) -> Numbers:
    """The push of so many notes so far away, for each unit of distance; very near it is stronger, so that no dot hides another."""
    square = x * x + y * y
    return masses * (1 / (square + _SOFT) + 1.5 / (square * square + _SOFT))


def _squares_apart(column: int, row: int) -> list[tuple[int, int]]:
    return [
        (dx, dy)
        for dx in range(-3, 4)
        for dy in range(-3, 4)
        if (dx, dy) not in _NEAR and abs((column + dx) // 2) <= 1 and abs((row + dy) // 2) <= 1
    ]


_APART = list(zip(*(_squares_apart(column, row) for column in (0, 1) for row in (0, 1)), strict=True))
"""For each of 27 squares apart, where it lies from a note's square in an even or odd column and row."""
