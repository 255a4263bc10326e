"""The search in a real browser: its keys, what it finds and how that is shown, in several languages, on a phone, without a server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import PageAt
from browser.serving import ServedSite
from browser.visits import PATIENCE_MILLISECONDS, log_of

FOLDER = "assets/vault/search/"
INDEX = f"**/{FOLDER}pagefind-entry.json*"


def ready(page: Page) -> Page:
    """The page, once its keys are heard."""
    expect(page.locator(".vault-search[data-vault-ready]")).to_be_attached()
    return page


def ask(page: Page, words: str) -> None:
    page.keyboard.press("s")
    page.locator(".vault-search input").fill(words)


def results(page: Page) -> list[str]:
    found = page.locator(".vault-search li")
    expect(found.first).to_be_visible(timeout=2 * PATIENCE_MILLISECONDS)
    return [text.strip() for text in found.locator("h1").all_inner_texts()]


def test_nothing_is_fetched_before_it_is_used(page_at: PageAt) -> None:
    page = ready(page_at("Note/"))
    assert not [url for url in log_of(page).requests if FOLDER in url or "search_index" in url or "search_results" in url]
    ask(page, "sourdough")
    results(page)
    assert [url for url in log_of(page).requests if FOLDER in url]


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_keys_open_and_close_it(page_at: PageAt, key: str) -> None:
    page = ready(page_at("Note/"))
    page.keyboard.press(key)
    field = page.locator(".vault-search input")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    expect(page.locator("#__search")).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(field).not_to_be_focused()


def test_results_are_grouped_by_heading_and_lead_there(page_at: PageAt) -> None:
    page = ready(page_at(""))
    ask(page, "heading")
    assert "A note" in results(page)
    item = page.locator(".vault-search li", has=page.get_by_role("heading", name="A note", exact=True))
    section = item.locator("a", has=page.locator("h2", has_text="First heading"))
    expect(section.locator("mark").first).to_have_text(re.compile("heading", re.IGNORECASE))
    section.click()
    expect(page).to_have_url(re.compile("/Note/#first-heading$"))
    expect(page.locator("#__search")).not_to_be_checked()


def test_arrows_and_enter_choose_a_result(page_at: PageAt) -> None:
    page = ready(page_at(""))
    ask(page, "Notiz")
    assert results(page)[0] == "A note"
    page.keyboard.press("ArrowDown")
    expect(page.locator(".vault-search li a").first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(".vault-search input")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/Note/$"))
    ask(page, "everything")  # The page was replaced, the box was not.
    expect(page.locator(".vault-search h1", has_text="Everything")).to_be_visible(timeout=PATIENCE_MILLISECONDS)


def test_tags_narrow_what_is_found(page_at: PageAt) -> None:
    page = ready(page_at(""))
    ask(page, "#bread")
    before = len(results(page))
    tag = page.locator(".vault-search__tags button", has_text="#bread/sourdough")
    tag.click()
    expect(page.locator(".vault-search input")).to_have_value("#bread #bread/sourdough")
    expect(page.locator(".vault-search__tags [aria-pressed=true]")).to_have_count(2)
    assert len(results(page)) <= before
    page.locator(".vault-search__tags [aria-pressed=true]").last.click()
    expect(page.locator(".vault-search input")).to_have_value("#bread")


@pytest.mark.parametrize(("words", "title"), [("面包", "面包"), ("小麦粉", "パンの作り方"), ("كلمات", "ملاحظة")])
def test_notes_are_found_in_their_own_language(page_at: PageAt, words: str, title: str) -> None:
    page = ready(page_at(""))
    ask(page, words)
    assert title in results(page)


def test_it_fits_a_phone(page_at: PageAt) -> None:
    page = ready(page_at("Note/", scheme="dark", width=360))
    page.locator("header label.md-header__button[for=__search]").tap()
    expect(page.locator(".vault-search input")).to_be_focused()
    page.keyboard.type("heading")
    results(page)
    assert page.evaluate("document.querySelector('.vault-search .md-search__scrollwrap').scrollWidth") <= 360


def test_a_query_in_the_address_is_asked(page_at: PageAt) -> None:
    page = ready(page_at("?q=everything"))
    assert "Everything" in results(page)


def test_it_says_that_there_is_no_index_and_tries_again(page_at: PageAt) -> None:
    page = ready(page_at(""))
    page.route(INDEX, lambda route: route.fulfill(status=404, body=""))
    ask(page, "note")
    status = page.locator(".vault-search [role=status]")
    expect(status).to_have_text(re.compile("could not be loaded"), timeout=PATIENCE_MILLISECONDS)
    page.unroute(INDEX)
    page.locator(".vault-search input").fill("everything")
    assert "Everything" in results(page)


def test_a_site_that_is_opened_as_a_file_says_what_search_needs(demo_site: ServedSite, page_at: PageAt) -> None:
    page = page_at("").context.browser.new_page()  # type: ignore[union-attr] # It has one: it was opened in it.
    page.goto((demo_site.folder / "Note" / "index.html").as_uri())
    page.locator(".vault-search input").click()
    expect(page.locator(".vault-search [role=status]")).to_have_text(re.compile("needs a server"))
    expect(page.locator(".vault-search .md-search__output")).to_have_css("opacity", "1")
    page.close()
