"""A demo vault, built and served once for each worker, and pages of it in a real browser.

`page_at("Note/")` is an ordinary Playwright page. When the test ends, it fails if the page asked another host, violated the content
security policy or had an error, whatever else the test looked at. `log_of(page)` and `layout_shift(page)` of `visits.py` tell more;
`wait_until(page, condition)` stands for Playwright's `wait_for_function`, which the policy forbids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import pytest

from browser.demo_vault import CONFIG, OPTIONS, PLUGINS, vault_files
from browser.serving import ServedSite, served
from building import build_site
from mkdocs_vault.site_headers.page_sources import page_sources
from mkdocs_vault.site_headers.policy import site_headers

pytest.importorskip("playwright", reason="playwright is not installed; the extra `test` has it")

from playwright.sync_api import Browser, Page, sync_playwright

from browser.visits import LAST_DESKTOP_PIXEL_OF_PHONES, chromium, log_of, new_page

PageAt = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs a browser; the tests of one worker share its site."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The demo vault's site, served with the headers that `mkdocs-vault headers` prints for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        site = build_site(tmp_path_factory.mktemp("demo"), vault_files(), OPTIONS, PLUGINS, **CONFIG)
    assert not site.failure
    with served(site.folder, site_headers(page_sources(site.folder), {})) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for each worker."""
    with sync_playwright() as playwright:
        started, reason = chromium(playwright)
        if started is None:
            pytest.skip(reason)
        yield started
        started.close()


@pytest.fixture
def page_at(browser: Browser, demo_site: ServedSite) -> Iterator[PageAt]:
    """Opens pages of the demo site: path (or a whole address on the loopback), colour scheme, width, with or without JavaScript.

    `touch` is a phone's finger, `reduced_motion` a reader's wish. `hosts` may be asked by the page: they give `answers` (host -> HTML).
    """
    opened: list[Page] = []

    def visit(
        path: str = "",
        scheme: Literal["light", "dark"] = "light",
        width: int = 1280,
        *,
        height: int = 900,
        javascript: bool = True,
        touch: bool | None = None,
        reduced_motion: bool = False,
        hosts: Iterable[str] = (),
        answers: Mapping[str, str] | None = None,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            java_script_enabled=javascript,
            has_touch=width <= LAST_DESKTOP_PIXEL_OF_PHONES if touch is None else touch,
            reduced_motion="reduce" if reduced_motion else "no-preference",
            permissions=["clipboard-read", "clipboard-write"],
            service_workers="block",
        )
        page = new_page(context, hosts, answers)
        opened.append(page)
        page.goto(demo_site.url(path), wait_until="load")
        return page

    yield visit
    faults = [f"{page.url}: {fault}" for page in opened for fault in log_of(page).faults()]
    for page in opened:
        page.context.close()
    assert not faults
