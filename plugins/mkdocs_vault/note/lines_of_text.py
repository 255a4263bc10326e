"""The lines and sentences of a block's plain text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from mkdocs_vault.note.flat_texts import Container, inline_of
from mkdocs_vault.note.sentences import MAXIMUM_CHARACTERS_PER_SIDE, FlatText
from mkdocs_vault.syntax import nodes
from mkdocs_vault.syntax.walk import walk

LONG_LINE = 60
"""A line of so many characters that ends within a sentence was broken by an editor, not by its author."""

_SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*(?:\s+|\Z)|[\u3002\uff01\uff1f]\s*")
_FURTHEST = 4 * MAXIMUM_CHARACTERS_PER_SIDE


@dataclass(frozen=True, slots=True)
class LinesOfText:
    """A block's text, and where in it lines begin, the first left out. Looks no further than a few hundred characters."""

    text: str
    starts: list[int]

    @classmethod
    def of(cls, container: Container, flat: FlatText) -> LinesOfText:
        """The lines of a block as its author meant them."""
        starts: list[int] = []
        for node in walk(inline_of(container)):
            if not _is_break(node):
                continue
            end = flat.span(node)[1]
            if not isinstance(node, nodes.SoftBreak) or not _goes_on(flat.text, starts[-1] if starts else 0, end):
                starts.append(end)
        return cls(flat.text, starts)

    def start_of_line(self, place: int) -> int:
        """Where the line of a place begins."""
        number = bisect_right(self.starts, place)
        return self.starts[number - 1] if number else 0

    def end_of_line(self, place: int) -> int:
        """Where the line of a place ends: at the begin of the next one."""
        number = bisect_left(self.starts, place)
        return self.starts[number] if number < len(self.starts) else len(self.text)

    def ends_a_sentence(self, place: int, lower: int) -> bool:
        """Whether a sentence ends right before a place, not before `lower`."""
        before = self.text[max(lower, place - _FURTHEST) : place]
        last = max((match.end() for match in _SENTENCE_END.finditer(before)), default=-1)
        return last >= 0 and not any(map(str.isalnum, before[last:]))

    def start_of_sentence(self, place: int, lower: int) -> int:
        """Where the sentence begins that ends at a place or goes on behind it; not before `lower` or the line."""
        begin = max(lower, self.start_of_line(place), place - _FURTHEST)
        before = self.text[begin:place]
        starts = [match.end() for match in _SENTENCE_END.finditer(before) if any(map(str.isalnum, before[match.end() :]))]
        return begin + (starts[-1] if starts else 0)

    def end_of_sentence(self, place: int) -> int:
        """Where the sentence of a place ends, at the latest with its line."""
        stop = min(self.end_of_line(place), place + _FURTHEST)
        found = _SENTENCE_END.search(self.text, place, stop)
        return found.end() if found else stop

    def sentence_from(self, place: int, upper: int | None = None, said: str = "") -> str:
        """What was `said`, and the rest of the line or sentence from a place on; where the line holds no more words, of the next one."""
        upper = len(self.text) if upper is None else upper
        while place < upper and not any(map(str.isalnum, self.text[place : self.end_of_line(place + 1)])):
            place = self.end_of_line(place + 1)
        stop = min(upper, self.end_of_line(place + 1), place + _FURTHEST)
        found = _SENTENCE_END.search(self.text, place, stop)
        return f"{said} {self.text[place : found.end() if found else stop]}"


def _is_break(node: nodes.Node) -> bool:
    return isinstance(node, nodes.SoftBreak | nodes.HardBreak) or (
        isinstance(node, nodes.InlineHtml) and node.html[:3].lower() == "<br" and not node.html[3:4].isalnum()
    )


def _goes_on(text: str, begin: int, end: int) -> bool:
    """Whether the line before a break goes on behind it: by a small letter, or since it is long and ends within a sentence."""
    if text[end : end + 1].islower():
        return True
    line = text[begin:end].rstrip()
    return len(line) >= LONG_LINE and not _SENTENCE_END.search(line[-3:])
