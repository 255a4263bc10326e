"""What links lead to, shown beside them; the notes that refer to a note, fetched when a reader asks; properties folded by a click."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import PageAt
from browser.serving import ServedSite, served
from browser.visits import PATIENCE_MILLISECONDS, layout_shift
from building import build_site
from mkdocs_vault.site_headers.page_sources import page_sources
from mkdocs_vault.site_headers.policy import site_headers

PREVIEW = ".vault-preview"
expect.set_options(timeout=PATIENCE_MILLISECONDS)


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """A note that many others link to."""
    spokes = {f"Spoke {number}.md": f"Number {number} leads to [[Hub]]. And so it does: [[Hub|again]]." for number in range(125)}
    site = build_site(tmp_path_factory.mktemp("hub"), {"Hub.md": "The middle.", **spokes})
    assert not site.failure
    with served(site.folder, site_headers(page_sources(site.folder), {})) as running:
        yield running


def _rested(page: Page) -> None:
    """Let more time go by than a preview takes to open: that there is none can't be waited for."""
    page.evaluate("() => new Promise((done) => setTimeout(done, 700))")


def _link(page: Page, text: str, within: str = "article > p") -> None:
    page.locator(within).get_by_text(text, exact=True).first.hover()


@pytest.mark.parametrize(
    ("link", "shown", "missing"),
    [
        ("link", "Back to Note.", "Created"),
        ("link to a heading", 'return f"{loaf}, baked"', "Back to"),
        ("a block", "A quote.", "Back to"),
        ("1", "What the footnote says.", "The first words"),
    ],
)
def test_a_link_shows_what_it_leads_to(page_at: PageAt, link: str, shown: str, missing: str) -> None:
    page = page_at("Note/")
    _link(page, link)
    expect(page.locator(PREVIEW)).to_contain_text(shown)
    expect(page.locator(PREVIEW)).not_to_contain_text(missing)
    assert layout_shift(page) == 0
    page.keyboard.press("Escape")
    expect(page.locator(PREVIEW)).to_have_count(0)


def test_a_preview_closes_when_the_pointer_leaves_and_stays_while_it_is_in_it(page_at: PageAt) -> None:
    page = page_at("Note/")
    _link(page, "link")
    page.locator(PREVIEW).hover()
    _rested(page)
    expect(page.locator(PREVIEW)).to_have_count(1)
    page.locator("article h1").hover()
    expect(page.locator(PREVIEW)).to_have_count(0)


def test_previews_nest_once(page_at: PageAt) -> None:
    page = page_at("Note/")
    _link(page, "link")
    _link(page, "Note", PREVIEW)
    expect(page.locator(PREVIEW)).to_have_count(2)
    _link(page, "link", f"{PREVIEW} >> nth=1")
    _rested(page)
    expect(page.locator(PREVIEW)).to_have_count(2)
    page.keyboard.press("Escape")
    expect(page.locator(PREVIEW)).to_have_count(1)


def test_the_keyboard_opens_enters_and_closes_a_preview(page_at: PageAt) -> None:
    page = page_at("Note/")
    link = page.locator("article > p").get_by_text("link", exact=True)
    link.focus()
    expect(page.locator(PREVIEW)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(PREVIEW)).to_be_focused()
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    _rested(page)
    expect(page.locator(PREVIEW)).to_have_count(0)


def test_going_on_with_the_keyboard_closes_a_preview(page_at: PageAt) -> None:
    page = page_at("Note/")
    page.locator("article > p").get_by_text("link to a heading", exact=True).focus()
    expect(page.locator(PREVIEW)).to_contain_text("Code")
    page.keyboard.press("Tab")
    expect(page.locator(PREVIEW)).to_contain_text("A quote.")


def test_a_finger_opens_no_preview(page_at: PageAt) -> None:
    page = page_at("Note/", width=360)
    page.locator("a.footnote-ref").first.tap()
    page.wait_for_url("**/#*")
    _rested(page)
    expect(page.locator(PREVIEW)).to_have_count(0)


def test_previews_are_there_after_instant_loading(page_at: PageAt) -> None:
    page = page_at("Note/")
    page.wait_for_load_state("networkidle")
    page.evaluate("window.sameDocument = true")
    _link(page, "link")
    page.locator("article > p").get_by_text("link", exact=True).click()
    expect(page.locator("article h1")).to_contain_text("Everything")
    assert page.evaluate("window.sameDocument")
    expect(page.locator(PREVIEW)).to_have_count(0)
    page.mouse.move(1, 1)
    _link(page, "Note")
    expect(page.locator(PREVIEW)).to_contain_text("The first words")


def test_a_link_within_a_preview_leads_on(page_at: PageAt) -> None:
    page = page_at("Writing/Everything/")
    _link(page, "Note")
    page.locator(PREVIEW).get_by_text("a block", exact=True).click()
    page.wait_for_url("**/Writing/Everything/#*")
    expect(page.locator(PREVIEW)).to_have_count(0)


def test_what_is_not_on_the_page_is_fetched_on_request(page_at: PageAt, hub: ServedSite) -> None:
    page = page_at(hub.url("Hub/"))
    notes, button = page.locator(".vault-backlinks .vault-reference"), page.locator(".vault-backlinks .vault-more")
    expect(notes).to_have_count(10)
    expect(button).to_have_text("Show more (230)")
    button.click()
    expect(notes).to_have_count(110)
    expect(notes.nth(10).locator("a").first).to_be_focused()
    expect(button).to_have_text("Show more (30)")
    button.click()
    expect(notes).to_have_count(125)
    expect(button).to_have_count(0)
    assert notes.all_text_contents()[99].startswith("Spoke 99")
    notes.last.get_by_role("link").first.click()
    page.wait_for_url("**/Spoke%20124/")


def test_without_scripts_no_button_promises_more(page_at: PageAt, hub: ServedSite) -> None:
    page = page_at(hub.url("Hub/"), javascript=False)
    expect(page.locator(".vault-backlinks .vault-reference")).to_have_count(10)
    expect(page.locator(".vault-more")).to_be_hidden()


def test_properties_are_folded_by_a_click(page_at: PageAt) -> None:
    page = page_at("Note/")
    value = page.locator(".vault-property", has_text="rating")
    expect(value).to_be_visible()
    page.locator(".vault-properties > summary").click()
    expect(value).to_be_hidden()


def test_nothing_is_wider_than_a_phone(page_at: PageAt) -> None:
    page = page_at("Note/", width=360)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert layout_shift(page) == 0
