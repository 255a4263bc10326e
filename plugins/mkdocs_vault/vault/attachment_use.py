"""Which attachments notes use, in whatever way a note can name a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape

from mkdocs_vault.vault.addresses import is_external
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Attachment, LinkKind, Note
from mkdocs_vault.vault.paths import VaultPath

_HTML_ADDRESS = re.compile(r"""\b(?:src|srcset|href|poster|data)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>=]+))""", re.IGNORECASE)
_MARKDOWN_KINDS = frozenset({LinkKind.MARKDOWN, LinkKind.MARKDOWN_EMBED})


def used_attachments(notes: Iterable[Note], index: LinkIndex) -> set[VaultPath]:
    """The attachments that these notes link, embed, name in HTML, or name in a property."""
    used: set[VaultPath] = set()
    for note in notes:
        for target, is_markdown in _targets(note):
            resolution = index.resolve(target, note.path, markdown=is_markdown)
            if isinstance(resolution.file, Attachment):
                used.add(resolution.file.path)
    return used


def _targets(note: Note) -> Iterator[tuple[str, bool]]:
    for link in note.links:
        yield link.target, link.kind in _MARKDOWN_KINDS
    for value in note.properties.others.values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str) and "." in item and not is_external(item):
                yield item, False
    if "<" in note.text:
        yield from ((target, True) for target in _html_targets(note.text))


def _html_targets(text: str) -> Iterator[str]:
    for match in _HTML_ADDRESS.finditer(text):
        written = unescape(match[1] or match[2] or match[3] or "").strip()
        candidates = [written, *(part.split()[0] for part in written.split(",") if part.split())]
        for candidate in dict.fromkeys(candidates):
            target = candidate.partition("#")[0].partition("?")[0]
            if target and not is_external(target):
                yield target
