"""Browsers that show a page of the preview: each hears when what it shows has changed, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs_vault.hosts.mkdocs.preview.shown_pages import ShownPage

SECONDS_BETWEEN_SIGNS_OF_LIFE = 15.0
"""Something is written so often, since only that tells whether the browser is still there."""


@dataclass(eq=False)
class Browser:
    """One page in one browser. `digest` is that of what it shows, `messages` are those that it was told."""

    address: str
    digest: str
    messages: str = "[]"
    _events: SimpleQueue[bytes] = field(default_factory=SimpleQueue)

    def show(self, page: ShownPage) -> None:
        """Have the browser show this state of its page: nothing is said where it does."""
        if page.digest != self.digest:
            self.digest = page.digest
            self._events.put(_event("reload", page.digest))
            return
        messages = json.dumps([message.as_dict() for message in page.messages], ensure_ascii=False)
        if messages != self.messages:
            self.messages = messages
            self._events.put(_event("messages", messages))

    def events(self) -> Iterator[bytes]:
        """What is said to the browser, without end, in the form of server-sent events."""
        yield b": connected\n\n"
        while True:
            try:
                yield self._events.get(timeout=SECONDS_BETWEEN_SIGNS_OF_LIFE)
            except Empty:
                yield b": still here\n\n"


class Browsers:
    """All browsers that are connected."""

    def __init__(self) -> None:
        """None is."""
        self._connected: set[Browser] = set()
        self._lock = Lock()

    @contextmanager
    def connected(self, browser: Browser) -> Iterator[Browser]:
        """The browser is one of them as long as the block lasts."""
        with self._lock:
            self._connected.add(browser)
        try:
            yield browser
        finally:
            with self._lock:
                self._connected.discard(browser)

    def by_address(self) -> dict[str, list[Browser]]:
        """Which browsers show which page."""
        found: dict[str, list[Browser]] = {}
        with self._lock:
            for browser in self._connected:
                found.setdefault(browser.address, []).append(browser)
        return found


def _event(name: str, data: str) -> bytes:
    return f"event: {name}\ndata: {data}\n\n".encode()
