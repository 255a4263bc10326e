"""The `$$` of a note: where each stands, and whether it may begin a formula there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mkdocs_vault.syntax.masking import MaskedText, SpannedEvent, closed_kind, hides_text, opened_kind

MARK = b"$$"
INLINE_KINDS = frozenset({"", "Emphasis", "Strong", "Strikethrough", "Link", "Image"})
DOLLARS = re.compile(rb"\\[^\n]|\$+")
"""An escaped character, or dollars in a row: `\\$` is a dollar, `$$$` no mark."""


ReadAs = Literal["text", "inline", "display", "html", "code"]
"""What the parser took a piece of the text for: `inline` and `display` are formulas, `code` is indented code."""

READ_AS: dict[str, ReadAs] = {"Text": "text", "InlineMath": "inline", "DisplayMath": "display"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One `$$` at a byte offset, and what the parser took it for.

    `block` numbers the paragraph, heading or cell that it stands in. `formula_end` is where a formula ends that the parser
    read from here on, or None.
    """

    at: int
    read_as: ReadAs
    block: int
    formula_end: int | None


@dataclass(frozen=True, slots=True)
class _Zone:
    """A piece of the text that the parser read as one thing."""

    start: int
    end: int
    read_as: ReadAs
    block: int


def marks_of(events: list[SpannedEvent], masked: MaskedText) -> list[Mark]:
    """All marks in their order, but those in a code span, a fence or a link's target, where none can begin or end anything."""
    zones = list(_zones(events))
    starts = [zone.start for zone in zones]
    found: list[Mark] = []
    for match in DOLLARS.finditer(masked.seen):
        at = match.start()
        index = bisect_right(starts, at) - 1
        if match.group() != MARK or index < 0 or zones[index].end <= at:
            continue
        zone = zones[index]
        formula_end = zone.end if zone.read_as == "display" and zone.start == at else None
        found.append(Mark(at, zone.read_as, zone.block, formula_end))
    return found


def _zones(events: list[SpannedEvent]) -> Iterator[_Zone]:
    """The pieces in which a mark may stand, in the order of the text."""
    block = 0
    hidden_depth = 0
    for event, span in events:
        opened, closed = opened_kind(event), closed_kind(event)
        block += opened not in INLINE_KINDS or closed not in INLINE_KINDS
        if hidden_depth:
            hidden_depth += bool(opened) - bool(closed)
        elif opened:
            hidden_depth = opened == "HtmlBlock" or hides_text(event)
            if opened == "HtmlBlock":
                yield _Zone(span["start"], span["end"], "html", block)
            elif opened == "CodeBlock" and event["Start"]["CodeBlock"] == "Indented":
                yield _Zone(span["start"], span["end"], "code", block)
        elif isinstance(event, dict) and not closed:
            ((kind, _),) = event.items()
            if kind in READ_AS:
                yield _Zone(span["start"], span["end"], READ_AS[kind], block)
