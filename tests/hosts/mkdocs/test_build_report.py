"""What a build tells the deployment of its pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hosts.mkdocs.conftest import BuildSite

NOTES = {
    "index.md": "Home.",
    "A b.md": "---\npermalink: other/place\n---\n",
    "Sub/C.md": "C",
    "Secret.md": "---\npublish: false\n---\n",
}


def test_it_names_the_page_of_every_public_note(build: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = tmp_path / "report.json"
    monkeypatch.setenv("MKDOCS_VAULT_BUILD_REPORT", str(report))
    site = build(NOTES)
    pages = json.loads(report.read_text(encoding="utf-8"))["pages"]
    assert pages["A b.md"] == "other/place/index.html"
    assert set(NOTES) - set(pages) == {"Secret.md"}
    assert all(site.has(page) for page in pages.values())


def test_without_the_variable_nothing_is_written(build: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MKDOCS_VAULT_BUILD_REPORT", raising=False)
    build(NOTES)
    assert not list(tmp_path.rglob("report.json"))
