"""Events of the parser -> nodes. One method per kind of event; a tree never gets deeper than `DEEPEST_NESTING`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.syntax.block_ids import take_block_ids
from mkdocs_vault.syntax.document import Problem
from mkdocs_vault.syntax.finished_nodes import MAKERS, InlineRule, Level, Reading, without_outer_breaks
from mkdocs_vault.syntax.footnotes import gather_continuations
from mkdocs_vault.syntax.masking import MaskedText, SpannedEvent
from mkdocs_vault.syntax.nodes import (
    Block,
    Code,
    FootnoteReference,
    HardBreak,
    Heading,
    Inline,
    InlineHtml,
    Math,
    Paragraph,
    SoftBreak,
    Text,
    ThematicBreak,
)

DEEPEST_NESTING = 100
"""Levels of blocks and inline nodes, so that nothing which walks a tree can run out of stack; what is deeper is shown flat."""

LINKS = frozenset({"Link", "Image"})
INLINE_KINDS = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})
INLINE_HOLDERS = frozenset({"Paragraph", "Heading", "TableCell", *INLINE_KINDS})
NESTING_KINDS = frozenset({"BlockQuote", "List", "FootnoteDefinition", *INLINE_KINDS})
RAW_KINDS = frozenset({"CodeBlock", "HtmlBlock"})
TIGHT = "tight"


class TreeBuilder:
    """Builds the tree of one note from its events, in their order."""

    def __init__(self, masked: MaskedText, rules: tuple[InlineRule, ...], rules_in_links: tuple[InlineRule, ...]) -> None:
        """`rules` rewrite every finished list of inline nodes; inside a link only `rules_in_links` do."""
        self._masked = masked
        self._data = masked.data
        self._blocks: list[Any] = []
        self._levels = [Level("Document", None, 0, len(self._data), self._blocks, holds_inline=False)]
        self._text_start = self._text_end = -1
        self._touches_text = masked.touches_text
        self._reading = Reading(masked, rules, rules_in_links)

    @property
    def callouts_misread(self) -> bool:
        """Whether a callout was guessed that is none, or one was overlooked."""
        return self._reading.callouts_misread or self._reading.callouts_seen != len(self._masked.callouts)

    @property
    def headings(self) -> list[Heading]:
        """All headings in the order of the text."""
        return [self._reading.headings[start] for start in sorted(self._reading.headings)]

    @property
    def problems(self) -> list[Problem]:
        """What was wrong with the text."""
        return self._reading.problems

    def build(self, events: Iterable[SpannedEvent]) -> list[Block]:
        """The blocks of the whole text."""
        text, start, value = self._text, self._start, self._value
        for event, span in events:
            if event.__class__ is str:
                self._leaf(event, span["start"], span["end"])
            elif "Text" in event:
                text(event["Text"], span["start"], span["end"])
            elif "End" in event:
                self._end()
            elif "Start" in event:
                start(event["Start"], span["start"], span["end"])
            else:
                ((kind, content),) = event.items()
                value(kind, content, span["start"], span["end"])
        self._close_tight_paragraph()
        return take_block_ids(gather_continuations(self._blocks, self._data), self._data)

    # ------------------------------------------------------------ leaves

    def _text(self, value: str, start: int, end: int) -> None:
        level = self._levels[-1]
        if level.kind in {"CodeBlock", "HtmlBlock"}:
            level.children.append(value)
            return
        if not level.holds_inline:
            self._open_tight_paragraph(start)
        if self._data[start : start + 1] == b"&" and self._masked.seen[start:end] != value.encode("utf-8", "replace"):
            if self._text_start >= 0:
                self._flush_text()
            self._levels[-1].children.append(Text(start, end, value))
        elif self._text_end == start:
            self._text_end = end
        elif end > start:
            if self._text_start >= 0:
                self._flush_text()
            self._text_start, self._text_end = start, end

    def _flush_text(self) -> None:
        start, end = self._text_start, self._text_end
        self._text_start = self._text_end = -1
        if self._touches_text and any(self._masked.marks[start:end]):
            start, text = self._masked.shown(start, end)
        else:
            text = self._data[start:end].decode("utf-8", "replace")
        if text:
            self._levels[-1].children.append(Text(start, end, text))

    def _leaf(self, event: str, start: int, end: int) -> None:
        if event == "Rule":
            self._close_tight_paragraph()
            self._levels[-1].children.append(ThematicBreak(start, end))
            return
        if self._text_start >= 0:
            self._flush_text()
        if not self._levels[-1].holds_inline:
            self._open_tight_paragraph(start)
        self._levels[-1].children.append(SoftBreak(start, end) if event == "SoftBreak" else HardBreak(start, end))

    def _value(self, kind: str, value: Any, start: int, end: int) -> None:  # noqa: ANN401 - whatever the event carries
        level = self._levels[-1]
        if kind == "Html" and level.kind == "HtmlBlock":
            level.children.append(value)
            return
        if self._text_start >= 0:
            self._flush_text()
        if not level.holds_inline:
            self._open_tight_paragraph(start)
        node: Inline
        if kind in {"InlineHtml", "Html"}:
            node = InlineHtml(start, end, value)
        elif kind == "Code":
            node = Code(start, end, value)
        elif kind in {"InlineMath", "DisplayMath"}:
            node = Math(start, end, self._masked.formulas.get(start, value).strip(), kind == "DisplayMath")
        else:
            node = FootnoteReference(start, end, value)
        self._levels[-1].children.append(node)

    # ------------------------------------------------------------ what holds others

    def _start(self, details: Any, start: int, end: int) -> None:  # noqa: ANN401 - whatever the event carries
        if details.__class__ is str:
            kind, value = details, None
        else:
            ((kind, value),) = details.items()
        if kind not in INLINE_KINDS:
            self._close_tight_paragraph()
        else:
            if self._text_start >= 0:
                self._flush_text()
            if not self._levels[-1].holds_inline:
                self._open_tight_paragraph(start)
        parent = self._levels[-1]
        too_deep = kind in NESTING_KINDS and len(self._levels) > DEEPEST_NESTING
        if too_deep or (kind == "Item" and parent.kind == "flat"):
            self._tell_depth(start)
            self._levels.append(Level("flat", None, start, end, parent.children, holds_inline=parent.holds_inline))
            return
        self._reading.link_depth += kind in LINKS
        self._levels.append(Level(kind, value, start, end, [], holds_inline=kind in INLINE_HOLDERS))

    def _tell_depth(self, start: int) -> None:
        if not any(problem.code is DiagnosticCode.NESTED_TOO_DEEP for problem in self.problems):
            message = f"nested deeper than {DEEPEST_NESTING} levels, shown flat from here on"
            self.problems.append(Problem(DiagnosticCode.NESTED_TOO_DEEP, start, message))

    def _end(self) -> None:
        if self._text_start >= 0:
            self._flush_text()
        if self._levels[-1].kind is TIGHT:
            self._close_tight_paragraph()
        level = self._levels.pop()
        if level.kind == "flat":
            return
        if level.children and level.kind not in RAW_KINDS:  # the parser's ranges don't always hold those of what is inside
            level.start = min(level.start, level.children[0].start)
            level.end = max(level.end, level.children[-1].end)
        node = MAKERS[level.kind](level, self._reading)
        self._reading.link_depth -= level.kind in LINKS
        if level.kind == "Paragraph" and not node.children and self._masked.touches_text:
            return  # it held nothing but comments
        self._levels[-1].children.append(node)

    def _open_tight_paragraph(self, start: int) -> None:
        self._levels.append(Level(TIGHT, None, start, start, [], holds_inline=True))

    def _close_tight_paragraph(self) -> None:
        if self._text_start >= 0:
            self._flush_text()
        level = self._levels[-1]
        if level.kind != TIGHT:
            return
        self._levels.pop()
        children = self._reading.inline(level.children)
        if self._masked.touches_text:
            children = without_outer_breaks(children)
        if children:
            end = max(level.start, children[-1].end)
            self._levels[-1].children.append(Paragraph(level.start, end, children, tight=True))
