"""Canvases and bases are files that name notes: one that names a private note tells of it, so it stays private."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.vault.checks import check_vault
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.loading import load_vault
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.public_attachments import AttachmentRules
from mkdocs_vault.vault.visibility import PublishingRules, Vault, public_vault
from vault.small_vaults import compiled_notes

CANVAS = '{"nodes": [{"id": "a", "type": "file", "file": "Rooms/%s.md", "x": 0, "y": 0, "width": 9, "height": 9}]}'


def opened(root: Path, files: dict[str, str], rules: PublishingRules | None = None) -> Vault:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return public_vault(load_vault([(VaultPath(name), root / name) for name in files], root, compiled_notes()), rules or PublishingRules())


@pytest.mark.parametrize("suffix", ["canvas", "base"])
def test_one_that_names_a_private_note_is_private(tmp_path: Path, suffix: str) -> None:
    files = {f"Plan.{suffix}": CANVAS % "Cellar", "Rooms/Cellar.md": "---\npublish: false\n---\n", "Hall.md": f"[[Plan.{suffix}]]"}
    assert not opened(tmp_path, files).attachments


def test_one_that_names_public_notes_is_public(tmp_path: Path) -> None:
    files = {"Plan.canvas": CANVAS % "Attic", "Rooms/Attic.md": "![[Plan.canvas]]", "Rooms/Cellar.md": "---\npublish: false\n---\n"}
    assert list(opened(tmp_path, files).attachments) == ["Plan.canvas"]


CARDS = [
    {"type": "file", "file": "f/p.png"}, {"type": "group", "background": "f/p.png"},
    {"type": "text", "text": "![[p.png|9]] [[x"},
    {"type": "text", "text": "![x](f/p.png 'y')"}, {"type": "text", "text": '<img src="f/p.png">'},
    {"type": "file", "file": "Second.canvas"},
]  # fmt: skip
SECOND = json.dumps({"nodes": [{"type": "file", "file": "f/p.png"}, {"type": "file", "file": "Plan.canvas"}]})


@pytest.mark.parametrize("card", CARDS)
def test_what_a_public_canvas_shows_is_public(tmp_path: Path, card: dict[str, str]) -> None:
    files = {"Plan.canvas": json.dumps({"nodes": [7, card]}), "Second.canvas": SECOND, "f/p.png": "x", "q/p.png": "x", "Hall.md": ""}
    used = opened(tmp_path / "used", files | {"Hall.md": "![[Plan.canvas]]"})
    assert {"Plan.canvas", "f/p.png"} <= {*used.attachments} <= {"Plan.canvas", "Second.canvas", "f/p.png"}
    assert not opened(tmp_path / "unused", files).attachments


@pytest.mark.parametrize("line", ["formula: 'image(\"f/p.png\")'", "filters: 'file.hasLink(\"p.png\")'", "x: '[[f/p.png]]'"])
def test_what_a_public_base_names_is_public(tmp_path: Path, line: str) -> None:
    files = {"All.base": line, "f/p.png": "x", "Hall.md": ""}
    assert list(opened(tmp_path / "used", files | {"Hall.md": "![[All.base]]"}).attachments) == ["All.base", "f/p.png"]
    assert not opened(tmp_path / "unused", files).attachments


def test_what_only_a_private_canvas_shows_is_private_whatever_else_is_published(tmp_path: Path) -> None:
    nodes = [{"type": "file", "file": "Cellar.md"}, {"type": "file", "file": "p.png"}]
    files = {
        "Plan.canvas": json.dumps({"nodes": nodes}),
        "p.png": "x",
        "Cellar.md": "---\npublish: false\n---\n",
        "Hall.md": "[[Plan.canvas]]",
    }
    assert not opened(tmp_path, files).attachments
    assert not opened(tmp_path, files, PublishingRules(attachments=AttachmentRules("all"))).attachments


@pytest.mark.parametrize("text", ["", "[", "[1]", '{"nodes": 1}', '{"nodes": [null, {"file": 1, "text": []}]}', "[" * 100_000])
def test_one_that_can_not_be_read_uses_nothing(tmp_path: Path, text: str) -> None:
    files = {"Plan.canvas": text, "Hall.md": "![[Plan.canvas]]", "p.png": "x"}
    assert list(opened(tmp_path, files).attachments) == ["Plan.canvas"]


def test_a_link_to_one_is_told_to_lead_to_a_file(tmp_path: Path) -> None:
    vault = opened(tmp_path, {"Plan.canvas": "{}", "Hall.md": "See [[Plan.canvas|the plan]]."})
    (told,) = check_vault(vault, LinkIndex(vault))
    assert told.code is DiagnosticCode.NOT_SHOWN_YET
    assert (told.position.line, told.position.column) == (1, 5)
