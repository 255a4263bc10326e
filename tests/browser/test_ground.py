"""The ground that the tests in a browser stand on: every kind of page is there, and is what a strict host would let it be."""

from __future__ import annotations

import pytest

from browser.conftest import PageAt
from browser.demo_vault import PAGES
from browser.visits import layout_shift, log_of, wait_until

BREAK_THE_POLICY = """() => new Promise((done) => {
  let count = 0;
  addEventListener("securitypolicyviolation", () => (count += 1) === 2 && done());
  document.body.append(Object.assign(new Image(), { src: "https://example.org/image.png" }));
  document.body.append(Object.assign(document.createElement("script"), { textContent: "1" }));
})"""


@pytest.mark.parametrize("kind", PAGES)
def test_every_kind_of_page_loads_without_asking_anybody_else(page_at: PageAt, kind: str) -> None:
    page = page_at(PAGES[kind])
    assert page.locator("article").is_visible()
    assert not log_of(page).foreign_requests()


@pytest.mark.parametrize("kind", ["note", "everything", "video"])
def test_pages_can_be_read_without_scripts(page_at: PageAt, kind: str) -> None:
    page = page_at(PAGES[kind], javascript=False)
    assert page.locator("article h1").is_visible()


def test_what_is_not_there_gets_the_sites_own_page(page_at: PageAt) -> None:
    page = page_at("Nowhere/at/all/")
    assert page.title() == "Demo"
    assert page.locator(".md-content h1").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_colour_scheme_is_the_readers(page_at: PageAt, scheme: str) -> None:
    page = page_at("Note/", scheme)
    assert page.locator("body").get_attribute("data-md-color-scheme") == {"light": "default", "dark": "slate"}[scheme]


def test_shifts_of_the_layout_are_measured(page_at: PageAt) -> None:
    page = page_at("Note/")
    page.evaluate("document.querySelector('article').style.marginTop = '200px'")
    wait_until(page, "vaultTestShift > 0")
    assert layout_shift(page) > 0


def test_violations_of_the_policy_are_noticed(page_at: PageAt) -> None:
    page = page_at("Note/", hosts=["example.org"])
    page.evaluate(BREAK_THE_POLICY)
    log = log_of(page)
    assert {said.partition(":")[0] for said in log.violations} == {"img-src", "script-src-elem"}
    assert log.errors
    log.violations.clear()
    log.errors.clear()


def test_requests_of_other_hosts_are_noticed(page_at: PageAt) -> None:
    page = page_at("Note/", hosts=["www.youtube-nocookie.com"])
    with page.expect_request("https://www.youtube-nocookie.com/embed/x"):
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('iframe'), { src: 'https://www.youtube-nocookie.com/embed/x' }))"
        )
    assert log_of(page).foreign_requests() == ["https://www.youtube-nocookie.com/embed/x"]
