"""What a browser gets to see of a page: its HTML, a digest of all that it shows, and what is wrong with it."""

from __future__ import annotations

import logging
import os
import re
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from http import HTTPStatus
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from mkdocs_vault.diagnostics import Diagnostic, visible

if TYPE_CHECKING:
    from mkdocs_vault.diagnostics import Severity

_REFERENCE = re.compile(r"""\s(?:src|href|poster|data)=["']?([^"'\s>#?]+)""")


@dataclass(frozen=True, slots=True)
class Message:
    """One thing that the panel of a page says. `place` is that in the note, such as `12:3`, or empty."""

    level: Severity
    text: str
    place: str = ""
    code: str = ""

    def as_dict(self) -> dict[str, str]:
        """For the script of the page."""
        return {"level": self.level, "text": self.text, "place": self.place, "code": self.code}


@dataclass(frozen=True, slots=True)
class ShownPage:
    """An answer to a browser, without what the preview adds to it."""

    status: HTTPStatus
    html: str
    digest: str
    messages: tuple[Message, ...] = ()


def message_of(diagnostic: Diagnostic, severity: Severity, note: str) -> Message:
    """A diagnostic as the panel says it; one of another note, such as an embedded one, says of which."""
    position = diagnostic.position
    place = f"{position.line}:{position.column}" if position.path == note else str(position)
    written = f" '{visible(diagnostic.written)}'" if diagnostic.written else ""
    guess = f" {visible(diagnostic.guess)}" if diagnostic.guess else ""
    return Message(severity, f"{visible(diagnostic.message)}{written}{guess}", place, diagnostic.code)


def files_shown(html: str, address: str) -> Iterator[str]:
    """The paths on the site of all that the page at `address` refers to with a relative address."""
    folder = dirname(address)
    for reference in dict.fromkeys(_REFERENCE.findall(html)):
        parts = urlsplit(reference) if ":" not in reference else None
        if parts and not parts.netloc and not parts.path.startswith("/"):
            yield normpath(join(folder, unquote(parts.path)))


def digest_of(html: str, files: Iterable[str]) -> str:
    """The digest of a page and of the files that it shows: it changes if one of them does."""
    digest = sha256(html.encode("utf-8", "xmlcharrefreplace"))
    for file in files:
        with suppress(OSError):
            status = os.stat(file)  # noqa: PTH116 - a path for each file of each page that is shown
            digest.update(f"{file}\0{status.st_mtime_ns}\0{status.st_size}\0".encode("utf-8", "replace"))
    return digest.hexdigest()[:20]


def error_page(error: BaseException, what: str, told: Iterable[Message] = ()) -> ShownPage:
    """What is shown in the place of a page that can't be made; `what` says in a sentence which one that is, `told` is what was logged."""
    trace = "".join(traceback.format_exception(error)).strip()
    said = "\n".join([*(message.text for message in told), str(error).strip() or type(error).__name__])
    html = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<title>{escape(what)}</title></head><body class="vault-preview-error"><main><h1>{escape(what)}</h1>'
        f'<p class="vault-preview-said">{escape(said)}</p>'
        "<p>Once this is repaired, the page shows itself.</p>"
        f'<details><summary>Where it happened</summary><pre tabindex="0">{escape(trace)}</pre></details></main></body></html>'
    )
    return ShownPage(HTTPStatus.INTERNAL_SERVER_ERROR, html, sha256(html.encode("utf-8", "replace")).hexdigest()[:20])


class LogRecorder(logging.Handler):
    """Hears the warnings that MkDocs and other plugins log while a page is made."""

    def __init__(self) -> None:
        """Nothing is heard before it is added to a logger."""
        super().__init__(logging.WARNING)
        self.messages: list[Message] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the text."""
        self.messages.append(Message("warning", visible(record.getMessage())))


@contextmanager
def recorded_warnings() -> Iterator[list[Message]]:
    """The warnings of the block."""
    recorder, logger = LogRecorder(), logging.getLogger("mkdocs")
    logger.addHandler(recorder)
    try:
        yield recorder.messages
    finally:
        logger.removeHandler(recorder)
