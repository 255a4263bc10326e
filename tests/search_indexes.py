"""Indexes of a few documents, and what was heard of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_vault.build.search_index.pagefind_index import PagefindMaker
from mkdocs_vault.build.search_index.pagefind_program import pagefind_program
from mkdocs_vault.website.search.documents import SearchDocument
from mkdocs_vault.website.search.port import Files, Searchable

MANY_SECONDS = 60


@dataclass
class Heard:
    """Keeps what an index gives."""

    files: Files = field(default_factory=dict)
    paths: Collection[str] | None = None
    reasons: list[str] = field(default_factory=list)

    def receive(self, files: Files) -> None:
        self.files |= files

    def complete(self, paths: Collection[str]) -> None:
        self.paths = paths

    def unavailable(self, reason: str) -> None:
        self.reasons.append(reason)


@dataclass
class CountedRuns:
    """The addresses that each run of Pagefind was told of, and the number of a run that shall fail."""

    addresses: list[list[str]] = field(default_factory=list)
    failing: int = 0


def documents(count: int, *, language: str = "en", changed: Collection[int] = ()) -> list[SearchDocument]:
    """Short documents, some of them changed."""
    return [
        SearchDocument(f"{language}/{number}/", language, f"Title {number}", f"<p>Words {number}{' new' * (number in changed)}.</p>")
        for number in range(count)
    ]


def maker(cache: Path | None = None, *, part_weight: int = 10**9) -> PagefindMaker:
    """What makes indexes; they are in one part unless less weight is given."""
    program = pagefind_program()
    assert program
    return PagefindMaker(program, cache, part_weight=part_weight)


def index_of(made_by: PagefindMaker, pages: Iterable[Searchable]) -> Heard:
    """The index of some documents, once it is there."""
    heard = Heard()
    index = made_by.begin(heard)
    for page in pages:
        index.add(page)
    index.finish()
    assert index.has_ended(within_seconds=MANY_SECONDS)
    return heard
