"""Times of a video as people and tools write them, with every reading that they may have."""

from __future__ import annotations

import re
from typing import NamedTuple

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,3})(?:[.,]\d+)?\Z", re.ASCII)
_UNITS = re.compile(
    r"(?=\d)(?:(\d{1,3})\s*h(?:ours?|rs?)?\s*)?(?:(\d{1,4})\s*m(?:in(?:utes?|s)?)?\s*)?(?:(\d{1,6})(?:\.\d+)?\s*(?:s(?:ec(?:onds?|s)?)?)?)?\Z",
    re.ASCII | re.IGNORECASE,
)
_SEXAGESIMAL = 60
_DIGITS_OF_SECONDS = 2
_BRACKETS = "[](){}<>\u3010\u3011\u300c\u300d "


class Clock(NamedTuple):
    """A written time in seconds. `literal` reads it as hours, minutes and seconds, None where that can't be.

    `shifted` reads three parts as minutes, seconds and a fraction `tail`, None where there are no three parts or that can't be.
    `is_short` says that it has no more digits than it needs, as players show it and people write it: `1:02:03`, `2:03`, `90s`.
    """

    literal: int | None
    shifted: int | None = None
    tail: int = 0
    is_short: bool = False


def clock_of(written: str) -> Clock | None:
    """The readings of `1:02:03`, `02:03`, `90`, `90s`, `1m30s` or `[02:03]`; None where it is no time."""
    text = written.strip().strip(_BRACKETS)
    match = _CLOCK.match(text)
    if match is None:
        units = _UNITS.match(text)
        return Clock(_seconds(*(int(part or 0) for part in units.groups())), is_short=True) if units else None
    if match[1] is None:
        seconds = int(match[3])
        is_time = seconds < _SEXAGESIMAL and len(match[3]) <= _DIGITS_OF_SECONDS
        return Clock(int(match[2]) * 60 + seconds, is_short=True) if is_time else None
    return _of_three_parts(match[1], int(match[2]), match[3])


def _of_three_parts(hours: str, second: int, third: str) -> Clock | None:
    """Three parts; of two readings that are the same second only one is left."""
    first, tail = int(hours), int(third)
    is_time = tail < _SEXAGESIMAL and len(third) <= _DIGITS_OF_SECONDS and (second < _SEXAGESIMAL or not first)
    literal = _seconds(first, second, tail) if is_time else None
    shifted = first * 60 + second if second < _SEXAGESIMAL else None
    if literal is None and shifted is None:
        return None
    return Clock(literal, None if shifted == literal else shifted, tail, is_short=len(hours) == 1 and first > 0)


def _seconds(hours: int, minutes: int, seconds: int) -> int:
    return hours * 3600 + minutes * 60 + seconds
