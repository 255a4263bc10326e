"""Fences of the plugin Admonition, `ad-note` and the like, are callouts: their text is Markdown, their first lines may say more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from mkdocs_vault.syntax.document import Document
from mkdocs_vault.syntax.nodes import Block, Callout, CodeBlock, Inline, Node, Paragraph
from mkdocs_vault.syntax.walk import children_of, walk

FENCE = "ad-"
DEEPEST = 6
"""Fences in fences: each takes one more mark around it, so that nobody writes many."""
_KIND = re.compile(r"ad-([\w-]+)\s*\Z", re.IGNORECASE)
_SETTING = re.compile(r"(title|collapse|icon|color|metadata)[ \t]*:[ \t]*(.*?)[ \t]*(?:\n|\Z)", re.IGNORECASE)

Read = Callable[[str, int], Document]
"""Reads a text as Markdown, given how many fences it stands in."""


@dataclass(slots=True)
class _Settings:
    """What the first lines of a fence say. `title_at` and `text_at` are places in the fence's text."""

    title: str = ""
    title_at: int = 0
    fold: Literal["", "+", "-"] = ""
    text_at: int = 0


def with_admonitions(document: Document, read: Read, depth: int) -> None:
    """Put callouts in the place of a document's fences; headings and problems in them become the document's."""
    if depth >= DEEPEST:
        return
    found = False
    for blocks in [*_lists_of_blocks(document.blocks)]:
        for number, block in enumerate(blocks):
            if isinstance(block, CodeBlock) and (kind := _KIND.match(block.info or "")):
                blocks[number] = _callout(block, kind[1], document, read, depth + 1)
                found = True
    if found:
        document.headings.sort(key=lambda heading: heading.start)
        document.problems.sort(key=lambda problem: problem.offset)


def _lists_of_blocks(blocks: list[Block]) -> Iterator[list[Block]]:
    yield blocks
    for node in walk(blocks):
        below = getattr(node, "children", None)
        if below and any(isinstance(child, CodeBlock) for child in below):
            yield below


def _callout(fence: CodeBlock, kind: str, document: Document, read: Read, depth: int) -> Callout:
    settings = _settings(fence.text)
    # Where a fence stands in a quote or an item its lines are longer in the file: places in it are then a little too early.
    start = document.source.data.find(b"\n", fence.start) + 1
    inner = read(fence.text[settings.text_at :], depth)
    _move(inner, start + len(fence.text[: settings.text_at].encode()), fence.end)
    document.headings += inner.headings
    document.problems += inner.problems
    title = _title(settings, start + len(fence.text[: settings.title_at].encode()), fence.end, read, depth)
    return Callout(fence.start, fence.end, kind, "", settings.fold, title, inner.blocks, block_id=fence.block_id)


def _settings(text: str) -> _Settings:
    settings = _Settings()
    while match := _SETTING.match(text, settings.text_at):
        name, value = match[1].lower(), match[2]
        if name == "title":
            settings.title, settings.title_at = value, match.start(2)
        elif name == "collapse" and value.lower() != "none":
            settings.fold = "+" if value.lower() in {"open", "false"} else "-"
        settings.text_at = match.end()
    return settings


def _title(settings: _Settings, start: int, end: int, read: Read, depth: int) -> list[Inline]:
    if not settings.title:
        return []
    inner = read(settings.title, depth)
    _move(inner, start, end)
    first = inner.blocks[0] if inner.blocks else None
    return first.children if isinstance(first, Paragraph) else []


def _move(document: Document, by: int, end: int) -> None:
    """Have the nodes of a fence's text stand where they stand in the note, never behind the fence."""
    moved: set[int] = set()
    pending: list[Node] = [*document.blocks]
    while pending:
        node = pending.pop()
        if id(node) not in moved:
            moved.add(id(node))
            node.start, node.end = min(node.start + by, end), min(node.end + by, end)
            pending.extend(children_of(node))
    document.problems = [replace(problem, offset=min(problem.offset + by, end)) for problem in document.problems]
