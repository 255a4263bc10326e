"""`$$…$$`: one mark ends what the last one began, whatever stands between (Obsidian help, Advanced formatting syntax).

The parser reads most of them. It takes one apart where it sees Markdown in the TeX (a blank line, a list, a line `=`), and
overlooks one with a lone `$` or brace in it; then it pairs the marks after it wrongly, and text is TeX up to the end.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_vault.syntax.masking import MaskedText, SpannedEvent
from mkdocs_vault.syntax.math_marks import MARK, Mark, marks_of

LONGEST_FORMULA_BYTES = 50_000
CONTAINER = re.compile(rb"(?:[ \t>]|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")
"""What puts a line into quotes and list items."""

LINE_END = re.compile(rb"[ \t]*(?:\n|\Z)")
NO_TEX = re.compile(rb"^[ \t>]*(?:#{1,6}[ \t]|```|~~~)", re.MULTILINE)
"""A heading or a fence: no formula holds such a line, unless the marks before and after it have no other partner."""


def mask_math_blocks(events: list[SpannedEvent], masked: MaskedText) -> bool:
    """Put each formula that the parser didn't read as one on one line, where it must; whether to parse again."""
    marks = marks_of(events, masked)
    pairs = list(_unread_pairs(marks, masked))
    changed = [_mask(masked, opening, closing) for opening, closing in pairs]
    masked.unclosed_formulas[:] = _without_partner(marks, pairs, masked)
    return any(changed)


def unread_formulas(events: list[SpannedEvent], masked: MaskedText) -> list[tuple[int, int]]:
    """Start and end of each formula that the parser took for text."""
    if MARK not in masked.seen:
        return []
    return [(opening.at, closing.at + len(MARK)) for opening, closing in _unread_pairs(marks_of(events, masked), masked)]


def _without_partner(marks: list[Mark], pairs: list[tuple[Mark, Mark]], masked: MaskedText) -> list[int]:
    """Offsets of the marks that are alone on their lines, and neither begin nor end a formula; in `- $$` it may be a price."""
    taken = {mark.at for pair in pairs for mark in pair}
    left = [mark for mark in marks if mark.read_as == "text" and mark.at not in taken and _ends_line(masked, mark)]
    places = [(mark.at, _Place.of(masked, mark)) for mark in left]
    return [at for at, place in places if place.begins_line and not place.begins_item]


def _unread_pairs(marks: list[Mark], masked: MaskedText) -> Iterator[tuple[Mark, Mark]]:
    are_odd = _odd_ones(marks, masked)
    done = 0
    for mark, following, is_odd in zip(marks, marks[1:], are_odd[1:], strict=False):
        if mark.at < done:
            continue
        if mark.formula_end is not None:
            done = mark.formula_end
        elif mark.read_as in {"text", "html"} and _is_pair(masked, mark, following, is_odd=is_odd):
            done = following.at + len(MARK)
            yield mark, following


def _odd_ones(marks: list[Mark], masked: MaskedText) -> list[bool]:
    """For each mark whether an odd number of marks stands from it to the next heading or fence: then it ends an earlier one's formula."""
    ends = [match.start() for match in NO_TEX.finditer(masked.seen)]
    sections = [bisect_right(ends, mark.at) for mark in marks]
    odd: list[bool] = []
    for section, after in zip(reversed(sections), [-1, *reversed(sections)], strict=False):
        odd.append(section != after or not odd[-1])
    return odd[::-1]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a mark stands on its line."""

    container: bytes
    begins_line: bool
    ends_line: bool

    @classmethod
    def of(cls, masked: MaskedText, mark: Mark) -> _Place:
        line_start = masked.data.rfind(b"\n", 0, mark.at) + 1
        before = masked.data[line_start : mark.at]
        container = CONTAINER.match(before)
        prefix = container.group() if container else b""
        return cls(prefix, prefix == before, _ends_line(masked, mark))

    @property
    def is_fence(self) -> bool:
        """Whether the mark is alone on its line."""
        return self.begins_line and self.ends_line

    @property
    def begins_item(self) -> bool:
        """Whether a list item begins on the mark's line."""
        return bool(self.container.strip(b" \t>"))


def _ends_line(masked: MaskedText, mark: Mark) -> bool:
    return LINE_END.match(masked.data, mark.at + len(MARK)) is not None


def _is_pair(masked: MaskedText, opening: Mark, closing: Mark, *, is_odd: bool) -> bool:
    """Whether a formula begins at the one mark and ends at the other; `is_odd` decides what their lines leave open."""
    if opening.at in masked.formulas or opening.block == closing.block:
        return True
    inside = masked.data[opening.at + len(MARK) : closing.at]
    if b"\n" not in inside:
        return False
    first, last = _Place.of(masked, opening), _Place.of(masked, closing)
    never_closed = not is_odd and NO_TEX.search(inside)
    if never_closed or len(inside) > LONGEST_FORMULA_BYTES or not _keeps_quotes(inside, first.container):
        return False
    keeps_item = _keeps_item(inside, first.container)
    if first.is_fence and opening.read_as == "text":
        return keeps_item or (last.is_fence and not last.begins_item)
    if first.begins_line and opening.read_as == "text":
        return keeps_item and last.ends_line
    return keeps_item and is_odd and (first.is_fence or (first.ends_line and last.begins_line))


def _keeps_quotes(inside: bytes, container: bytes) -> bool:
    """Whether every line after the first is in the quotes that the first is in."""
    quotes = container.count(b">")
    return all(line.count(b">", 0, len(container) + quotes) >= quotes for line in inside.split(b"\n")[1:])


def _keeps_item(inside: bytes, container: bytes) -> bool:
    """Whether every line after the first is blank, or in the list item that the first is in; quotes end before the item begins."""
    if b">" in container:
        return True
    return all(_indentation(line) >= len(container) for line in inside.split(b"\n")[1:] if line.strip())


def _indentation(line: bytes) -> float:
    if line.startswith(b"\t"):
        return float("inf")
    return len(line) - len(line.lstrip(b" "))


def _mask(masked: MaskedText, opening: Mark, closing: Mark) -> bool:
    """Show the parser the formula on one line; what begins in HTML is none, and its end is text. Whether anything changed."""
    if opening.read_as == "html":
        return closing.read_as != "html" and _cover_mark(masked, closing.at)
    inside = slice(opening.at + len(MARK), closing.at)
    covered = b"x" * (closing.at - inside.start)
    masked.formulas[opening.at] = _tex(masked.data, opening.at, closing.at)
    changed = masked.seen[inside] != covered
    masked.seen[inside] = covered
    return changed


def _cover_mark(masked: MaskedText, at: int) -> bool:
    masked.restore(at, at + len(MARK))
    return True


def _tex(data: bytes, opening: int, closing: int) -> str:
    """The formula's TeX, without what puts its lines into a quote."""
    quotes = data[data.rfind(b"\n", 0, opening) + 1 : opening].count(b">")
    lines = data[opening + len(MARK) : closing].decode("utf-8", "replace").split("\n")
    return "\n".join([lines[0], *(_without_quotes(line, quotes) for line in lines[1:])]).strip()


def _without_quotes(line: str, quotes: int) -> str:
    for _ in range(quotes):
        line = line.lstrip(" \t").removeprefix(">")
    return line
