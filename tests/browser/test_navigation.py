"""The navigation in a real browser: folders that are fetched, long folders, the note at random, lost readers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import PageAt
from browser.serving import ServedSite, served
from browser.visits import layout_shift
from building import build_site
from mkdocs_vault.site_headers.page_sources import page_sources
from mkdocs_vault.site_headers.policy import site_headers

NOTES = 450
FEATURES = ["navigation.instant"]
ARROW = ".vault-nav label[tabindex]"


@pytest.fixture(scope="module")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """A site whose navigation no page carries as a whole."""
    files = {f"Long/Note {number}.md": f"text {number}\n\n## Part\n" for number in range(1, NOTES + 1)}
    files |= {f"Area {number}/Inner/Leaf {number}.md": "text" for number in range(1, 31)}
    theme = {"name": "material", "font": False, "features": FEATURES}
    site = build_site(tmp_path_factory.mktemp("large"), {"index.md": "home", **files}, theme=theme, site_url="http://127.0.0.1/")
    with served(site.folder, site_headers(page_sources(site.folder), {})) as running:
        yield running


@pytest.fixture
def large_page(page_at: PageAt, large_site: ServedSite) -> Callable[..., Page]:
    return lambda path, **wishes: page_at(large_site.url(path), **wishes)


def test_a_folder_opens_in_place_and_its_folders_too(large_page: Callable[..., Page]) -> None:
    page = large_page("Long/Note 200/")
    page.locator(ARROW, has_text="Area 30").click()
    inner = page.locator(ARROW, has_text="Inner")
    inner.focus()
    page.keyboard.press("Enter")
    leaf = page.locator(".vault-nav a", has_text=re.compile("^Leaf 30$"))
    expect(leaf).to_be_visible()
    leaf.click()
    expect(page).to_have_url(re.compile("Area%2030/Inner/Leaf%2030/$"))


def test_a_long_folder_shows_more_at_both_ends(large_page: Callable[..., Page]) -> None:
    page = large_page("Long/Note 300/")
    folder = page.locator(".vault-nav > ul nav > ul:has([aria-current])")
    notes = folder.locator("> li:not(.vault-nav__more)")
    expect(notes).to_have_count(40)
    for where, first, last in (("after", 280, 400), ("after", 280, 450), ("before", 201, 450), ("before", 1, 450)):
        folder.locator(f"> [data-vault-more={where}] a").click()
        expect(notes).to_have_count(last - first + 1)
    expect(folder.locator("> [data-vault-more]")).to_have_count(0)
    names = [text.strip() for text in notes.locator("> a .md-ellipsis").all_inner_texts()]
    assert names == [f"Note {number}" for number in range(1, NOTES + 1)]


def test_without_scripts_folders_lead_to_their_pages(large_page: Callable[..., Page]) -> None:
    page = large_page("Long/Note 200/", javascript=False)
    page.locator(".vault-nav a", has_text=re.compile("^Area 30$")).click()
    expect(page).to_have_url(re.compile("Area%2030/$"))
    page.locator("article a", has_text="Inner").click()
    expect(page.locator("article a", has_text="Leaf 30")).to_be_visible()


def test_the_note_at_random_is_a_note(large_page: Callable[..., Page]) -> None:
    page = large_page("")
    page.locator(".vault-nav [data-vault-random]").click()
    expect(page).to_have_url(re.compile(r"(Note|Leaf)%20\d+/$|127\.0\.0\.1:\d+/$"))


def test_lost_readers_find_the_note_that_they_meant(large_page: Callable[..., Page]) -> None:
    page = large_page("old-place/note-200/")
    expect(page.locator(".vault-nearest a").first).to_have_text("Note 200")
    page.locator(".vault-nearest a").first.click()
    expect(page).to_have_url(re.compile("Long/Note%20200/$"))


def test_nothing_moves_when_the_script_takes_over(large_page: Callable[..., Page]) -> None:
    page = large_page("Long/Note 200/", width=1600)
    expect(page.locator(ARROW, has_text="Area 30")).to_be_attached()
    assert layout_shift(page) == 0, page.evaluate("vaultTestShifts")


@pytest.mark.parametrize("width", [360, 1600])
@pytest.mark.parametrize("path", ["Videos/", "tags/bread/", "recent/", "404.html"])
def test_lists_fit_the_width(page_at: PageAt, path: str, width: int) -> None:
    page = page_at(path, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_drawer_of_a_phone_opens_where_the_page_lies(large_page: Callable[..., Page]) -> None:
    page = large_page("Long/Note 200/", width=360)
    page.locator("label.md-header__button[for=__drawer]").click()
    expect(page.locator(".vault-nav label.md-nav__link--active", has_text="Note 200")).to_be_in_viewport()


def test_the_table_of_contents_is_there(page_at: PageAt) -> None:
    page = page_at("Note/", width=1600)
    expect(page.locator(".md-sidebar--secondary [data-md-component=toc] a").first).to_be_visible()


@pytest.fixture(scope="module")
def moved_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """A site with addresses that lead on, under its own strict policy."""
    files = {
        "index.md": "home",
        "Old.md": "---\npermalink: new/place\n---\n## Part\n\nwords",
        "A/A.md": "## Part\n\nabout",
        "A/one.md": "text",
    }
    site = build_site(tmp_path_factory.mktemp("moved"), files, site_url="http://127.0.0.1/")
    with served(site.folder, site_headers(page_sources(site.folder), {})) as running:
        yield running


@pytest.mark.parametrize(("before", "after"), [("Old/", "new/place/"), ("A/", "A/A/")])
def test_an_address_that_leads_on_keeps_place_and_query(page_at: PageAt, moved_site: ServedSite, before: str, after: str) -> None:
    page = page_at(moved_site.url(f"{before}?from=mail#part"))
    expect(page).to_have_url(re.compile(f"/{after}\\?from=mail#part$"))


@pytest.mark.parametrize(("before", "after"), [("Old/", "new/place/"), ("A/", "A/A/")])
def test_an_address_leads_on_without_scripts(page_at: PageAt, moved_site: ServedSite, before: str, after: str) -> None:
    page = page_at(moved_site.url(before), javascript=False)
    expect(page).to_have_url(re.compile(f"/{after}$"))
