"""Paths in the vault."""

import pytest

from mkdocs_vault.vault.paths import VaultPath, is_note


@pytest.mark.parametrize(
    ("path", "name", "stem", "suffix", "parent"),
    [
        ("a/b/Note.md", "Note.md", "Note", ".md", "a/b"), ("Note.md", "Note.md", "Note", ".md", ""),
        ("a/v1.2.md", "v1.2.md", "v1.2", ".md", "a"),
        ("LICENSE", "LICENSE", "LICENSE", "", ""), ("a.b/.env", ".env", ".env", "", "a.b"),
        ("x/Drawing.excalidraw.md", "Drawing.excalidraw.md", "Drawing.excalidraw", ".md", "x"),
        ("a/end.", "end.", "end.", "", "a"),
    ],
)  # fmt: skip
def test_a_path_knows_its_parts(path: str, name: str, stem: str, suffix: str, parent: str) -> None:
    found = VaultPath(path)
    assert (found.name, found.stem, found.suffix, found.parent) == (name, stem, suffix, parent)


@pytest.mark.parametrize(
    ("path", "note"),
    [("a.md", True), ("a.MD", True), ("a.markdown", False), (".md", False), ("a/.md", False), ("amd", False), ("a.md/b", False)],
)
def test_notes_end_in_md(path: str, *, note: bool) -> None:
    assert is_note(VaultPath(path)) is note


@pytest.mark.parametrize(
    ("path", "hidden"),
    [(".obsidian/a", True), ("a/.trash/b", True), ("a/.env", True), ("a.b/c", False), ("../a", False), ("../.a", True), ("a/..b", True)],
)
def test_dot_files_are_hidden(path: str, *, hidden: bool) -> None:
    assert VaultPath(path).is_hidden is hidden


def test_paths_compare_without_case_and_unicode_form_but_keep_their_spelling() -> None:
    composed, decomposed = VaultPath("A/Caf\u00e9.md"), VaultPath("a/cafe\u0301.MD")
    assert composed.key == decomposed.key
    assert composed != decomposed
    assert VaultPath("../x").is_outside
    assert not VaultPath("..x").is_outside
