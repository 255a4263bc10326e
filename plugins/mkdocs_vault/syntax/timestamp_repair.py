"""Time stamps written as `MM:SS:00` where `HH:MM:SS` belongs: what was meant is seen from the note as a whole.

"59:50:00" can't be a moment of any video, so a note that holds it has the defect; its other stamps that end in `:00` are read
the same way where their order or the length of the video says so, and left alone where both readings are possible.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_vault.syntax.nodes import Timestamp

LONGEST_VIDEO_SECONDS = 12 * 3600
"""The longest video that YouTube takes."""

MAY_BE_SHIFTED = re.compile(rb"data-t\s*=\s*[\"']?\s*0*[1-9]\d*:\d+:00")
"""What a text holds that has anything to repair."""

SURELY_BEYOND = 2
"""A reading this many times beyond the last moment that is certain is no moment of the video."""


@dataclass(slots=True)
class _Moment:
    stamp: Timestamp
    literal: int
    shifted: int | None
    known: int | None


def repair_timestamps(stamps: Sequence[Timestamp], duration_seconds: int | None = None) -> None:
    """Set `repaired` on each stamp whose hours and minutes are surely minutes and seconds. Linear in the number of stamps."""
    moments = [_moment(stamp) for stamp in stamps if stamp.seconds is not None]
    longest = duration_seconds or LONGEST_VIDEO_SECONDS
    certain = _repair_impossible(moments, longest)
    certain |= _repair_out_of_order(moments)
    known = [moment.known for moment in moments if moment.known is not None]
    if not certain or not known:
        return
    last = duration_seconds or max(known)
    for moment, (before, after) in zip(moments, _neighbours(moments), strict=True):
        if moment.known is None and _is_shifted(moment, before, after, last):
            _repair(moment)


def _moment(stamp: Timestamp) -> _Moment:
    literal = stamp.seconds or 0
    parts = stamp.attributes.get("data-t", "").strip().split(":")
    could_be_shifted = len(parts) == 3 and parts[2] == "00" and parts[0].isdigit() and int(parts[0]) > 0  # noqa: PLR2004
    shifted = literal // 60 if could_be_shifted else None
    return _Moment(stamp, literal, shifted, None if could_be_shifted else literal)


def _repair(moment: _Moment) -> None:
    moment.known = moment.stamp.repaired = moment.shifted


def _repair_impossible(moments: list[_Moment], longest: int) -> bool:
    """Repair what lies beyond the end of any video, or of this one."""
    found = [m for m in moments if m.shifted is not None and m.literal > longest >= m.shifted]
    for moment in found:
        _repair(moment)
    return bool(found)


def _repair_out_of_order(moments: list[_Moment]) -> bool:
    """Repair what lies beyond every certain moment, and between its two neighbours only when it is read the other way."""
    trusted = [moment.known for moment in moments if moment.known is not None]
    if not trusted:
        return False
    last = max(trusted)
    found = False
    for moment, (before, after) in zip(moments, _neighbours(moments), strict=True):
        if moment.known is not None or moment.shifted is None or moment.literal <= last:
            continue
        if before is not None and after is not None and before <= moment.shifted <= after < moment.literal:
            _repair(moment)
            found = True
    return found


def _is_shifted(moment: _Moment, before: int | None, after: int | None, last: int) -> bool:
    """Whether a stamp of a note that has the defect shows it too; `last` is the last second that is certain."""
    shifted = moment.shifted or 0
    if shifted > last:
        return False
    if moment.literal > SURELY_BEYOND * last:
        return True
    fits_literally = (before is None or before <= moment.literal) and (after is None or moment.literal <= after)
    fits_shifted = (before is None or before <= shifted) and (after is None or shifted <= after)
    if fits_literally or fits_shifted:
        return fits_shifted and not fits_literally
    return moment.literal > last


def _neighbours(moments: list[_Moment]) -> list[tuple[int | None, int | None]]:
    """For each moment the nearest certain ones before and after it."""
    before: list[int | None] = []
    last: int | None = None
    for moment in moments:
        before.append(last)
        last = last if moment.known is None else moment.known
    after: list[int | None] = []
    last = None
    for moment in reversed(moments):
        after.append(last)
        last = last if moment.known is None else moment.known
    return list(zip(before, reversed(after), strict=True))
