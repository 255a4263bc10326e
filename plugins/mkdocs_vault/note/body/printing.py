"""What the printing of one note shares: its tree, the site's options, the slots that it has left, and what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.note.body.parts import Parts
from mkdocs_vault.note.body.slot_marks import ID_PREFIX, LINK_END, SlotMarks
from mkdocs_vault.note.compiled import Body, CompileOptions, OutgoingLink, VideoFacts
from mkdocs_vault.note.directions import Direction
from mkdocs_vault.note.problems import Problem
from mkdocs_vault.note.slots import SlotValue
from mkdocs_vault.syntax.document import Document
from mkdocs_vault.syntax.nodes import FootnoteDefinition, Inline

__all__ = ["ID_PREFIX", "LINK_END", "Footnotes", "FoundMoment", "Printing"]


@dataclass(slots=True)
class Footnotes:
    """The footnotes of a note: definitions by label, and labels in the order of their first use."""

    definitions: Mapping[str, FootnoteDefinition]
    order: list[str] = field(default_factory=list)
    inline: dict[str, list[Inline]] = field(default_factory=dict)
    _known: set[str] = field(default_factory=set)

    def refer_to(self, label: str) -> None:
        """Note that a footnote is used."""
        if label not in self._known:
            self._known.add(label)
            self.order.append(label)


@dataclass(frozen=True, slots=True)
class FoundMoment:
    """A link to a moment as it was printed: where it stands, its second, and its address where that is certain."""

    offset: int
    seconds: int
    address: str


@dataclass(slots=True)
class Printing:
    """One note on its way to a body. `anchors` gives each heading's id by its offset; `plays_files` says that the note names recordings.

    `note_direction` is that of the whole note, `direction` that of what is being printed; `may_turn` says that something in the
    note may be read in the other one.
    """

    document: Document
    options: CompileOptions
    anchors: Mapping[int, str]
    footnotes: Footnotes
    video: VideoFacts
    plays_files: bool
    note_direction: Direction
    direction: Direction
    may_turn: bool
    marks: SlotMarks
    parts: Parts
    block_ids: set[str] = field(default_factory=set)
    in_link: bool = False
    in_heading: bool = False
    problems: list[Problem] = field(default_factory=list)
    moments: list[FoundMoment] = field(default_factory=list)
    html_links: list[OutgoingLink] = field(default_factory=list)

    def slot(self, value: SlotValue) -> str:
        """What stands for a slot in HTML that is not finished."""
        return self.marks.of(value)

    def finished(self, html: str) -> tuple[str, tuple[SlotValue, ...]]:
        """HTML with one NUL for each of its slots, and these in their order."""
        html, numbers = self.marks.finished(html)
        return html, self.marks.values(numbers)

    def body(self, html: str) -> Body:
        """A body of HTML that is not finished, with the parts that can be embedded alone."""
        html, numbers = self.marks.finished(html)
        return Body(html, self.marks.values(numbers), tuple(self.parts.finished(numbers)))

    def block_anchor(self, block_id: str) -> str:
        """The id of a block, as an attribute with a leading space; nothing where an earlier block of the note is called the same."""
        if not block_id or block_id.lower() in self.block_ids:
            return ""
        self.block_ids.add(block_id.lower())
        return f' id="{ID_PREFIX}^{block_id}"'

    def tell(self, code: DiagnosticCode, offset: int, message: str, written: str = "", guess: str = "") -> None:
        """Note something that is wrong at a byte offset of the note."""
        line, column = self.document.source.line_and_column(offset)
        self.problems.append(Problem(code, line, column, message, written, guess))
