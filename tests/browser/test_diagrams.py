"""Diagrams are drawn, without asking anybody else."""

from __future__ import annotations

from browser.conftest import PageAt
from browser.demo_vault import PAGES
from browser.visits import log_of

LIBRARY = "assets/mermaid/mermaid.min.js"


def test_a_diagram_is_drawn_with_the_sites_own_library(page_at: PageAt) -> None:
    page = page_at(PAGES["diagram"])
    drawing = page.locator("div.mermaid")
    drawing.wait_for()
    box = drawing.bounding_box()
    assert box is not None
    assert box["height"] > 40
    assert [url for url in log_of(page).requests if url.endswith(LIBRARY)]


def test_it_is_loaded_where_a_diagram_is_and_only_there(page_at: PageAt) -> None:
    page = page_at(PAGES["note"])
    assert not [url for url in log_of(page).requests if "mermaid" in url]
    page.locator("article a", has_text="link").first.click()
    page.locator("h1", has_text="Everything").wait_for()
    page.evaluate("path => { const link = document.querySelector('article a'); link.href = path; link.click(); }", "../Diagram/")
    page.locator("div.mermaid").wait_for()


def test_its_source_is_shown_without_scripts(page_at: PageAt) -> None:
    assert "Flour --> Dough" in page_at(PAGES["diagram"], javascript=False).locator("pre.mermaid").inner_text()
