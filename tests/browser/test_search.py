"""The search in a real browser: its keys, what it finds and how that is shown, in several languages, on a phone, without a server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import PageAt
from browser.serving import ServedSite, served
from browser.visits import PATIENCE_MILLISECONDS, log_of
from building import build_site
from mkdocs_vault.build.search_index.pagefind_index import pagefind_maker
from mkdocs_vault.hosts.mkdocs.search import site_search
from mkdocs_vault.site_headers.page_sources import page_sources
from mkdocs_vault.site_headers.policy import site_headers

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


ENGLISH_NOTES = 12


@pytest.fixture(scope="session")
def site_in_parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """A site whose index is in as many parts as that of a large one."""
    files = {f"{number}.md": f"---\ntags: [kitchen]\n---\nBread of *rye{number}*.\n" for number in range(ENGLISH_NOTES - 1)}
    files |= {
        "Bread.md": "---\ntags: [kitchen, start]\n---\nAll of it.\n",
        "Brot.md": "---\nlang: de\ntags: [kitchen]\n---\nBread, auf Deutsch.\n",
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        maker = pagefind_maker()
        assert maker
        patch.setattr(site_search, "pagefind_maker", lambda _: replace(maker, part_weight=1200))
        site = build_site(tmp_path_factory.mktemp("parts"), files, {"search": "pagefind", "graph": False})
    assert not site.failure
    with served(site.folder, site_headers(page_sources(site.folder), {})) as running:
        yield running


class TestAnIndexInParts:
    def test_is_searched_as_one(self, page_at: PageAt, site_in_parts: ServedSite) -> None:
        page = ready(page_at(site_in_parts.url("Bread/")))
        ask(page, "bread")
        first = results(page)
        assert first[0] == "Bread"
        expect(page.locator(".vault-search [role=status]")).to_have_text(re.compile(str(ENGLISH_NOTES + 1)))
        parts = {url.partition(FOLDER)[2].split("/")[0] for url in log_of(page).requests if ".pf_fragment" in url}
        assert len(parts) > 2
        assert len([url for url in log_of(page).requests if url.endswith("wasm.en.pagefind")]) == 1

    def test_counts_tags_over_all_of_them(self, page_at: PageAt, site_in_parts: ServedSite) -> None:
        page = ready(page_at(site_in_parts.url("Bread/")))
        ask(page, "bread")
        results(page)
        assert page.locator(".vault-search__tags button").all_inner_texts() == [f"#kitchen{ENGLISH_NOTES + 1}", "#start1"]

    def test_is_narrowed_by_a_tag_that_stands_in_one_of_them(self, page_at: PageAt, site_in_parts: ServedSite) -> None:
        page = ready(page_at(site_in_parts.url("Bread/")))
        ask(page, "bread #start")
        assert results(page) == ["Bread"]

    def test_marks_words_of_all_of_them(self, page_at: PageAt, site_in_parts: ServedSite) -> None:
        page = ready(page_at(site_in_parts.url("Bread/")))
        for number in range(ENGLISH_NOTES - 1):
            page.locator(".vault-search input").fill(f"rye{number}")
            found = page.locator(".vault-search li", has=page.get_by_role("heading", name=str(number), exact=True))
            expect(found.locator("mark", has_text=f"rye{number}").first).to_be_visible(timeout=PATIENCE_MILLISECONDS)

    def test_says_that_a_part_is_missing_and_tries_again(self, page_at: PageAt, site_in_parts: ServedSite) -> None:
        page = ready(page_at(site_in_parts.url("Bread/")))
        page.route(f"**/{FOLDER}en-*/pagefind-entry.json*", lambda route: route.fulfill(status=404, body=""))
        ask(page, "bread")
        expect(page.locator(".vault-search [role=status]")).to_have_text(re.compile("could not be loaded"), timeout=PATIENCE_MILLISECONDS)
        page.unroute(f"**/{FOLDER}en-*/pagefind-entry.json*")
        page.locator(".vault-search input").fill("deutsch")
        assert results(page) == ["Brot"]
        log = log_of(page)
        log.errors = [error for error in log.errors if "Failed to load Pagefind metadata" not in error]  # It says so itself.
