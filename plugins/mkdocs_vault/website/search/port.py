"""What the rest of the program asks of whoever makes the index of the search. Pagefind is behind it: `build.search_index`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

Files = dict[str, bytes]
"""Files by their path in the folder of the index, with `/`."""


class Searchable(Protocol):
    """A page that is to be found. Its HTML is asked for only if its part of the index must be made again."""

    @property
    def address(self) -> str:
        """Where the page is, relative to the site; one document for each address."""

    @property
    def language(self) -> str:
        """Two or three letters."""

    @property
    def digest(self) -> str:
        """The same as long as `html` is the same."""

    @property
    def weight(self) -> int:
        """What the document costs: `documents.weight_of`."""

    def html(self) -> str:
        """The document: `documents.SearchDocument.html`. Of a document at hand, this may be called in another thread."""

    def at_hand(self) -> Searchable:
        """The same document, its HTML being made. Called in the thread that asks for the index."""


class IndexReceiver(Protocol):
    """Is given an index, in the thread that makes it. Of one that was cancelled it hears nothing more."""

    def receive(self, files: Files) -> None:
        """Some of the files, in the order in which they are to be written: what names others comes after them."""

    def complete(self, paths: Collection[str]) -> None:
        """That was all; these are the paths of the whole index."""

    def unavailable(self, reason: str) -> None:
        """There is no index, or not all of it."""


class IndexInMaking(Protocol):
    """One index. Its methods may be called from any thread."""

    def add(self, document: Searchable) -> None:
        """Have a page found."""

    def finish(self) -> None:
        """That was the last page: make the index, in a thread of its own."""

    def cancel(self) -> None:
        """Nobody needs this index any more: stop, which takes a moment."""

    def has_ended(self, *, within_seconds: float = 0) -> bool:
        """Whether nothing runs any more, which is waited for."""


class IndexMaker(Protocol):
    """Makes indexes, one after the other; remembers what of them can be used again."""

    def begin(self, receiver: IndexReceiver) -> IndexInMaking:
        """A new index without pages. Nothing runs before its `finish`."""
