"""Documents that wait on the disk."""

from __future__ import annotations

import tempfile

import pytest

from mkdocs_vault.build.search_index.document_spool import DocumentSpool
from mkdocs_vault.website.search.documents import SearchDocument
from search_indexes import documents

LONE_SURROGATE = SearchDocument("a/", "en", "A", "<p>\ud800</p>")


def test_documents_come_back_as_they_were() -> None:
    spool = DocumentSpool()
    pages = [*documents(20), LONE_SURROGATE]
    kept = [spool.keep(page) for page in pages]
    for told in ("address", "language", "digest", "weight"):
        assert [getattr(page, told) for page in kept] == [getattr(page, told) for page in pages]
    assert [page.html() for page in reversed(kept)] == [page.html() for page in reversed(pages)]
    spool.close()


def test_a_document_for_which_the_disk_has_no_room_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    spool = DocumentSpool()
    assert spool.keep(LONE_SURROGATE) is LONE_SURROGATE
    spool.close()


def test_nothing_is_on_the_disk_once_it_is_closed() -> None:
    spool = DocumentSpool()
    kept = spool.keep(LONE_SURROGATE)
    spool.close()
    with pytest.raises(OSError, match="gone"):
        kept.html()
    assert spool.keep(LONE_SURROGATE) is LONE_SURROGATE
