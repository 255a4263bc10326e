"""Canvases and bases are files that name notes: one that names a private note tells of it, so it stays private."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.vault.checks import check_vault
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.loading import load_vault
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.visibility import PublishingRules, Vault, public_vault
from vault.small_vaults import compiled_notes

CANVAS = '{"nodes": [{"id": "a", "type": "file", "file": "Rooms/%s.md", "x": 0, "y": 0, "width": 9, "height": 9}]}'


def opened(root: Path, files: dict[str, str]) -> Vault:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return public_vault(load_vault([(VaultPath(name), root / name) for name in files], root, compiled_notes()), PublishingRules())


@pytest.mark.parametrize("suffix", ["canvas", "base"])
def test_one_that_names_a_private_note_is_private(tmp_path: Path, suffix: str) -> None:
    files = {f"Plan.{suffix}": CANVAS % "Cellar", "Rooms/Cellar.md": "---\npublish: false\n---\n", "Hall.md": f"[[Plan.{suffix}]]"}
    assert not opened(tmp_path, files).attachments


def test_one_that_names_public_notes_is_public(tmp_path: Path) -> None:
    files = {"Plan.canvas": CANVAS % "Attic", "Rooms/Attic.md": "", "Rooms/Cellar.md": "---\npublish: false\n---\n"}
    assert list(opened(tmp_path, files).attachments) == ["Plan.canvas"]


def test_a_link_to_one_is_told_to_lead_to_a_file(tmp_path: Path) -> None:
    vault = opened(tmp_path, {"Plan.canvas": "{}", "Hall.md": "See [[Plan.canvas|the plan]]."})
    (told,) = check_vault(vault, LinkIndex(vault))
    assert told.code is DiagnosticCode.NOT_SHOWN_YET
    assert (told.position.line, told.position.column) == (1, 5)
