"""Notes by the dozen: what is handed to a worker at once, and what comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from mkdocs_vault.build.digests import compiler_version

CHUNK_NOTES = 32
CHUNK_CHARACTERS = 200_000
"""A chunk ends with the note that reaches one of the two: some 50 ms of work, so that all workers are done at about the same time."""

T = TypeVar("T")
Note = tuple[str, str]
"""A name, which is only told, and the text to be compiled."""


class VersionsDifferError(Exception):
    """A worker on another machine has another compiler, and would make other pages."""


@dataclass(frozen=True, slots=True)
class Compiling(Generic[T]):
    """A function that can be imported by its name, and what it gets beside a text. It is pure: to run it twice does no harm."""

    function: Callable[[str, bytes], T]
    options: bytes = b""

    def __call__(self, text: str) -> T:
        """The compiled note."""
        return self.function(text, self.options)


@dataclass(frozen=True, slots=True)
class Raised:
    """The function raised an exception: which, is seen where it is called again."""


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """The function returned something."""

    result: T


def compile_chunk(compiling: Compiling[T], texts: Iterable[str], compiler: bytes | None) -> list[Made[T] | Raised]:
    """What each text is compiled to; runs in a worker.

    Raises `VersionsDifferError` where the compiler isn't the one that is given; None is whichever there is.
    """
    if compiler is not None and compiler != compiler_version():
        raise VersionsDifferError
    return [_outcome(compiling, text) for text in texts]


def _outcome(compiling: Compiling[T], text: str) -> Made[T] | Raised:
    try:
        return Made(compiling(text))
    except Exception:  # noqa: BLE001 - one note must not take the others of its chunk with it
        return Raised()


def in_chunks(notes: Iterable[Note]) -> Iterator[list[Note]]:
    """The notes in their order, some at a time."""
    chunk: list[Note] = []
    characters = 0
    for note in notes:
        chunk.append(note)
        characters += len(note[1])
        if len(chunk) >= CHUNK_NOTES or characters >= CHUNK_CHARACTERS:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk
