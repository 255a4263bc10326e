"""No page has a violation that axe-core finds, in either scheme: no rule is left out, nor any part of the theme's own frame."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from browser.conftest import PageAt
from browser.demo_vault import PAGES
from browser.visits import wait_until

KINDS = ("note", "everything", "diagram", "video", "recording", "graph", "folder", "folder note", "tag", "recent", "arabic", "404")

READY = """
document.querySelector(".md-search")?.ariaLabel && !document.querySelector(".task-list-control input:not([aria-label])")
"""
"""The names that labels.js gives."""


@lru_cache
def axe_core() -> str:
    """The library's source, given to the browser by the test, so that no page asks for it: the file that AXE_CORE names, or PyPI's."""
    named = os.environ.get("AXE_CORE")
    source = Path(named) if named else files("axe_playwright_python").joinpath("axe.min.js")
    return source.read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What is wrong on a page: the rule, the element, and what to do about it."""
    page.evaluate(axe_core())
    found: list[dict[str, Any]] = page.evaluate("axe.run({ resultTypes: ['violations'] }).then(({ violations }) => violations)")
    return [f"{rule['id']}: {node['html'][:150]} ({node['failureSummary']})" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_has_no_violation(page_at: PageAt, kind: str, scheme: str) -> None:
    page = page_at(PAGES[kind], scheme, reduced_motion=True)
    wait_until(page, READY)
    if kind == "diagram":
        page.locator("div.mermaid").wait_for()
    assert not violations(page)


def test_a_phones_page_has_no_violation(page_at: PageAt) -> None:
    page = page_at(PAGES["note"], "dark", 360, reduced_motion=True)
    wait_until(page, READY)
    assert not violations(page)
