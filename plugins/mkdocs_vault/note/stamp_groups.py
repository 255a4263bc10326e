"""The stamps of a note in groups that are written alike, decided one group after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from mkdocs_vault.note.stamp_evidence import DECIDED, HOUR, Evidence, of_collisions, weight_of_shift
from mkdocs_vault.note.stamps import Stamp

BY_CHANCE = 0.1
"""A sixtieth of right stamps, a hundredth of hundredths end in `00` by chance: so few among many others are no format of their own."""


class VideoLength(NamedTuple):
    """What is known of a video's length in seconds: `exact` from a `duration`, `last` from the stamps of `witnesses` other notes."""

    exact: int | None = None
    last: int = 0
    witnesses: int = 0


class _Known(NamedTuple):
    """A reading that is decided, in seconds; `is_round` says that it was written with `00` at its end."""

    seconds: int
    is_shifted: bool
    is_round: bool


class StampGroups:
    """The stamps of one note on their way to readings: by whether they begin with `00` and whether they end in `00`."""

    def __init__(self, stamps: Sequence[Stamp], length: VideoLength) -> None:
        """`stamps` have the readings that are possible at all; `length` is what is known of the video."""
        self._stamps = stamps
        self._length = length
        self._known = [_certain(stamp) for stamp in stamps]
        self._weights = [0.0] * len(stamps)
        self._is_by_hand = any(stamp.is_short for stamp in stamps)

    def weights(self) -> list[float]:
        """How much speaks for the shifted reading of each stamp: below zero, that it is as written; near zero, that it is open."""
        groups = self._undecided()
        while groups:
            whole = [group for group in groups if not self._is_mixed(group) and not self._waits(group, groups)]
            weight, group = max(((self._weight(group), group) for group in whole), key=lambda pair: abs(pair[0]), default=(0.0, []))
            if abs(weight) < DECIDED:
                break
            groups.remove(group)
            self._settle(group, weight)
        if self._has_shifted():
            self._decide_one_by_one([number for group in groups if self._is_round(group) for number in group])
        return self._weights

    def _undecided(self) -> list[list[int]]:
        """The numbers of the stamps that are written alike and have two readings."""
        groups: dict[tuple[bool, bool], list[int]] = {}
        for number, stamp in enumerate(self._stamps):
            if stamp.literal is not None and stamp.shifted is not None:
                groups.setdefault((stamp.literal < HOUR, stamp.tail == 0), []).append(number)
        for is_early in (True, False):
            round_ones, others = groups.get((is_early, True), []), groups.get((is_early, False), [])
            if round_ones and len(round_ones) <= BY_CHANCE * len(others) and not self._has_shifted():
                groups[is_early, False] = sorted([*others, *round_ones])
                del groups[is_early, True]
        return list(groups.values())

    def _is_mixed(self, group: list[int]) -> bool:
        """Whether some of a group may be right and some not: those that end in `00`, in a note where as many don't and are right."""
        right = sum(known is not None and not known.is_shifted and not known.is_round for known in self._known)
        return len(group) <= right and self._is_round(group) and self._has_shifted()

    def _waits(self, group: list[int], groups: list[list[int]]) -> bool:
        """Whether stamps of the first hour have to wait for later ones with the same ending, where these are as many: they tell more."""
        first = self._stamps[group[0]]
        alike = [other for other in groups if self._is_round(other) == self._is_round(group)]
        later = [other for other in alike if not _is_early(self._stamps[other[0]])]
        if not _is_early(first) or not later or len(later[0]) < len(group):
            return False
        return of_collisions([self._readings(number) for number in group]) > -DECIDED

    def _is_round(self, group: list[int]) -> bool:
        """Whether all of a group end in `00`."""
        return not any(self._stamps[number].tail for number in group)

    def _has_shifted(self) -> bool:
        return any(known is not None and known.is_shifted for known in self._known)

    def _settle(self, group: list[int], weight: float) -> None:
        for number in group:
            literal, shifted = self._readings(number)
            self._weights[number] = weight
            self._known[number] = _Known(shifted if weight > 0 else literal, weight > 0, self._is_round(group))

    def _decide_one_by_one(self, numbers: list[int]) -> None:
        """Decide stamps that end in `00` by themselves; none of them counts for the others."""
        evidence, alike = self._evidence(), self._alike(is_round=True)
        for number in numbers:
            self._weights[number] = weight_of_shift([self._readings(number)], evidence, [self._neighbours(number)], alike, is_round=True)

    def _weight(self, group: list[int]) -> float:
        is_round = self._is_round(group)
        neighbours = [self._neighbours(number) for number in group]
        readings = [self._readings(number) for number in group]
        return weight_of_shift(readings, self._evidence(), neighbours, self._alike(is_round=is_round), is_round=is_round)

    def _evidence(self) -> Evidence:
        known = [one for one in self._known if one is not None]
        return Evidence(
            last=max((one.seconds for one in known), default=0),
            decided=len(known),
            has_shifted=any(one.is_shifted for one in known),
            only_shifted=all(one.is_shifted for one in known),
            is_by_hand=self._is_by_hand,
            exact=self._length.exact,
            video_last=self._length.last,
            witnesses=self._length.witnesses,
        )

    def _alike(self, *, is_round: bool) -> int:
        """What was decided of stamps with the same ending: 1 for shifted, -1 for as written, 0 for nothing or both."""
        alike = [one.is_shifted for one in self._known if one is not None and one.is_round == is_round]
        return any(alike) - (not all(alike))

    def _readings(self, number: int) -> tuple[int, int]:
        stamp = self._stamps[number]
        return stamp.literal or 0, stamp.shifted or 0

    def _neighbours(self, number: int) -> tuple[int | None, int | None]:
        """The decided seconds of the stamps right before and after one."""
        before = self._known[number - 1] if number else None
        after = self._known[number + 1] if number + 1 < len(self._known) else None
        return before.seconds if before else None, after.seconds if after else None


def _is_early(stamp: Stamp) -> bool:
    return stamp.literal is not None and stamp.literal < HOUR


def _certain(stamp: Stamp) -> _Known | None:
    """The one reading that a stamp has; a stamp without any tells nothing."""
    if stamp.literal is not None and stamp.shifted is not None:
        return None
    seconds = stamp.shifted if stamp.literal is None else stamp.literal
    return None if seconds is None else _Known(seconds, stamp.literal is None, stamp.tail == 0)
