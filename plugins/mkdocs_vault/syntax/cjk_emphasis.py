"""Emphasis beside Chinese, Japanese and Korean, which put no spaces between words: `**「重要」**です`.

CommonMark tells by spaces and punctuation whether a mark opens or closes. Its CJK-friendly amendment
(https://github.com/tats-u/markdown-cjk-friendly) lets a mark beside a CJK character do both. The parser doesn't know it, but a
mark does both as well where the same stands on its two sides, letters or punctuation; so the parser sees the CJK character as
what stands on the other side.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_vault.syntax.cjk_characters import (
    CJK,
    IDEOGRAPHIC_SELECTORS,
    IS_CJK,
    IS_IDEOGRAPHIC_SELECTOR,
    IS_STANDARD_SELECTOR,
    STANDARD_SELECTORS,
    WIDE_QUOTES,
    is_punctuation,
)
from mkdocs_vault.syntax.masking import Event, MaskedText, SpannedEvent, closed_kind, hides_text, opened_kind

RUNS = re.compile(rb"\\[\x21-\x7e]|\*+|_+|~+")
"""An escaped character, or marks in a row."""

_SPECIAL = f"{CJK}{IDEOGRAPHIC_SELECTORS}{STANDARD_SELECTORS}"
BESIDE_A_MARK = re.compile(f"[*_~](?=[{_SPECIAL}])|(?<=[{_SPECIAL}])[*_~]")
LETTER = b"x"
PUNCTUATION = b"%"
NO_ESCAPE = "\u00a7".encode()
"""Punctuation of two bytes, which a backslash before it doesn't escape."""

LONGEST_CHARACTER_BYTES = 4
EMPHASIS = frozenset({"Emphasis", "Strong", "Strikethrough"})
NAMED_BY_THEIR_TEXT = ("Shortcut", "Collapsed")
"""Links whose text must stay what their definition has."""


def may_hold_cjk_emphasis(data: bytes) -> bool:
    """Whether a mark of emphasis stands beside a character that the amendment speaks of."""
    return not data.isascii() and BESIDE_A_MARK.search(data.decode("utf-8", "replace")) is not None


def mask_cjk_beside_emphasis(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Show the parser the CJK characters beside marks as letters or punctuation; whether to parse again."""
    shown: dict[int, _Shown] = {}
    for start, end in _runs(events, masked):
        before, after = _before(masked.data, start), _after(masked.data, end)
        if before is None or after is None:
            continue
        to_the_right, to_the_left = _as_read(before, after, masked.data[start : start + 1])
        shown.setdefault(before.start, _Shown.as_written(before)).right = to_the_right
        shown.setdefault(after.start, _Shown.as_written(after)).left = to_the_left
    changed = [_cover(masked, character) for character in shown.values()]
    return any(changed)


@dataclass(frozen=True, slots=True)
class _Neighbour:
    """A character beside a mark, at its byte offset; a variation selector counts as the character before it."""

    start: int
    character: str
    is_cjk: bool
    is_punctuation: bool


@dataclass(slots=True)
class _Shown:
    """What the parser is to see of a character from its left and from its right: whether it is punctuation."""

    start: int
    end: int
    is_punctuation: bool
    left: bool
    right: bool

    @classmethod
    def as_written(cls, neighbour: _Neighbour) -> _Shown:
        written = is_punctuation(neighbour.character)
        return cls(neighbour.start, neighbour.start + len(neighbour.character.encode()), written, written, written)


def _as_read(before: _Neighbour, after: _Neighbour, mark: bytes) -> tuple[bool, bool]:
    """Whether the parser is to see punctuation before a mark, and after it."""
    if mark == b"_":  # opens and closes by what is punctuation, CJK or not
        return before.is_punctuation, after.is_punctuation
    if before.is_cjk and after.is_cjk:
        both = before.is_punctuation and after.is_punctuation
        return both, both
    if before.is_cjk:
        return after.is_punctuation, after.is_punctuation
    return before.is_punctuation, before.is_punctuation if after.is_cjk else after.is_punctuation


def _runs(events: list[SpannedEvent], masked: MaskedText) -> Iterator[tuple[int, int]]:
    """Start and end of each run of marks in the text that may have to do with emphasis, and that isn't ASCII on both sides."""
    pieces = sorted(_pieces(events))
    for match in RUNS.finditer(masked.data):
        start, end = match.span()
        run = match.group()
        beside = masked.data[max(start - 1, 0) : start] + masked.data[end : end + 1]
        if beside.isascii() or run.startswith(b"\\") or (run.startswith(b"~") and len(run) != 2) or masked.marks[start]:  # noqa: PLR2004
            continue
        index = bisect_left(pieces, (end,)) - 1
        if index >= 0 and pieces[index][1] > start:
            yield start, end


def _pieces(events: list[SpannedEvent]) -> Iterator[tuple[int, int]]:
    """The pieces of text, and the marks that the parser took for emphasis."""
    hidden_depth = 0
    for event, span in events:
        kind = opened_kind(event)
        if hidden_depth:
            hidden_depth += bool(kind) - bool(closed_kind(event))
        elif kind in EMPHASIS:
            yield span["start"], span["start"] + 1
            yield span["end"] - 1, span["end"]
        elif kind:
            hidden_depth = hides_text(event) or kind == "HtmlBlock" or _is_named_by_its_text(kind, event)
        elif isinstance(event, dict) and "Text" in event:
            yield span["start"], span["end"]


def _is_named_by_its_text(kind: str, event: Event) -> bool:
    return kind in {"Link", "Image"} and event["Start"][kind]["link_type"] in NAMED_BY_THEIR_TEXT


def _before(data: bytes, at: int) -> _Neighbour | None:
    """The character before an offset; None for white space."""
    text = data[max(at - 2 * LONGEST_CHARACTER_BYTES, 0) : at].decode("utf-8", "ignore")
    if not text or text[-1].isspace():
        return None
    last = text[-1]
    base = text[-2] if IS_STANDARD_SELECTOR(last) and len(text) > 1 else last
    is_cjk = bool(IS_CJK(base) or IS_IDEOGRAPHIC_SELECTOR(last)) or base + last in WIDE_QUOTES
    return _Neighbour(at - len(last.encode()), last, is_cjk, is_punctuation(base))


def _after(data: bytes, at: int) -> _Neighbour | None:
    """The character from an offset on; None for white space."""
    text = data[at : at + LONGEST_CHARACTER_BYTES].decode("utf-8", "ignore")
    if not text or text[0].isspace():
        return None
    return _Neighbour(at, text[0], bool(IS_CJK(text[0])), is_punctuation(text[0]))


def _cover(masked: MaskedText, shown: _Shown) -> bool:
    """Whether the parser must be shown another character."""
    if shown.left == shown.right == shown.is_punctuation or masked.marks[shown.start]:
        return False
    rest = shown.end - shown.start - 2
    left = NO_ESCAPE if shown.left else LETTER * 2
    covered = left + (PUNCTUATION if shown.right else LETTER) * rest
    changed = masked.seen[shown.start : shown.end] != covered
    masked.seen[shown.start : shown.end] = covered
    return changed
