"""Callouts: a quote whose first line is `[!kind|metadata]`, then `+` or `-`, then a title (Obsidian help, Callouts).

The first line ends there whatever follows, as if it were a heading; so that is what the parser is shown.
"""

from __future__ import annotations

from typing import Literal

from mkdocs_vault.syntax.masking import CalloutHead, MaskedText, SpannedEvent, starts

DEEPEST_INDENTATION = 4


def mask_callouts(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Mask the first lines of callouts; whether the text must be parsed again."""
    changed = False
    for event, span in events:
        if starts(event, "BlockQuote") and span["start"] not in masked.callouts:
            changed |= _mask_head(masked, span["start"], span["end"])
    return changed


def guess_callouts(masked: MaskedText) -> None:
    """Mask what looks like the first line of a callout before the text was parsed at all: right for nearly every note, and half the work.

    The tree builder tells where a guess was wrong; then `mask_callouts` looks at the parser's events instead.
    """
    data = masked.data
    at = data.find(b"[!")
    while at >= 0:
        line_start = data.rfind(b"\n", 0, at) + 1
        before = data[line_start:at]
        quote = line_start + before.rfind(b">")
        if quote >= line_start and not before.strip(b"> \t") and masked.seen[quote] == data[quote]:
            _mask_head(masked, quote, len(data))
        at = data.find(b"[!", at + 2)


def begins_like_a_callout(data: bytes, quote_start: int) -> bool:
    """Whether the first line of a quote begins with `[!`."""
    opening = _head_start(data, quote_start)
    return data[opening : opening + 2] == b"[!"


def _mask_head(masked: MaskedText, quote_start: int, quote_end: int) -> bool:
    data = masked.data
    opening = _head_start(data, quote_start)
    line_end = data.find(b"\n", opening, quote_end)
    line_end = quote_end if line_end < 0 else line_end
    closing = data.find(b"]", opening, line_end)
    if data[opening : opening + 2] != b"[!" or closing < 0 or masked.marks[opening]:
        return False
    kind, _, metadata = data[opening + 2 : closing].decode("utf-8", "replace").partition("|")
    if not kind.strip():
        return False
    fold = _fold(data[closing + 1 : closing + 2])
    title_start = closing + 1 + len(fold)
    masked.callouts[quote_start] = CalloutHead(kind.strip(), metadata.strip(), fold)
    masked.blank(opening, title_start)
    masked.seen[opening : opening + 2] = b"# "
    _keep_closing_number_sign(masked, title_start, line_end)
    return True


def _head_start(data: bytes, quote_start: int) -> int:
    """The offset of the first character after `>` and its white space."""
    at = data.find(b">", quote_start) + 1
    last = at + DEEPEST_INDENTATION
    while at < last and data[at : at + 1] in {b" ", b"\t"}:
        at += 1
    return at


def _fold(mark: bytes) -> Literal["", "+", "-"]:
    return "+" if mark == b"+" else "-" if mark == b"-" else ""


def _keep_closing_number_sign(masked: MaskedText, title_start: int, line_end: int) -> None:
    """A heading would lose the `#` at its end, a title keeps it."""
    title = masked.data[title_start:line_end].rstrip()
    if title.endswith(b"#"):
        last = title_start + len(title) - 1
        masked.restore(last, last + 1)
