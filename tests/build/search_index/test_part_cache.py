"""Parts of an index that are kept from build to build."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_vault.build.search_index.part_cache import PartCache

FILES = {"index/a.pf_index": b"one", "empty": b"", "pagefind-entry.json": b"\0two"}


@pytest.fixture
def cache(tmp_path: Path) -> PartCache:
    return PartCache(tmp_path / "cache")


def test_a_part_comes_back_as_it_was_in_the_same_order(cache: PartCache) -> None:
    cache.keep("a", FILES)
    assert list((cache.files("a") or {}).items()) == list(FILES.items())


def test_what_was_not_kept_is_not_there(cache: PartCache) -> None:
    assert cache.files("a") is None


def test_without_a_folder_nothing_is_kept() -> None:
    cache = PartCache(None)
    cache.keep("a", FILES)
    cache.forget_all_but(["a"])
    assert cache.files("a") is None


@pytest.mark.parametrize("at", [0, 31, 32, 40, 60, -1])
def test_a_damaged_part_is_not_there(cache: PartCache, tmp_path: Path, at: int) -> None:
    cache.keep("a", FILES)
    file = tmp_path / "cache" / "a.part"
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)
    assert cache.files("a") is None


@pytest.mark.parametrize("size", [0, 10, 40, 100])
def test_a_part_that_was_cut_off_is_not_there(cache: PartCache, tmp_path: Path, size: int) -> None:
    cache.keep("a", FILES)
    file = tmp_path / "cache" / "a.part"
    file.write_bytes(file.read_bytes()[:size])
    assert cache.files("a") is None


def test_a_place_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = PartCache(tmp_path / "file" / "cache")
    cache.keep("a", FILES)
    cache.forget_all_but([])
    assert cache.files("a") is None


def test_a_full_disk_leaves_nothing_behind(cache: PartCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    cache.keep("a", FILES)
    assert cache.files("a") is None
    assert not list((tmp_path / "cache").iterdir())


def test_a_part_that_another_build_has_kept_meanwhile_may_be_kept_again(cache: PartCache, tmp_path: Path) -> None:
    cache.keep("a", FILES)
    PartCache(tmp_path / "cache").keep("a", FILES)
    assert cache.files("a") == FILES


def test_as_many_others_are_kept_as_are_needed_those_that_were_used_last(cache: PartCache, tmp_path: Path) -> None:
    for age, name in enumerate("abcdef"):
        cache.keep(name, FILES)
        os.utime(tmp_path / "cache" / f"{name}.part", (1000 - age, 1000 - age))
    assert cache.files("e")  # Which is a use.
    cache.forget_all_but(["d", "f"])
    assert sorted(path.stem for path in (tmp_path / "cache").iterdir()) == ["a", "d", "e", "f"]
