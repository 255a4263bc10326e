"""What the site of a vault costs its readers beyond Material's own: scripts, style sheets, the HTML around a note, shifts of the layout."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.conftest import PageAt
from browser.demo_vault import CONFIG, PAGES
from browser.visits import layout_shift
from building import build_config, write, write_config
from mkdocs_vault.hosts.mkdocs.theme_files import theme_folder

KILOBYTE = 1024
SCRIPTS = 60 * KILOBYTE
STYLE_SHEETS = 40 * KILOBYTE
AROUND_A_NOTE = 30 * KILOBYTE

LARGER_WHEN_DRAWN = {"diagram"}
"""Kinds whose height is known once Mermaid has drawn; what stands below moves then."""


def size_of_all(suffix: str) -> int:
    return sum(file.stat().st_size for file in theme_folder().rglob(f"*{suffix}"))


def test_our_scripts_are_small_as_they_are_written() -> None:
    assert size_of_all(".js") <= SCRIPTS


def test_our_style_sheets_are_small_as_they_are_written() -> None:
    assert size_of_all(".css") <= STYLE_SHEETS


def test_nothing_of_ours_holds_back_the_first_paint(page_at: PageAt) -> None:
    page = page_at(PAGES["note"])
    held = page.evaluate(
        "[...document.querySelectorAll('script[src]')].filter((script) => /vault/.test(script.src) && script.type !== 'module').length"
    )
    assert held == 0


@pytest.mark.slow
def test_the_html_around_a_note_is_small_however_many_link_to_it(tmp_path: Path) -> None:
    tags = [f"subject/number-{number}" for number in range(8)]
    files = {f"Folder {n % 7}/Note {n}.md": f"---\ntags: {tags}\n---\nAbout [[Hub]] and [[Note {n - 1}]].\n" for n in range(150)}
    write(tmp_path / "docs", files | {"Hub.md": f"---\ntags: {tags}\nvideoId: aircAruvnKk\naliases: [Heart]\n---\nA word.\n"})
    site = build_config(write_config(tmp_path, plugins=["search"], **CONFIG))
    with_us = len((site.folder / "Hub" / "index.html").read_bytes())
    (tmp_path / "plain").mkdir()
    write(tmp_path / "plain" / "docs", {"Hub.md": "A word.\n"})
    plain = build_config(write_config(tmp_path / "plain", plugins=["search"], vault=False, **CONFIG))
    assert with_us - len((plain.folder / "Hub" / "index.html").read_bytes()) <= AROUND_A_NOTE


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("kind", sorted(PAGES.keys() - LARGER_WHEN_DRAWN))
def test_nothing_moves_while_a_page_comes_in(page_at: PageAt, kind: str, width: int) -> None:
    page = page_at(PAGES[kind], width=width)
    page.wait_for_load_state("networkidle")
    assert layout_shift(page) == 0, page.evaluate("vaultTestShifts")
