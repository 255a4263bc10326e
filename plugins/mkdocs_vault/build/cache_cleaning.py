"""Keeps the cache's folder small: when it is over its limit, the notes that were not used for the longest time go."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from mkdocs_vault.build.pack_files import DamagedError, Entry, Pack
from mkdocs_vault.build.pack_folder import SECONDS_FOR_OTHERS, add_pack, is_older, made_at, remove

MOST_PACKS = 64
"""Each is an open file. A preview writes a small one for every edit."""
_REWRITTEN_BYTES = 16 << 20
"""So much is in memory at once when notes move to a new pack."""
_KEPT = 3, 4
"""The part of the limit that is left after removing, so that this isn't done in every build."""

Places = Mapping[bytes, tuple[Pack, int]]


def clean(folder: Path, packs: Sequence[Pack], others: Sequence[Path], places: Places, uses: Mapping[bytes, int], limit_bytes: int) -> None:
    """Remove packs of other compilers once they are old, and notes while there are too many bytes. What fails is left for the next time.

    `packs` are the open ones, `places` says where each note lies, `uses` when it was last used, in nanoseconds since 1970; a note that is
    not in it was last used when its pack was made. Packs that are removed are closed.
    """
    own_bytes = sum(pack.size for pack in packs)
    too_large = own_bytes + sum(map(_size, others)) > limit_bytes
    for path in others:
        if too_large or is_older(path, SECONDS_FOR_OTHERS):
            remove(path)
    if own_bytes > limit_bytes:
        kept = _most_recently_used(places, uses, limit_bytes * _KEPT[0] // _KEPT[1])
        for moving in _moving(packs, places, kept):
            _copy(folder, moving)
            _remove(moving)  # Copied or not: no more than the limit is a promise, what is compiled is only handy.
    elif len(packs) > MOST_PACKS:
        smallest = sorted(packs, key=lambda pack: pack.size)[: len(packs) - MOST_PACKS // 2]
        for moving in _moving(smallest, places, set(places)):
            if _copy(folder, moving):
                _remove(moving)


def _most_recently_used(places: Places, uses: Mapping[bytes, int], room_bytes: int) -> set[bytes]:
    """As many notes as fit; of those that were used by the same build always the same ones, so that the next builds find them."""
    made = {pack: made_at(pack.path) for pack, _ in places.values()}
    kept = set()
    for key in sorted(places, key=lambda key: (-uses.get(key, made[places[key][0]]), key)):
        pack, number = places[key]
        room_bytes -= pack.stored_bytes(number)
        if room_bytes < 0:
            break
        kept.add(key)
    return kept


def _moving(packs: Iterable[Pack], places: Places, kept: set[bytes]) -> Iterator[dict[Pack, list[int]]]:
    """Packs of which something goes, each with the numbers of the notes that are kept: first those of which nothing is."""
    parts = {pack: [number for key, number in pack.numbered_keys() if key in kept and places[key] == (pack, number)] for pack in packs}
    yield {pack: [] for pack, numbers in parts.items() if not numbers}
    together: dict[Pack, list[int]] = {}
    for pack, numbers in parts.items():
        if not numbers or (len(numbers) == pack.count and pack.size >= _REWRITTEN_BYTES):
            continue
        together[pack] = numbers
        if sum(pack.stored_bytes(number) for pack, numbers in together.items() for number in numbers) >= _REWRITTEN_BYTES:
            yield together
            together = {}
    yield together


def _copy(folder: Path, moving: Mapping[Pack, Iterable[int]]) -> bool:
    """Whether the notes are in a new pack."""
    entries = [entry for pack, numbers in moving.items() for entry in _readable(pack, numbers)]
    try:
        if entries:
            add_pack(folder, entries, next(iter(moving)).compiler).close()
    except (OSError, DamagedError):
        return False
    return True


def _readable(pack: Pack, numbers: Iterable[int]) -> Iterator[Entry]:
    for number in numbers:
        with contextlib.suppress(OSError, DamagedError):
            yield pack.entry(number)


def _remove(packs: Iterable[Pack]) -> None:
    for pack in packs:
        pack.close()
        remove(pack.path)


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
