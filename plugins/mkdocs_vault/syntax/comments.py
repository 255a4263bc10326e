"""Comments: `%%…%%` within a line or over many, never shown (Obsidian help, Basic formatting syntax).

A comment opens only where the parser sees plain text. It ends at the next `%%` that no code block of its own holds; so a
code block inside a comment is hidden with it, and a code block that only the comment's start left open doesn't keep it open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_vault.syntax.masking import INLINE_KINDS, Event, MaskedText, SpannedEvent, kind_of, starts

MARK = b"%%"
CHANGES_PARSING = frozenset(b"`$<>\n\\[]")
"""Bytes in a comment that may have changed how the text after it was read."""
EMPTY_LINE = b"\n\n"


@dataclass(frozen=True, slots=True)
class Opening:
    """A `%%` in plain text, and where the paragraph, cell, heading or item ends that it stands in."""

    at: int
    leaf_end: int


def mask_comments(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Mask the comments that the events show; whether the text must be parsed again.

    What a masked comment may have changed is left for the next pass: the rest of its paragraph, or, for one over several
    lines, all up to the empty line after it.
    """
    return _mask_openings(_Reading(events), masked, patient=True)


def mask_comments_at_once(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Mask every comment that the events show, though one may have changed how the next is read: nothing of a comment may show."""
    return _mask_openings(_Reading(events), masked, patient=False)


def _mask_openings(reading: _Reading, masked: MaskedText, *, patient: bool) -> bool:
    closings = _closings(reading.events, masked)
    masked.unclosed_comments.clear()
    done = known = -1
    for opening in reading.openings(masked):
        if opening.at < max(done, known):
            continue
        at = bisect_left(closings, opening.at + len(MARK))
        if at == len(closings):
            if known < 0:
                masked.unclosed_comments.append(opening.at)
            break
        done = closings[at] + len(MARK)
        _mask(masked, opening.at, done)
        if patient and CHANGES_PARSING.intersection(masked.data[opening.at : done]):
            is_in_a_line = b"\n" not in masked.data[opening.at : done]
            known = opening.leaf_end if is_in_a_line else reading.end_of_what_holds(done, masked.data)
    return done >= 0


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


class _Reading:
    """The parser's events, with what they say of openings and of blocks."""

    def __init__(self, events: list[SpannedEvent]) -> None:
        self.events = events
        self._block_ends: list[int] = []

    def openings(self, masked: MaskedText) -> Iterator[Opening]:
        """Every `%%` in plain text, in order."""
        hidden_depth = 0
        ends: list[int] = []
        for event, span in self.events:
            if not isinstance(event, dict):
                continue
            if hidden_depth:
                hidden_depth += ("Start" in event) - ("End" in event)
            elif _hides_text(event):
                hidden_depth = 1
            elif "Text" in event:
                leaf_end = ends[-1] if ends else span["end"]
                for at in _marks_in_text(masked, span["start"], span["end"]):
                    yield Opening(at, leaf_end)
            elif kind_of(event) not in INLINE_KINDS:
                if "Start" in event:
                    ends.append(span["end"])
                elif "End" in event:
                    ends.pop()

    def end_of_what_holds(self, offset: int, data: bytes) -> int:
        """Where the first empty line is after the outermost block that an offset lies in."""
        ends = self._block_ends or self._find_block_ends()
        block = bisect_left(ends, offset)
        end = ends[block] if block < len(ends) else len(data)
        empty = data.find(EMPTY_LINE, max(end - 1, 0))
        return len(data) if empty < 0 else empty

    def _find_block_ends(self) -> list[int]:
        depth = 0
        for event, span in self.events:
            if not isinstance(event, dict):
                continue
            if "Start" in event:
                if not depth:
                    self._block_ends.append(span["end"])
                depth += 1
            else:
                depth -= "End" in event
        return self._block_ends


def _hides_text(event: Event) -> bool:
    """Whether the event opens a node whose text is no text of the author's: code, a link that shows its own target."""
    if starts(event, "CodeBlock"):
        return True
    for kind in ("Link", "Image"):
        if starts(event, kind):
            opened = event["Start"][kind]["link_type"]
            return opened in ("Autolink", "Email") or opened == {"WikiLink": {"has_pothole": False}}
    return False


def _marks_in_text(masked: MaskedText, start: int, end: int) -> list[int]:
    data, marks = masked.data, masked.marks
    if MARK not in data[start:end]:
        return []
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
