"""A real preview of a small vault for tests: `mkdocs serve` in a thread of its own, on the loopback address."""

from __future__ import annotations

import http.client
import json
import logging
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any
from urllib.parse import quote, urlsplit

import mkdocs.commands.serve
import pytest

from building import Content, write
from mkdocs_vault.hosts.mkdocs.preview import preview as preview_module
from mkdocs_vault.hosts.mkdocs.preview.preview import Preview
from mkdocs_vault.hosts.mkdocs.preview.server import PreviewServer

LONGEST_WAIT_SECONDS = 20.0
ADDED = re.compile(r'<meta name="vault-preview" content="[^"]*"><link [^>]*><script [^>]*></script>')
"""What the preview adds to a page."""


@dataclass(frozen=True)
class Answer:
    """What the preview answers to a browser."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass
class RunningPreview:
    """A preview and its vault."""

    root: Path
    server: PreviewServer
    preview: Preview
    messages: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return self.server.url

    def get(self, path: str = "", **headers: str) -> Answer:
        """What lies at a path such as `Note/`."""
        parts = urlsplit(self.address)
        connection = http.client.HTTPConnection(str(parts.hostname), self.server.server_port, timeout=LONGEST_WAIT_SECONDS)
        connection.request("GET", quote(f"{parts.path}{path}", safe="/?=&%"), headers=headers)
        response = connection.getresponse()
        answer = Answer(response.status, dict(response.headers), response.read())
        connection.close()
        return answer

    def page(self, path: str = "") -> str:
        """The page at a path, without what the preview adds."""
        answer = self.get(path)
        assert answer.status == 200, answer.text[:2000]
        return ADDED.sub("", answer.text)

    @contextmanager
    def change(self) -> Iterator[None]:
        """Wait until the preview has heard of what the block does to the vault."""
        version = self.preview.version
        yield
        wait_until(lambda: self.preview.version > version)
        while True:  # What a slow file system tells in several batches is one change to a test.
            version = self.preview.version
            time.sleep(0.15)
            if self.preview.version == version:
                return

    def write(self, files: Mapping[str, Content]) -> None:
        """Write files of the vault, and wait until the preview knows."""
        with self.change():
            write(self.root / "docs", files)

    @contextmanager
    def browser(self, path: str = "") -> Iterator[Browser]:
        """A browser that shows a page, as far as the preview can tell."""
        shown = re.search(r'name="vault-preview" content="([^"]*)"', self.get(path).text)
        assert shown
        browser = Browser(self, path, shown[1])
        try:
            yield browser
        finally:
            browser.leave()

    def built(self) -> Path:
        """The folder of a clean build of the vault as it is now, for the same address."""
        folder = self.root / "clean"
        settings = json.loads((self.root / "mkdocs.yml").read_text("utf-8")) | {"site_url": self.address, "site_dir": str(folder)}
        file = self.root / "clean.yml"
        file.write_text(json.dumps(settings), encoding="utf-8")
        # In a process of its own, as MkDocs has one instance of each plugin in a process.
        path = os.pathsep.join(sys.path)
        command = [sys.executable, "-m", "mkdocs", "build", "--clean", "--quiet", "--config-file", str(file)]
        subprocess.run(command, env=os.environ | {"PYTHONPATH": path}, check=True)
        return folder


@dataclass
class Browser:
    """Hears what the preview says to a browser."""

    running: RunningPreview
    path: str
    digest: str
    _heard: SimpleQueue[tuple[str, str]] = field(default_factory=SimpleQueue)

    def __post_init__(self) -> None:
        parts = urlsplit(self.running.address)
        self._connection = http.client.HTTPConnection(str(parts.hostname), self.running.server.server_port, timeout=LONGEST_WAIT_SECONDS)
        page = quote(quote(f"{parts.path}{self.path}"), safe="")
        self._connection.request("GET", f"{parts.path}__vault_preview__/events?page={page}&digest={self.digest}")
        self._response = self._connection.getresponse()
        assert self._response.readline() == b": connected\n"
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        name = ""
        try:
            while line := self._response.readline().decode("utf-8"):
                if line.startswith("event: "):
                    name = line.removeprefix("event: ").strip()
                elif line.startswith("data: "):
                    self._heard.put((name, line.removeprefix("data: ").strip()))
        except (OSError, ValueError, AttributeError):
            return

    def hears(self, name: str) -> str:
        """The next event, which has this name; its data."""
        heard, data = self._heard.get(timeout=LONGEST_WAIT_SECONDS)
        assert heard == name
        return data

    def messages(self) -> list[dict[str, str]]:
        """The next event, which says what is wrong."""
        messages: list[dict[str, str]] = json.loads(self.hears("messages"))
        return messages

    def hears_nothing(self) -> bool:
        """Whether nothing was said; asked after something else has been heard of the same change."""
        try:
            self._heard.get(timeout=0.3)
        except Empty:
            return True
        return False

    def leave(self) -> None:
        """Close the connection."""
        self._connection.close()


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait for what another thread does; a test fails that waits too long."""
    end = time.monotonic() + LONGEST_WAIT_SECONDS
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.01)


class _Recorder(logging.Handler):
    def __init__(self, messages: list[str]) -> None:
        super().__init__(logging.INFO)
        self._messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self._messages.append(record.getMessage())


@contextmanager
def running_preview(config_file: Path, patch: pytest.MonkeyPatch, **options: Any) -> Iterator[RunningPreview]:
    """Serve the site of an `mkdocs.yml` as `mkdocs serve` does with these options, until the block ends."""
    servers: SimpleQueue[PreviewServer | BaseException] = SimpleQueue()
    messages: list[str] = []

    def new_server(preview: Preview, **arguments: Any) -> PreviewServer:
        server = PreviewServer(preview, **arguments)
        server.server_activate, activate = lambda: (activate(), servers.put(server)), server.server_activate  # type: ignore[method-assign, assignment, func-returns-value]
        return server

    def run() -> None:
        try:
            mkdocs.commands.serve.serve(str(config_file), dev_addr="127.0.0.1:0", **options)
        except BaseException as error:  # noqa: BLE001 - the test hears of it
            servers.put(error)

    patch.setattr(preview_module, "PreviewServer", new_server)
    log, recorder = logging.getLogger("mkdocs"), _Recorder(messages)
    log.addHandler(recorder)
    level = log.level
    log.setLevel(logging.INFO)
    thread = Thread(target=run, daemon=True)
    thread.start()
    try:
        server = servers.get(timeout=LONGEST_WAIT_SECONDS)
        if isinstance(server, BaseException):
            raise server
        try:
            yield RunningPreview(config_file.parent, server, server.preview, messages)
        finally:
            server._shutdown = True
            thread.join(LONGEST_WAIT_SECONDS)
        assert not thread.is_alive()
        assert servers.empty(), servers.get()
    finally:
        log.removeHandler(recorder)
        log.setLevel(level)


def differences(running: RunningPreview) -> list[str]:
    """The paths of all that a clean build has otherwise than the preview, byte for byte, but for what follows earlier builds by design."""
    built = running.built()
    found = (path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file())
    paths = sorted(found, key=lambda path: (not path.endswith(".html"), path))  # A page brings the files that belong to it alone.
    left_out = ("assets/vault/graph/whole.json", "assets/vault/search/", "sitemap.xml.gz")
    return [path for path in paths if not path.startswith(left_out) and not _is_same(running, path, built / path)]


def _is_same(running: RunningPreview, path: str, file: Path) -> bool:
    answer = running.get(path)
    return ADDED.sub("", answer.body.decode("utf-8", "replace")) == file.read_bytes().decode("utf-8", "replace")
