from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_vault.deployment.export_folder import ExportFolder
from mkdocs_vault.deployment.objects import object_name

CONTENT = b"# Note\n"
NAME = object_name("blob", CONTENT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "docs"
    exported = ExportFolder(root, 1_000)
    exported.write("a/b/note.md", CONTENT)
    exported.write("gone.md", b"x")
    return root


def test_what_is_the_same_stays_and_what_is_not_wanted_goes(folder: Path) -> None:
    (folder / "a" / "of a build").mkdir()
    (folder / "a" / "link").symlink_to("/etc")
    exported = ExportFolder(folder, 2_000)
    exported.keep_only({"a/b/note.md"})
    assert sorted(path.name for path in folder.rglob("*")) == ["a", "b", "note.md"]
    assert exported.kept_content("a/b/note.md", NAME, len(CONTENT)) == CONTENT
    assert (folder / "a/b/note.md").stat().st_mtime == 2_000


@pytest.mark.parametrize("trick", ["changed", "link", "hard link", "fifo", "missing"])
def test_whatever_is_not_the_file_is_replaced(folder: Path, tmp_path: Path, trick: str) -> None:
    note = folder / "a" / "b" / "note.md"
    other = tmp_path / "other"
    other.write_bytes(CONTENT)
    if trick == "changed":
        note.write_bytes(b"# Nope\n")
    else:
        note.unlink()
    match trick:
        case "link":
            note.symlink_to(other)
        case "hard link":
            os.link(other, note)
        case "fifo":
            os.mkfifo(note)
        case _:
            pass
    exported = ExportFolder(folder, 1_000)
    exported.keep_only({"a/b/note.md"})
    assert exported.kept_content("a/b/note.md", NAME, len(CONTENT)) is None
    exported.write("a/b/note.md", CONTENT)
    assert note.read_bytes() == other.read_bytes() == CONTENT
    assert not note.is_symlink()


def test_a_folder_where_a_file_is_wanted_and_a_file_where_a_folder_is(folder: Path) -> None:
    exported = ExportFolder(folder, 1_000)
    exported.keep_only({"a", "gone.md/x"})
    assert list(folder.iterdir()) == []
    exported.write("gone.md/x", b"y")
    exported.write("a", b"z")


def test_a_link_in_the_place_of_the_whole_folder_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("x")
    (tmp_path / "docs").symlink_to(outside)
    ExportFolder(tmp_path / "docs", 0).keep_only(set())
    assert (outside / "precious").exists()
