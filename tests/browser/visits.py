"""A page in a real browser, and all that it did there: requests, violations of the policy, errors, shifts of the layout."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Playwright, Request, Route

from browser.serving import LOOPBACK

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--disable-gpu", "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required"]
WEB_ADDRESS = re.compile("(?:https?|wss?)://")
OTHER_ADDRESSES = re.compile(rf"https?://(?!{re.escape(LOOPBACK)}[:/])")
PATIENCE_MILLISECONDS = 20_000
LAST_DESKTOP_PIXEL_OF_PHONES = 600
WATCH = """
addEventListener("securitypolicyviolation", (event) => vaultTestReport("violation", `${event.violatedDirective}: ${event.blockedURI}`));
window.vaultTestShift = 0;
window.vaultTestShifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    window.vaultTestShift += entry.value;
    window.vaultTestShifts.push(entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? String(node)));
  }
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass
class Log:
    """What a page did that a reader would not want; all of it fails the test when it ends."""

    allowed_hosts: frozenset[str] = frozenset()
    requests: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def foreign_requests(self) -> list[str]:
        """Addresses of other hosts than the site's own that were asked for."""
        return [url for url in self.requests if _host(url) != LOOPBACK]

    def faults(self) -> list[str]:
        """Everything that is wrong."""
        unasked = [url for url in self.foreign_requests() if _host(url) not in self.allowed_hosts]
        return [*(f"asked another host: {url}" for url in unasked), *(f"violated {said}" for said in self.violations), *self.errors]


LOGS: WeakKeyDictionary[Page, Log] = WeakKeyDictionary()


def chromium(playwright: Playwright) -> tuple[Browser | None, str]:
    """A browser, or why there is none."""
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else [])]
    try:
        return playwright.chromium.launch(executable_path=_program() or None, args=arguments, timeout=4 * PATIENCE_MILLISECONDS), ""
    except Error as error:
        return None, f"no chromium that starts: install Debian's `chromium`, or set CHROMIUM ({error.message.splitlines()[0]})"


def new_page(context: BrowserContext, allowed_hosts: Iterable[str] = (), answers: Mapping[str, str] | None = None) -> Page:
    """A page of a context whose log is kept. Other hosts than the site's are never really asked.

    `allowed_hosts` may be asked all the same, and answer with what `answers` has for the host, or with an empty page.
    """
    log = Log(frozenset(allowed_hosts))

    def answer(route: Route, request: Request) -> None:
        host = _host(request.url)
        if host in log.allowed_hosts:
            route.fulfill(body=(answers or {}).get(host, "<!doctype html><title>Elsewhere</title>"), content_type="text/html")
        else:
            route.abort()

    def hear(message: ConsoleMessage) -> None:
        if message.type == "error" and "404 (" not in message.text:
            log.errors.append(f"console: {message.text}")

    context.set_default_timeout(PATIENCE_MILLISECONDS)
    context.route(OTHER_ADDRESSES, answer)
    context.expose_function("vaultTestReport", lambda kind, said: log.violations.append(said) if kind == "violation" else None)
    context.add_init_script(WATCH)
    context.on("request", lambda request: log.requests.append(request.url) if WEB_ADDRESS.match(request.url) else None)
    context.on("weberror", lambda error: log.errors.append(f"script: {error.error}"))
    context.on("console", hear)
    page = context.new_page()
    LOGS[page] = log
    return page


def log_of(page: Page) -> Log:
    """What a page of `page_at` did until now."""
    return LOGS[page]


def layout_shift(page: Page) -> float:
    """How much of the page has moved without being asked to, as browsers count it; 0 is good."""
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))")
    shift: float = page.evaluate("vaultTestShift")
    return shift


def wait_until(page: Page, condition: str) -> None:
    """Wait for a condition in JavaScript. Playwright's own `wait_for_function` violates the site's policy at its second look."""
    looking = (
        f"if ({condition}) done(); else if (performance.now() > end) fail(new Error('waited in vain')); else requestAnimationFrame(look);"
    )
    page.evaluate(
        f"() => new Promise((done, fail) => {{ const end = performance.now() + {PATIENCE_MILLISECONDS};"
        f" const look = () => {{ {looking} }}; look(); }})"
    )


def _program() -> str:
    named = os.environ.get("CHROMIUM", "")
    return named or next(filter(None, map(shutil.which, PROGRAMS)), "")


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
