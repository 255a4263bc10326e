"""Builds of small vaults, for the tests of the adapter."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from building import BuiltSite, build_site

BuildSite = Callable[..., BuiltSite]


@pytest.fixture(autouse=True)
def _quiet_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    """Material prints a notice to its users; it is none of our log."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")


@pytest.fixture
def build(tmp_path: Path) -> BuildSite:
    """`build_site` in a folder of the test's own."""
    return partial(build_site, tmp_path)
