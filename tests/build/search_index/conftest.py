"""Runs of Pagefind, counted."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from mkdocs_vault.build.search_index.pagefind_program import IndexingError, PagefindRuns
from mkdocs_vault.website.search.port import Files, Searchable
from search_indexes import CountedRuns


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> CountedRuns:
    """Counts runs of Pagefind's program, which are real."""
    counted = CountedRuns()
    original = PagefindRuns.files_of

    def files_of(self: PagefindRuns, documents: Iterable[Searchable], leaves_out: Iterable[str]) -> Files:
        told = list(documents)
        counted.addresses.append([document.address for document in told])
        if len(counted.addresses) == counted.failing:
            raise IndexingError("its program ended before it was done")
        return original(self, told, leaves_out)

    monkeypatch.setattr(PagefindRuns, "files_of", files_of)
    return counted
