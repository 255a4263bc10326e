"""How much speaks for reading time stamps as minutes, seconds and a fraction, where hours, minutes and seconds are the rule.

Weights are natural logarithms of odds, positive for the shifted reading; they add up. Their sizes come from some 1,200 notes of 490
videos: most videos have several notes there, which witness each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple

DECIDED = 1.5
"""A weight from which on a reading is taken: odds of about 5 to 1."""

SURE = 3.0
"""A weight from which on other notes of the video may rely on a reading: odds of about 20 to 1."""

HOUR = 3600
FIVE = 5
"""Who rounds to minutes by hand often rounds to five of them."""

FEW = 7
MOST_FRAMES = 30
"""Films have 24, 25 or 30 frames a second."""

LONG_VIDEO_SECONDS = 4300
"""Up to here a length says nothing; longer videos get rarer and rarer."""

USUAL_PACE_SECONDS = 20
"""A note has a moment about this often."""

Readings = tuple[int, int]
"""A stamp's literal and its shifted second."""

Neighbours = tuple[int | None, int | None]
"""The decided seconds right before and after a stamp, None where there is none."""


class Evidence(NamedTuple):
    """What is known when stamps are weighed.

    Of the note: the last decided second, how many are decided, whether any of them is shifted, whether all are, and whether some are
    as short as people write them (tools that shift write all stamps with six digits). Of the video: its length if that is known, the
    last second that other notes are sure of, and how many notes these are.
    """

    last: int
    decided: int
    has_shifted: bool
    only_shifted: bool
    is_by_hand: bool
    exact: int | None
    video_last: int
    witnesses: int


def weight_of_shift(
    readings: Sequence[Readings], evidence: Evidence, neighbours: Sequence[Neighbours], alike: int, *, is_round: bool
) -> float:
    """The weight for stamps that are written alike; `is_round` says that they end in `00`.

    `alike` is what was decided of others that end so: 1 for shifted, -1 for as written.
    """
    literals = sorted({literal for literal, _ in readings})
    weight = _before_looking(evidence, alike, is_round=is_round, is_early=literals[-1] < HOUR)
    weight += _of_endings(readings, is_round=is_round)
    weight += of_collisions(readings)
    weight += _of_length(literals[0], literals[-1], len(literals), evidence)
    weight += _of_pace(literals)
    weight += _of_neighbours(readings, neighbours)
    is_usual = not is_round and len(literals) < 3 and literals[-1] < 2 * HOUR  # noqa: PLR2004 - one or two
    if is_usual and not (evidence.has_shifted or evidence.witnesses):
        return min(weight, -DECIDED)  # Nothing but their distance speaks against stamps that look right.
    return weight


def _before_looking(evidence: Evidence, alike: int, *, is_round: bool, is_early: bool) -> float:
    """Nearly all notes are right; one that isn't rarely has a single wrong stamp. Other ends than `00` are rarer still."""
    if evidence.has_shifted:
        certainty = 1.5 if not evidence.only_shifted else 4.0 if evidence.decided >= FIVE else 1.0
        return certainty * alike if alike else -1.0
    if evidence.is_by_hand:
        return -30.0
    weight = (-2.5 if is_round else -4.0) + (3.0 * alike if is_early else alike)
    return weight - 2.0 if evidence.decided >= FIVE else weight


def _of_endings(readings: Sequence[Readings], *, is_round: bool) -> float:
    """Of right stamps one in sixty ends in `00`, unless their author rounds to minutes; fractions often exceed 59."""
    if not is_round:
        return _of_frames([literal % 60 for literal, _ in readings])
    fives = sum(literal // 60 % FIVE == 0 for literal, _ in readings)
    by_hand = 3.0 if fives == len(readings) and fives > 1 else 0.0
    return min(1.5 * (len(readings) - fives) + 0.5 * fives, 3.5 + len(readings) / 10, 7.0) - by_hand


def _of_frames(tails: Sequence[int]) -> float:
    """Where many fractions all stay below thirty they are frames; seconds would not."""
    if len(tails) >= FEW and max(tails) < MOST_FRAMES:
        return min(0.7 * len(tails) - 2.0, 6.0)
    return max(-0.8 * len(tails), -3.0)


def of_collisions(readings: Sequence[Readings]) -> float:
    """Nobody notes several things within one second; within one minute often: two thirds of the stamps of right notes are such."""
    different = len({literal for literal, _ in readings})
    colliding = different - len({shifted for _, shifted in readings})
    return max(-2.0 * colliding, -8.0) if colliding > 0.15 * different else 0.0


def _of_length(begin: int, end: int, count: int, evidence: Evidence) -> float:
    """Long videos are rare, more so where nothing else reaches as far.

    A video that surely is that long speaks for the stamps as written, in its first hour most: shifted, all would lie in its first minute.
    """
    if evidence.exact is not None:
        return -2.0 if evidence.has_shifted and evidence.decided >= FIVE else -5.0
    if end <= max(evidence.video_last, evidence.last):
        return -4.5 if end < HOUR and not evidence.only_shifted else -2.0
    found = [_of_first_minute(count) if end < HOUR else 2.7 * log(end / LONG_VIDEO_SECONDS)]
    if evidence.video_last:
        found.append(_of_beyond(end / evidence.video_last, evidence.witnesses))
    if evidence.last:
        found.append(_of_beyond(begin / evidence.last, 1 if evidence.decided < FIVE else 2))
    return min(max(found), 8.0)


def _of_first_minute(count: int) -> float:
    """A note whose stamps, if they were shifted, would all lie in the first minute is rare."""
    return -3.0 - 0.5 * min(count, FIVE)


def _of_beyond(ratio: float, witnesses: int) -> float:
    """What lies this many times beyond the last moment that others know. With three others one note in fifty reaches 3 % further."""
    factor, sure = ((1.5, 1.0), (2.2, 1.0), (3.0, 2.0))[min(witnesses, 3) - 1]
    return factor * log(ratio) + sure if ratio > 1.5 else 0.0  # noqa: PLR2004


def _of_pace(literals: Sequence[int]) -> float:
    """Notes have a moment about every twenty seconds, some one every few minutes."""
    if len(literals) < 3:  # noqa: PLR2004 - two moments have no pace
        return 0.0
    pace = max((literals[-1] - literals[0]) / (len(literals) - 1), 1.0)
    difference = log(pace / USUAL_PACE_SECONDS) ** 2 - log(pace / 60 / USUAL_PACE_SECONDS) ** 2
    return max(min(difference / 3.4, 1.0), -4.0)


def _of_neighbours(readings: Sequence[Readings], neighbours: Sequence[Neighbours]) -> float:
    """A note goes through its video more or less in order: between neighbours it jumps little, and rarely back."""
    total = 0.0
    for (literal, shifted), (before, after) in zip(readings, neighbours, strict=True):
        total += _jump(before, literal) + _jump(literal, after) - _jump(before, shifted) - _jump(shifted, after)
    return max(min(1.5 * total, 4.0), -4.0)


def _jump(before: int | None, after: int | None) -> float:
    if before is None or after is None:
        return 0.0
    return log(1 + abs(after - before) / 30) + (1.0 if after < before else 0.0)
