"""What the preview shows in a browser: pages that load themselves again, and a panel of what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.test_accessibility import axe_core
from building import write, write_config
from previewing import RunningPreview, running_preview

PARAGRAPHS = "\n\n".join(f"Paragraph {number} of some length, so that the page has to be scrolled." for number in range(60))
LONG = f"# Long\n\n## First\n\n{PARAGRAPHS}\n\n## Second\n\n{PARAGRAPHS}\n"
FILES = {"index.md": "# Home\n\n[[Wrong]]\n", "Long.md": LONG, "Wrong.md": "# Wrong\n\nSee [[Nowhere]] and [[Never]].\n"}
PANEL = "#vault-preview"


@pytest.fixture
def running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningPreview]:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    write(tmp_path / "docs", FILES)
    theme = {"name": "material", "font": False, "features": ["navigation.instant"], "palette": PALETTE}
    with running_preview(write_config(tmp_path, theme=theme), monkeypatch) as preview:
        yield preview


PALETTE = [
    {"media": "(prefers-color-scheme: light)", "scheme": "default"},
    {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
]


@contextmanager
def page_of(
    browser: Browser, running: RunningPreview, path: str, scheme: Literal["light", "dark"] = "light", width: int = 1280
) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, service_workers="block")
    errors: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    address = running.address.replace(":0/", f":{running.server.server_port}/")
    page.goto(address + path, wait_until="load")
    yield page
    context.close()
    assert not errors


def violations(page: Page, selector: str) -> list[str]:
    """What axe-core finds wrong in the elements."""
    page.evaluate(axe_core())
    found: list[str] = page.evaluate("s => axe.run(s).then(({ violations }) => violations.map(({ id }) => id))", selector)
    return found


def test_a_page_loads_itself_again_and_stays_where_its_reader_is(browser: Browser, running: RunningPreview) -> None:
    with page_of(browser, running, "Long/") as page:
        page.locator("#second").evaluate("heading => heading.scrollIntoView()")
        before = page.locator("#second").bounding_box()
        assert before
        added = "\n\n".join(f"Added above, number {number}." for number in range(20))
        running.write({"Long.md": LONG.replace("## First\n", f"## First\n\n{added}\n")})
        expect(page.get_by_text("Added above, number 19.")).to_be_attached()
        page.wait_for_timeout(500)
        after = page.locator("#second").bounding_box()
        assert after
        assert abs(after["y"] - before["y"]) < 40


def test_the_panel_says_what_is_wrong_and_stays_closed(browser: Browser, running: RunningPreview) -> None:
    with page_of(browser, running, "Wrong/") as page:
        panel = page.locator(PANEL)
        expect(panel).to_contain_text("2 messages")
        expect(panel).to_contain_text("unresolved-link")
        expect(page.locator("#vault-preview-voice")).to_contain_text("2 messages")
        page.get_by_role("button", name="Close the messages of the preview").press("Enter")
        expect(panel).to_have_count(0)
        page.reload()
        page.wait_for_timeout(500)
        expect(panel).to_have_count(0)
        running.write({"Wrong.md": "# Wrong\n\nSee [[Nobody]].\n"})
        expect(panel).to_contain_text("1 message")


def test_the_panel_opens_by_itself_only_for_warnings_which_stand_first(browser: Browser, running: RunningPreview) -> None:
    repaired = '<a class="yt-timestamp" data-t="26:24:00">[26:24:00]</a>\n\n'
    running.write({"Wrong.md": f"---\nvideoId: abcdefghijk\n---\n{repaired * 3}"})
    with page_of(browser, running, "Wrong/") as page:
        panel = page.locator(PANEL)
        expect(panel).to_contain_text("1 message ")
        expect(panel.locator("li").first).not_to_be_visible()
        panel.locator("summary").press("Enter")
        expect(panel.locator("li").first).to_be_visible()
        assert not violations(page, PANEL)
        running.write({"Wrong.md": f"---\nvideoId: abcdefghijk\n---\n{repaired * 3}[[Nobody]]\n"})
        expect(panel).to_contain_text("2 messages")
        expect(panel.locator("li").first).to_contain_text("Nobody")
        expect(panel.locator("li").first).to_be_visible()


def test_the_panel_follows_instant_loading(browser: Browser, running: RunningPreview) -> None:
    with page_of(browser, running, "Wrong/") as page:
        expect(page.locator(PANEL)).to_be_visible()
        page.evaluate("window.stays = true")
        page.locator(".md-header a.md-logo").click()
        page.wait_for_url("**/")
        expect(page.locator(PANEL)).to_have_count(0)
        page.locator("article").get_by_role("link", name="Wrong").click()
        expect(page.locator(PANEL)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_panel_is_accessible(browser: Browser, running: RunningPreview, scheme: Literal["light", "dark"], width: int) -> None:
    with page_of(browser, running, "Wrong/", scheme, width) as page:
        panel = page.locator(PANEL)
        expect(panel).to_be_visible()
        box = panel.bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.get_by_role("button", name="Close the messages of the preview").focus()
        assert not violations(page, PANEL)
        page.keyboard.press("Escape")
        expect(panel).to_have_count(0)


def test_an_error_is_shown_and_goes_with_its_cause(browser: Browser, running: RunningPreview) -> None:
    config = running.root / "mkdocs.yml"
    whole = config.read_text("utf-8")
    with page_of(browser, running, "Wrong/") as page:
        config.write_text(whole.replace('"site_name": "Test"', '"site_name": [1]'), "utf-8")
        expect(page.get_by_role("heading", name="The site can't be opened.")).to_be_visible()
        expect(page.locator(".vault-preview-said")).to_contain_text("site_name")
        assert not violations(page, "html")
        config.write_text(whole, "utf-8")
        expect(page.locator("article h1")).to_contain_text("Wrong")
