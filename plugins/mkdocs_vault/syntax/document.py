"""A parsed note: its blocks, its front matter, and what was wrong with its text."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.syntax.nodes import Block, Heading


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The lines between the first two `---`, without them; `start` and `end` are byte offsets of the whole, marks included."""

    text: str
    first_line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Problem:
    """A diagnostic that does not know its file yet: a code, a byte offset, words."""

    code: DiagnosticCode
    offset: int
    message: str
    written: str = ""
    guess: str = ""


@dataclass
class Source:
    """A note's text and the way from byte offsets to lines and columns."""

    text: str

    @cached_property
    def data(self) -> bytes:
        """The text as UTF-8, which offsets count in."""
        return self.text.encode("utf-8", "surrogatepass")

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        find = self.data.find
        at = find(b"\n")
        while at >= 0:
            starts.append(at + 1)
            at = find(b"\n", at + 1)
        return starts

    def line_and_column(self, offset: int) -> tuple[int, int]:
        """Line and column of a byte offset, both from 1, the column in characters."""
        line = bisect_right(self._line_starts, offset) - 1
        start = self._line_starts[line]
        return line + 1, len(self.data[start:offset].decode("utf-8", "replace")) + 1


@dataclass(slots=True)
class Document:
    """The tree of one note. `blocks` leave out front matter and comments; `headings` are all in the tree, in the order of the text."""

    source: Source
    front_matter: FrontMatter | None
    blocks: list[Block]
    headings: list[Heading] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
