"""The graph in a browser: beside a note and on its own page, with mouse, finger and keyboard, in both schemes, without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import PageAt
from browser.visits import layout_shift, log_of

NOTE = "Note/"
DRAWN = """() => {
  const canvas = document.querySelector(".vault-graph canvas");
  return canvas.width > 0 && canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((byte) => byte > 0);
}"""


def box_of(page: Page) -> Locator:
    """The graph of a page, once it is drawn."""
    box = page.locator(".vault-graph__box")
    box.scroll_into_view_if_needed()
    page.wait_for_function(DRAWN)
    return box


def data_files(page: Page) -> set[str]:
    return {url.rpartition("/")[2].partition("-")[0] for url in log_of(page).requests if "/assets/vault/graph/" in url}


def test_the_graph_of_a_note_is_drawn_without_moving_anything(page_at: PageAt) -> None:
    page = page_at(NOTE)
    assert box_of(page).is_visible()
    assert data_files(page) == {"near"}
    assert layout_shift(page) < 0.001


def test_arrow_keys_go_from_note_to_note_and_enter_opens_one(page_at: PageAt) -> None:
    page = page_at(NOTE)
    box_of(page).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    link = page.locator(".vault-graph__box > a")
    expect(link).to_be_visible()
    expect(page.locator(".vault-graph [role=status]")).to_have_text(link.get_attribute("aria-label") or "?")
    address = link.evaluate("link => link.href")
    page.keyboard.press("Enter")
    page.wait_for_url(address)
    expect(page.locator(".vault-graph__box")).to_have_count(1)


def test_a_click_on_a_note_goes_there(page_at: PageAt) -> None:
    page = page_at("graph/")
    box_of(page).focus()
    expect(page.locator(".vault-graph input")).to_be_enabled()
    page.keyboard.press("ArrowRight")
    link = page.locator(".vault-graph__box > a")
    place = link.bounding_box()
    address = link.evaluate("link => link.href")
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    assert place is not None
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.wait_for_url(address)


def test_a_finger_lights_up_a_note_first_and_then_goes_there(page_at: PageAt) -> None:
    page = page_at("graph/", width=360)
    box_of(page).focus()
    expect(page.locator(".vault-graph input")).to_be_enabled()
    page.keyboard.press("ArrowRight")
    link = page.locator(".vault-graph__box > a")
    place = link.bounding_box()
    assert place is not None
    page.keyboard.press("Escape")
    page.touchscreen.tap(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(link).to_be_visible()
    address = link.evaluate("link => link.href")
    place = link.bounding_box()
    assert place is not None
    page.touchscreen.tap(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.wait_for_url(address)


def test_the_depth_is_the_readers_and_is_kept(page_at: PageAt) -> None:
    page = page_at(NOTE)
    box_of(page)
    before = page.locator(".vault-graph canvas").evaluate("canvas => canvas.toDataURL()")
    page.locator(".vault-graph input[value='3']").check(force=True)
    page.wait_for_function("before => document.querySelector('.vault-graph canvas').toDataURL() !== before", arg=before)
    page.reload()
    box_of(page)
    expect(page.locator(".vault-graph input[value='3']")).to_be_checked()


def test_below_a_note_nothing_is_fetched_before_it_is_seen(page_at: PageAt) -> None:
    page = page_at("Writing/Everything/", width=360)
    assert data_files(page) == set()
    assert page.locator("article").bounding_box()["y"] < page.locator(".vault-graph").bounding_box()["y"]  # type: ignore[index]
    box_of(page)
    assert data_files(page) == {"near"}


def test_dragging_and_the_wheel_move_the_picture(page_at: PageAt) -> None:
    page = page_at("graph/")
    box = box_of(page).bounding_box()
    assert box is not None
    picture = "() => document.querySelector('.vault-graph canvas').toDataURL()"
    changed = "before => document.querySelector('.vault-graph canvas').toDataURL() !== before"
    before = page.evaluate(picture)
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 40, steps=3)
    page.mouse.up()
    page.wait_for_function(changed, arg=before)
    assert page.url.endswith("graph/")
    before = page.evaluate(picture)
    page.mouse.wheel(0, -300)
    page.wait_for_function(changed, arg=before)
    assert page.evaluate("scrollY") == 0


def test_notes_are_found_and_filtered(page_at: PageAt) -> None:
    page = page_at("graph/")
    box_of(page)
    search = page.locator(".vault-graph input")
    search.fill("everything")
    found = page.locator(".vault-graph__found a")
    expect(found).to_have_count(1)
    page.locator(".vault-graph select").first.select_option("Videos/")
    expect(found).to_have_count(0)
    page.locator(".vault-graph select").first.select_option("")
    found.click()
    page.wait_for_url("**/Writing/Everything/")


def test_the_page_of_the_whole_vault_moves_nothing_and_loads_only_its_own_data(page_at: PageAt) -> None:
    page = page_at("graph/")
    box_of(page)
    expect(page.locator(".vault-graph input")).to_be_enabled()
    assert data_files(page) == {"whole.json", "names.json"}
    assert layout_shift(page) < 0.001


def test_another_scheme_draws_it_in_other_colours(page_at: PageAt) -> None:
    page = page_at(NOTE)
    box_of(page)
    before = page.locator(".vault-graph canvas").evaluate("canvas => canvas.toDataURL()")
    page.evaluate("document.body.setAttribute('data-md-color-scheme', 'slate')")
    page.wait_for_function("before => document.querySelector('.vault-graph canvas').toDataURL() !== before", arg=before)


@pytest.mark.parametrize("path", [NOTE, "graph/"])
def test_without_scripts_the_links_are_there(page_at: PageAt, path: str) -> None:
    page = page_at(path, javascript=False)
    assert page.locator(".vault-graph__box").is_hidden()
    details = page.locator(".vault-graph details")
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    assert details.locator("a").first.is_visible()


def test_nothing_is_wider_than_a_phone(page_at: PageAt) -> None:
    for path in (NOTE, "graph/"):
        page = page_at(path, "dark", 360)
        box_of(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
