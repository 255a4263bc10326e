"""Notes for a cache, told by their numbers; as a program, a build that reads and writes them."""

from __future__ import annotations

import sys
from pathlib import Path

from mkdocs_vault.build import note_cache
from mkdocs_vault.build.note_cache import NoteCache

COMPILER = b"compiler number1"
OTHER_COMPILER = b"compiler number2"


def key(number: int) -> bytes:
    return number.to_bytes(16, "big")


def facts(number: int) -> bytes:
    return b"facts %d " % number * (number % 7)


def body(number: int) -> bytes:
    return b"body %d " % number * (number % 11)


def fill(folder: Path, numbers: range, compiler: bytes = COMPILER, limit_bytes: int = 1 << 30) -> None:
    with NoteCache(folder, compiler, limit_bytes=limit_bytes) as cache:
        for number in numbers:
            cache.put(key(number), facts(number), body(number))


def what_it_has(folder: Path, numbers: range, compiler: bytes = COMPILER) -> set[int]:
    """The notes that the cache has. That they are right is asserted."""
    with NoteCache(folder, compiler) as cache:
        found = cache.facts(map(key, numbers))
        assert all(found[key(number)] == facts(number) for number in numbers if key(number) in found)
        bodies = {number: cache.body(key(number)) for number in numbers}
    assert all(content in {None, body(number)} for number, content in bodies.items())
    return {number for number, content in bodies.items() if content is not None and key(number) in found}


def build(folder: Path, seed: int) -> None:
    """One build that lacks some notes, with a limit that is often reached."""
    with NoteCache(folder, COMPILER, limit_bytes=30_000) as cache:
        for number in range(seed, 400, 1 + seed % 3):
            found = cache.facts([key(number)]).get(key(number))
            content = cache.body(key(number))
            assert found in {None, facts(number)}
            assert content in {None, body(number)}
            if found is None or content is None:
                cache.put(key(number), facts(number), body(number))


if __name__ == "__main__":
    note_cache.PACK_BYTES = 2000
    print("ready", flush=True)  # noqa: T201 - the test waits for it
    for turn in range(int(sys.argv[3])):
        build(Path(sys.argv[1]), int(sys.argv[2]) + turn)
