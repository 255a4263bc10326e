"""Comments: `%%…%%` within a line or over many, never shown (Obsidian help, Basic formatting syntax).

A comment opens only where the parser sees plain text. It ends at the next `%%` that no code block of its own holds; so a
code block inside a comment is hidden with it, and a code block that only the comment's start left open doesn't keep it open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from mkdocs_vault.syntax.masking import MaskedText, SpannedEvent, hides_text, starts
from mkdocs_vault.syntax.math import unread_formulas

MARK = b"%%"
CHANGES_PARSING = frozenset(b"`$<>\n\\[]")
"""Bytes in a comment that may have changed how the text after it was read: parse again before looking further."""


def mask_comments(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Mask the comments that the events show; whether the text must be parsed again."""
    openings = _openings(events, masked)
    closings = _closings(events, masked)
    formulas = unread_formulas(events, masked) if openings else []
    masked.unclosed_comments.clear()
    done = -1
    for opening in openings:
        if opening < done or _is_within(formulas, opening):
            continue
        at = bisect_left(closings, opening + len(MARK))
        if at == len(closings):
            masked.unclosed_comments.append(opening)
            break
        done = closings[at] + len(MARK)
        _mask(masked, opening, done)
        if CHANGES_PARSING.intersection(masked.data[opening:done]):
            return True
    return done >= 0


def _is_within(spans: list[tuple[int, int]], at: int) -> bool:
    before = bisect_left(spans, (at,)) - 1
    return before >= 0 and at < spans[before][1]


def _mask(masked: MaskedText, start: int, end: int) -> None:
    if _fills_its_lines(masked.data, start, end):
        masked.blank(start, end)
    else:
        masked.remove(start, end)


def _fills_its_lines(data: bytes, start: int, end: int) -> bool:
    """Whether nothing else stands on the comment's lines and the line before is empty: a block of its own."""
    line_start = data.rfind(b"\n", 0, start) + 1
    line_end = data.find(b"\n", end)
    line_end = len(data) if line_end < 0 else line_end
    if data[line_start:start].strip() or data[end:line_end].strip():
        return False
    previous = data[data.rfind(b"\n", 0, max(line_start - 1, 0)) + 1 : line_start]
    return not previous.strip() or previous.rstrip() == b"---"


def _openings(events: list[SpannedEvent], masked: MaskedText) -> list[int]:
    """Offsets of every `%%` in plain text."""
    found: list[int] = []
    hidden_depth = 0
    for event, span in events:
        if not isinstance(event, dict):
            continue
        if hidden_depth:
            hidden_depth += ("Start" in event) - ("End" in event)
        elif hides_text(event):
            hidden_depth = 1
        elif "Text" in event:
            found += _marks_in_text(masked, span["start"], span["end"])
    return found


def _marks_in_text(masked: MaskedText, start: int, end: int) -> list[int]:
    data, marks = masked.data, masked.marks
    found: list[int] = []
    escaped = start > 0 and data[start : start + 1] == b"%" and data[start - 1 : start] == b"\\"
    at = data.find(MARK, start + escaped, end)
    while at >= 0:
        if not marks[at]:
            found.append(at)
        at = data.find(MARK, at + len(MARK), end)
    return found


def _closings(events: list[SpannedEvent], masked: MaskedText) -> list[int]:
    """Offsets of every `%%` that may end a comment: all but those in code blocks that are closed."""
    blocks = [span for event, span in events if starts(event, "CodeBlock") and _is_closed(masked.data, span)]
    block_starts = [span["start"] for span in blocks]
    found: list[int] = []
    at = masked.data.find(MARK)
    while at >= 0:
        block = bisect_right(block_starts, at) - 1
        if (block < 0 or blocks[block]["end"] <= at) and not masked.marks[at]:
            found.append(at)
        at = masked.data.find(MARK, at + 1)
    return found


def _is_closed(data: bytes, span: dict[str, int]) -> bool:
    """Whether a code block is indented, or ends with a fence."""
    lines = data[span["start"] : span["end"]].rstrip().split(b"\n")
    if not lines[0].startswith((b"```", b"~~~")):
        return True
    return len(lines) > 1 and lines[-1].lstrip(b"> \t").startswith((b"```", b"~~~"))
