"""The time stamps of a note as its facts keep them: a vault may hold a million, so each takes fifteen bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from struct import Struct
from typing import NamedTuple

_PACKED = Struct("<IIIH?")


class Stamp(NamedTuple):
    """A time stamp: where it stands in the note, in bytes, and its readings in seconds (see `Clock`)."""

    offset: int
    literal: int | None
    shifted: int | None = None
    tail: int = 0
    is_short: bool = False


def packed(stamps: Iterable[Stamp]) -> bytes:
    """Stamps as bytes, in their order; a reading that is None becomes 0."""
    return b"".join(_PACKED.pack(stamp.offset, _up(stamp.literal), _up(stamp.shifted), stamp.tail, stamp.is_short) for stamp in stamps)


def unpacked(data: bytes) -> Iterator[Stamp]:
    """The stamps of such bytes."""
    for offset, literal, shifted, tail, is_short in _PACKED.iter_unpack(data):
        yield Stamp(offset, literal - 1 if literal else None, shifted - 1 if shifted else None, tail, is_short)


def _up(seconds: int | None) -> int:
    return 0 if seconds is None else seconds + 1
