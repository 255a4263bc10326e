"""What scripts add to a note's text: links to copy, images to enlarge. And the page on paper."""

from __future__ import annotations

from playwright.sync_api import Page

from browser.conftest import PageAt
from browser.demo_vault import PAGES
from browser.visits import layout_shift, wait_until

NOTE = PAGES["note"]
IMAGE = 'article img[alt="Crumb.png"]'


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


class TestCopying:
    def test_the_mark_of_a_heading_copies_its_link(self, page_at: PageAt) -> None:
        page = page_at(NOTE)
        mark = page.get_by_role("link", name="Copy the link to this heading").first
        page.locator("h2").first.hover()
        mark.click()
        page.get_by_role("status").get_by_text("Link copied").wait_for()
        assert clipboard(page) == page.url
        assert page.url.endswith("/Note/#first-heading")

    def test_a_block_gets_a_button_that_keys_reach(self, page_at: PageAt) -> None:
        page = page_at(NOTE)
        button = page.locator("[id='^first-block'] > .vault-copy")
        button.focus()
        wait_until(page, "getComputedStyle(document.activeElement).opacity === '1'")
        page.keyboard.press("Enter")
        page.get_by_role("status").get_by_text("Link copied").wait_for()
        assert clipboard(page) == page.url
        assert page.url.endswith("/Note/#^first-block")

    def test_it_takes_no_room(self, page_at: PageAt) -> None:
        height = "document.querySelector('article').scrollHeight"
        page = page_at(PAGES["everything"])
        page.locator(".vault-copy").first.wait_for(state="attached")
        with_buttons = page.evaluate(height)
        page.evaluate("document.querySelectorAll('.vault-copy').forEach((button) => button.remove())")
        assert page.evaluate(height) == with_buttons
        assert layout_shift(page) == 0

    def test_it_is_there_after_an_instant_change_of_the_page(self, page_at: PageAt) -> None:
        page = page_at(PAGES["everything"])
        page.locator("article a", has_text="Note").first.click()
        page.wait_for_url("**/Note/")
        page.locator(".vault-copy").first.wait_for(state="attached")
        assert page.locator(".vault-copy").count() == 2
        page.locator(".vault-zoomable").first.wait_for()


class TestImages:
    def test_a_click_enlarges_and_escape_gives_the_focus_back(self, page_at: PageAt) -> None:
        page = page_at(NOTE)
        image = page.locator(IMAGE)
        small = image.bounding_box()
        image.click()
        large = page.locator("dialog.vault-zoom").locator("img").bounding_box()
        assert small is not None
        assert large is not None
        assert large["width"] > small["width"]
        page.keyboard.press("Escape")
        page.locator("dialog.vault-zoom").wait_for(state="detached")
        assert page.evaluate("document.activeElement.alt") == "Crumb.png"
        assert layout_shift(page) == 0

    def test_keys_open_it_and_its_button_closes_it(self, page_at: PageAt) -> None:
        page = page_at(NOTE, width=360)
        image = page.get_by_role("button", name="Enlarge the image: Crumb.png")
        image.focus()
        page.keyboard.press("Enter")
        page.locator("dialog.vault-zoom").get_by_role("button", name="Close the image").click()
        page.locator("dialog.vault-zoom").wait_for(state="detached")

    def test_a_finger_opens_and_closes_it(self, page_at: PageAt) -> None:
        page = page_at(NOTE, width=360)
        page.locator(IMAGE).tap()
        page.locator("dialog.vault-zoom").locator("img").tap()
        page.locator("dialog.vault-zoom").wait_for(state="detached")

    def test_an_image_in_a_link_stays_a_link(self, page_at: PageAt) -> None:
        page = page_at(NOTE)
        page.locator(".vault-zoomable").first.wait_for()
        assert page.locator("a img").count() == page.locator("a img:not(.vault-zoomable)").count() == 1


class TestPaper:
    def test_it_has_no_buttons_and_says_where_links_lead(self, page_at: PageAt) -> None:
        page = page_at(NOTE, "dark")
        page.locator(".vault-copy").first.wait_for(state="attached")
        page.emulate_media(media="print")
        assert not page.locator(".md-sidebar, .vault-copy, .headerlink, .md-header, .md-footer").locator("visible=true").count()
        after = page.locator('article a[href="https://example.org/"]').first.evaluate("(link) => getComputedStyle(link, '::after').content")
        assert "https://example.org/" in str(after)

    def test_it_is_light_in_the_dark(self, page_at: PageAt) -> None:
        page = page_at(NOTE, "dark")
        page.emulate_media(media="print")
        colour = page.evaluate("getComputedStyle(document.querySelector('article p')).color")
        assert colour == "rgba(0, 0, 0, 0.87)"

    def test_folded_callouts_are_open(self, page_at: PageAt) -> None:
        page = page_at(PAGES["everything"], javascript=False)
        answer = page.get_by_text("An answer that is hidden.")
        assert not answer.is_visible()
        page.emulate_media(media="print")
        assert answer.evaluate("(text) => text.checkVisibility({ contentVisibilityAuto: true })")
