"""What the time stamps of a note mean, decided for the note as a whole.

`HH:MM:SS` is how a stamp is written, but some tools write `MM:SS:00`, or `MM:SS:ff` with frames or hundredths in the last part. Stamps
that are written alike are decided together, the surest first; what is decided then speaks for the others. Where too little speaks for
either reading nobody decides, and the author is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from mkdocs_vault.note.stamp_evidence import DECIDED, SURE
from mkdocs_vault.note.stamp_groups import StampGroups, VideoLength
from mkdocs_vault.note.stamps import Stamp

LONGEST_VIDEO_SECONDS = 12 * 3600
"""The longest video that YouTube takes."""

FAR_BEYOND = 2
"""What several notes know of a video ends where it ends; nothing lies this many times beyond."""

MANY_WITNESSES = 3


class StampFormat(StrEnum):
    """How all stamps of a note are written, where its property `timestamp_format` says so."""

    HOURS_FIRST = "hh:mm:ss"
    MINUTES_FIRST = "mm:ss:ff"


UNKNOWN_LENGTH = VideoLength()


class StampReading(NamedTuple):
    """The second that a stamp means; None where nobody can tell, or where it lies beyond the end of the video.

    `is_repaired` says that it isn't the one that is written, `is_open` that both readings are possible, `is_sure` that other notes
    of the same video may rely on it.
    """

    seconds: int | None
    is_repaired: bool = False
    is_open: bool = False
    is_sure: bool = False


OPEN = StampReading(None, is_open=True)


def stamp_readings(
    stamps: Sequence[Stamp], length: VideoLength = UNKNOWN_LENGTH, written_as: StampFormat | None = None
) -> list[StampReading]:
    """The reading of each stamp of a note, in their order. Linear in the number of stamps."""
    limit = LONGEST_VIDEO_SECONDS if length.exact is None else length.exact
    if written_as is not None:
        return [_by_format(stamp, written_as, limit) for stamp in stamps]
    possible = [stamp._replace(literal=_within(stamp.literal, limit), shifted=_within(stamp.shifted, limit)) for stamp in stamps]
    if all(stamp.literal is None or stamp.shifted is None for stamp in possible):
        return [_only_reading(stamp) for stamp in possible]
    weights = StampGroups(possible, length).weights()
    return [_weighed(stamp, weight, length) for stamp, weight in zip(possible, weights, strict=True)]


def last_sure_second(readings: Sequence[StampReading]) -> int:
    """The last second that a note is sure of: its video lasts at least as long. 0 where it is sure of none."""
    return max((reading.seconds for reading in readings if reading.is_sure and reading.seconds is not None), default=0)


def _within(seconds: int | None, limit: int) -> int | None:
    return seconds if seconds is not None and seconds <= limit else None


def _by_format(stamp: Stamp, written_as: StampFormat, limit: int) -> StampReading:
    is_shifted = written_as is StampFormat.MINUTES_FIRST and stamp.shifted is not None
    return StampReading(_within(stamp.shifted if is_shifted else stamp.literal, limit), is_sure=True)


def _only_reading(stamp: Stamp) -> StampReading:
    if stamp.literal is not None:
        return StampReading(stamp.literal, is_sure=True)
    return StampReading(stamp.shifted, is_repaired=stamp.shifted is not None, is_sure=stamp.shifted is not None)


def _weighed(stamp: Stamp, weight: float, length: VideoLength) -> StampReading:
    """The reading that a weight speaks for: positive for the shifted one."""
    if stamp.literal is None or stamp.shifted is None:
        return _only_reading(stamp)
    is_sure = abs(weight) >= SURE
    if weight >= DECIDED:
        return StampReading(stamp.shifted, is_repaired=True, is_sure=is_sure)
    is_far = length.witnesses >= MANY_WITNESSES and stamp.literal > FAR_BEYOND * length.last
    return OPEN if weight > -DECIDED or is_far else StampReading(stamp.literal, is_sure=is_sure)
