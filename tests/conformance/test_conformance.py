"""Small vaults as people write them, built by MkDocs, and what a reader of the site must find."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from building import build_site
from conformance.checks import CHECKS, Page, address_of

FOLDER = Path(__file__).parent / "cases"
Case = dict[str, Any]


def cases() -> Iterator[Any]:
    """Every case of every file, called by its topic and what holds."""
    for file in sorted(FOLDER.glob("*.yml")):
        for case in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield pytest.param(case, id=f"{file.stem}: {case['what']}")


@pytest.fixture(autouse=True)
def _quiet_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    """Material prints a notice to its users; it is none of our log."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


@pytest.mark.parametrize("case", list(cases()))
def test_a_reader_finds_what_the_author_meant(case: Case, tmp_path: Path) -> None:
    files = {path: f"the file {path}\n" if text == "@file" else text for path, text in case["vault"].items()}
    site = build_site(tmp_path, files, plugins=["tags"])
    first = next(iter(files))
    for expected in case["expect"]:
        page = Page.of(site, address_of(expected.get("page", first)))
        asked = CHECKS.keys() & expected.keys()
        assert asked, expected
        for check in asked:
            CHECKS[check](page, expected[check], expected)
