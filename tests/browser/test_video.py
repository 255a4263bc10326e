"""The player of a video note: nothing is asked before a reader asks, stamps play in place, and the text stays where it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Literal

import pytest
from playwright.sync_api import FloatRect, Locator, Page

from browser.conftest import PageAt
from browser.demo_vault import PAGES
from browser.visits import layout_shift, log_of, wait_until

YOUTUBE = "www.youtube-nocookie.com"
LECTURE, SHOWN, RECORDING = PAGES["video"], PAGES["shown video"], PAGES["recording"]
FRAME = ".vault-video iframe"
CLOSE = "Close the player"
SILENT = "<!doctype html><title>A film</title>"
TALKATIVE = """<!doctype html><title>A film</title><body data-orders=""><script>
addEventListener("message", ({ data, source }) => {
  const { event, func, args } = JSON.parse(data);
  if (event === "listening") source.postMessage('{"event":"initialDelivery","info":{"currentTime":3.5}}', "*");
  else document.body.dataset.orders += `${func} ${args[0] ?? ""};`;
});
</script>"""

Visit = Callable[..., Page]


@pytest.fixture
def visit(page_at: PageAt) -> Visit:
    """Opens pages that may ask YouTube, which answers with an empty page."""
    return partial(page_at, hosts=[YOUTUBE])


def stamp(page: Page, clock: str) -> Locator:
    """A stamp in the text."""
    return page.locator("article > :not(.vault-moments) a:is(.yt-timestamp, .vault-moment)", has_text=clock)


def source(page: Page) -> str:
    return page.locator(FRAME).get_attribute("src") or ""


def place(locator: Locator) -> FloatRect:
    box = locator.bounding_box()
    assert box
    return box


class TestBeforeTheClick:
    @pytest.mark.parametrize("path", [LECTURE, SHOWN])
    def test_nobody_else_is_asked(self, page_at: PageAt, path: str) -> None:
        page = page_at(path)
        page.get_by_role("link", name="Play the video").first.wait_for()
        assert page.locator("iframe").count() == 0
        assert not log_of(page).foreign_requests()
        assert layout_shift(page) == 0

    def test_an_address_with_a_moment_makes_the_player_ready(self, visit: Visit) -> None:
        page = visit(f"{LECTURE}#t=1464")
        facade = page.get_by_role("link", name="Play from 24:24: A lecture on bread")
        facade.wait_for()
        assert stamp(page, "at last").get_attribute("aria-current") == "true"
        assert not log_of(page).foreign_requests()
        facade.click()
        assert "start=1464" in source(page)

    def test_without_scripts_everything_is_a_link(self, page_at: PageAt) -> None:
        page = page_at(LECTURE, javascript=False)
        assert page.locator(".vault-video-facade").get_attribute("href") == "https://www.youtube.com/watch?v=aircAruvnKk"
        assert stamp(page, "00:02:42").get_attribute("href") == "https://www.youtube.com/watch?v=aircAruvnKk&t=162s"
        assert page.locator(".vault-moments .vault-moment").count() == 5


class TestStamps:
    @pytest.mark.parametrize(("width", "scheme", "language"), [(1600, "light", "ltr"), (360, "dark", "ltr"), (360, "light", "rtl")])
    def test_a_click_plays_from_there_and_moves_nothing(
        self, visit: Visit, width: int, scheme: Literal["light", "dark"], language: str
    ) -> None:
        page = visit(LECTURE, scheme, width, height=740)
        page.evaluate(f"document.documentElement.dir = '{language}'")
        shift = layout_shift(page)
        last = stamp(page, "at last")
        last.scroll_into_view_if_needed()
        before = place(last)["y"]
        last.click()
        assert "/embed/aircAruvnKk?autoplay=1&start=1464&" in source(page)
        assert last.get_attribute("aria-current") == "true"
        assert abs(place(last)["y"] - before) <= 1
        page.wait_for_url("**/#t=1464")
        player = place(page.locator(".vault-video"))
        assert 40 <= player["y"] <= 60
        assert player["height"] < (150 if width == 360 else 260)
        assert player["x"] >= 0
        assert player["x"] + player["width"] <= width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate("scrollTo(0, 0)")
        wait_until(page, "!document.querySelector('.vault-video-small')")
        assert layout_shift(page) == shift

    def test_a_stamp_of_an_embedded_note_plays_where_it_is_shown(self, visit: Visit) -> None:
        page = visit(PAGES["everything"])
        page.locator(".vault-embed a.yt-timestamp").first.click()
        assert "/embed/aircAruvnKk?autoplay=1&start=630&" in source(page)
        page.wait_for_url("**/#t=630")

    @pytest.mark.parametrize("written", ["24m24s", "24:24", "0:24:24", "1464s"])
    def test_an_address_may_name_its_moment_in_any_form(self, visit: Visit, written: str) -> None:
        visit(f"{LECTURE}#t={written}").get_by_role("link", name="Play from 24:24: A lecture on bread").wait_for()

    def test_a_stamp_below_the_player_comes_out_of_it(self, visit: Visit) -> None:
        page = visit(LECTURE)
        stamp(page, "00:10:30").evaluate("(stamp) => scrollTo(0, scrollY + stamp.getBoundingClientRect().top - 60)")
        stamp(page, "00:10:30").evaluate("(stamp) => stamp.click()")
        player = place(page.locator(".vault-video"))
        assert place(stamp(page, "00:10:30"))["y"] > player["y"] + player["height"]

    def test_the_next_stamp_takes_the_mark(self, visit: Visit) -> None:
        page = visit(LECTURE)
        stamp(page, "00:02:42").click()
        stamp(page, "00:04:05").click()
        marked = page.locator("[aria-current='true']:is(.yt-timestamp, .vault-moment)")
        assert marked.all_text_contents() == ["4:05", "[00:04:05]"]
        assert "start=245" in source(page)

    def test_a_player_that_listens_is_sent_to_the_second(self, page_at: PageAt) -> None:
        page = page_at(LECTURE, hosts=[YOUTUBE], answers={YOUTUBE: TALKATIVE})
        page.get_by_role("link", name="Play the video").wait_for()
        page.evaluate("addEventListener('message', () => { window.heard = true; })")
        page.locator(".vault-video-facade").click()
        wait_until(page, "window.heard")
        frame = page.frame_locator(FRAME)
        stamp(page, "00:02:42").click()
        frame.locator("body[data-orders='seekTo 162;playVideo ;']").wait_for(state="attached")
        assert "start=0" in source(page)

    def test_the_list_plays_too(self, visit: Visit) -> None:
        page = visit(LECTURE)
        page.locator(".vault-moments a", has_text="10:30").click()
        assert "start=630" in source(page)
        assert stamp(page, "00:10:30").get_attribute("aria-current") == "true"

    def test_keys_copy_the_link_to_a_moment(self, visit: Visit) -> None:
        page = visit(LECTURE)
        stamp(page, "00:02:42").focus()
        page.keyboard.press("Tab")
        page.get_by_role("button", name="Copy the link to 2:42").and_(page.locator(":focus")).wait_for()
        page.keyboard.press("Enter")
        page.get_by_text("Link copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()").endswith("/Videos/Lecture/#t=162")

    def test_an_embed_of_the_video_plays_it_above(self, visit: Visit) -> None:
        page = visit(LECTURE)
        stamp(page, "Once more").click()
        assert "/embed/aircAruvnKk?autoplay=1&start=0&" in source(page)
        assert page.locator(".vault-video").count() == 1

    def test_they_play_after_an_instant_change_of_the_page(self, visit: Visit) -> None:
        page = visit(RECORDING)
        page.locator("article a", has_text="Lecture").first.click()
        page.get_by_role("link", name="Play from 4:05").wait_for()
        stamp(page, "00:02:42").click()
        assert "start=162" in source(page)


class TestClosing:
    def test_the_facade_comes_back_and_the_focus_to_the_stamp(self, visit: Visit) -> None:
        page = visit(LECTURE)
        stamp(page, "at last").click()
        page.get_by_role("button", name=CLOSE).click()
        assert page.locator("iframe").count() == 0
        assert page.locator("[aria-current='true']:is(.yt-timestamp, .vault-moment)").count() == 0
        assert page.evaluate("document.activeElement.textContent") == "at last"
        page.evaluate("scrollTo(0, 0)")
        page.get_by_role("link", name="Play the video").click()
        page.locator(FRAME).and_(page.locator(":focus")).wait_for()
        page.get_by_role("button", name=CLOSE).click()
        page.get_by_role("link", name="Play the video").and_(page.locator(":focus")).wait_for()


class TestWithinTheText:
    def test_a_video_plays_where_it_stands(self, visit: Visit) -> None:
        page = visit(SHOWN)
        assert page.locator(".vault-video-facade").count() == 2
        page.get_by_role("link", name="Play the video: A talk").click()
        assert "/embed/jNQXAC9IVRw?autoplay=1&start=7&" in source(page)

    def test_out_of_sight_it_plays_at_the_top(self, visit: Visit) -> None:
        page = visit(SHOWN)
        stamp(page, "begins").click()
        assert "start=12" in source(page)
        assert place(page.locator(FRAME))["y"] < 100
        page.get_by_role("button", name=CLOSE).click()
        assert page.locator("iframe, .vault-video-float").count() == 0
        assert layout_shift(page) == 0

    def test_a_recording_of_the_site_plays_from_its_second(self, page_at: PageAt) -> None:
        page = page_at(RECORDING)
        stamp(page, "rises").click()
        wait_until(page, "document.querySelector('video').currentTime >= 2")
        assert stamp(page, "rises").get_attribute("aria-current") == "true"
        stamp(page, "stands").click()
        page.locator(".vault-video-float video").wait_for()
        page.get_by_role("button", name=CLOSE).click()
        assert page.locator("article video").count() == 1


def test_no_stamp_breaks_at_the_end_of_a_line(page_at: PageAt) -> None:
    page = page_at(LECTURE)
    broken = """() => [...document.querySelectorAll("article .yt-timestamp")].some((stamp) => stamp.getClientRects().length > 1)"""
    for width in range(180, 480, 6):
        page.set_viewport_size({"width": width, "height": 800})
        assert not page.evaluate(broken), width


def test_paper_has_no_player(visit: Visit) -> None:
    page = visit(LECTURE)
    stamp(page, "at last").click()
    page.emulate_media(media="print")
    assert not page.locator(FRAME).is_visible()
    assert not page.locator(".vault-moments").is_visible()
