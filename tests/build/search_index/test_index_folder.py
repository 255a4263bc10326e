"""The folder of a site that has the files of its index."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs_vault.build.search_index.index_folder import IndexFolder

FILES = {"en-1/index/a.pf_index": b"1", "en-1/pagefind-entry.json": b"2", "pagefind-entry.json": b"3"}


def test_what_is_there_already_is_not_written_again(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path)
    folder.receive(FILES)
    for path in FILES:
        os.utime(tmp_path / path, (1000, 1000))
    folder.receive(FILES | {"pagefind-entry.json": b"4"})
    assert [(tmp_path / path).stat().st_mtime == 1000 for path in FILES] == [True, True, False]
    assert (tmp_path / "pagefind-entry.json").read_bytes() == b"4"


def test_files_of_an_earlier_index_go_and_others_stay(tmp_path: Path) -> None:
    folder = IndexFolder(tmp_path)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "picture.svg").write_bytes(b"")
    folder.receive(FILES)
    folder.receive({"pagefind-entry.json": b"5"})
    folder.complete({"pagefind-entry.json"})
    left = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*"))
    assert left == ["mine", "mine/picture.svg", "pagefind-entry.json"]
