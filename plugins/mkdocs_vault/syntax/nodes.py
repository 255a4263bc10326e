"""The node types of a note's tree. Offsets are UTF-8 bytes into the note's whole text, front matter included."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from mkdocs_vault.syntax.clocks import Clock

Alignment = Literal["", "left", "center", "right"]


@dataclass(slots=True)
class Node:
    """What all nodes have: where they stand. `end` is the offset after the last byte."""

    start: int
    end: int


# ---------------------------------------------------------------- inline nodes


@dataclass(slots=True)
class Text(Node):
    """Plain text, escapes and entities already decoded."""

    text: str


@dataclass(slots=True)
class SoftBreak(Node):
    """A line end inside a paragraph."""


@dataclass(slots=True)
class HardBreak(Node):
    """A line end after two spaces or a backslash."""


@dataclass(slots=True)
class Code(Node):
    """A code span."""

    text: str


@dataclass(slots=True)
class Math(Node):
    """TeX between `$` (inline) or `$$` (display), the marks removed."""

    tex: str
    display: bool


@dataclass(slots=True)
class InlineHtml(Node):
    """One raw tag or comment within a line."""

    html: str


@dataclass(slots=True)
class TemplateCommand(Node):
    """`<% … %>` that Obsidian's Templater plugin would have run; the text holds the marks."""

    text: str


@dataclass(slots=True)
class Tag(Node):
    """`#name/nested`, the name without its `#`."""

    name: str


@dataclass(slots=True)
class FootnoteReference(Node):
    """`[^label]` whose definition exists."""

    label: str


@dataclass(slots=True)
class Span(Node):
    """Inline nodes that hold others."""

    children: list[Inline]


@dataclass(slots=True)
class Emphasis(Span):
    """`*x*`."""


@dataclass(slots=True)
class Strong(Span):
    """`**x**`."""


@dataclass(slots=True)
class Strikethrough(Span):
    """`~~x~~`."""


@dataclass(slots=True)
class Highlight(Span):
    """`==x==`."""


@dataclass(slots=True)
class InlineFootnote(Span):
    """`^[x]`."""


@dataclass(slots=True)
class Timestamp(Span):
    """`<a class="yt-timestamp" data-t="00:24:24">[00:24:24]</a>`: a moment of the note's video.

    `attributes` are the anchor's own, in written order; `clock` has the readings of `data-t`, None where it is no time. `is_bare` says
    that it was written without markup, `[12:34]`.
    """

    attributes: dict[str, str]
    clock: Clock | None
    is_bare: bool = False


@dataclass(slots=True)
class Link(Span):
    """A Markdown link `[x](target "title")`, a reference link, or an autolink; `target` as CommonMark decodes it."""

    target: str
    title: str
    autolink: bool = False


@dataclass(slots=True)
class Image(Span):
    """A Markdown image `![alt](target "title")`; `label` is the raw text between the brackets."""

    target: str
    title: str
    label: str


@dataclass(slots=True)
class WikiLink(Span):
    """`[[target#subpath|text]]`. Parts are trimmed; `subpath` is without its first `#`; no children means no text was given."""

    target: str
    subpath: str


@dataclass(slots=True)
class Embed(Node):
    """`![[target#subpath|label|label]]`; `labels` are the trimmed parts after the bars."""

    target: str
    subpath: str
    labels: tuple[str, ...]


Inline = (
    Text
    | SoftBreak
    | HardBreak
    | Code
    | Math
    | InlineHtml
    | TemplateCommand
    | Tag
    | FootnoteReference
    | Emphasis
    | Strong
    | Strikethrough
    | Highlight
    | InlineFootnote
    | Timestamp
    | Link
    | Image
    | WikiLink
    | Embed
)

# ---------------------------------------------------------------- block nodes


@dataclass(slots=True)
class BlockNode(Node):
    """What all blocks have: the id after `^`, as written, or an empty string."""

    block_id: str = field(default="", kw_only=True)


@dataclass(slots=True)
class Paragraph(BlockNode):
    """Inline nodes. In a tight list item a paragraph is printed without `<p>`: `tight` says so."""

    children: list[Inline]
    tight: bool = False


@dataclass(slots=True)
class Heading(BlockNode):
    """Level 1 to 6; `source` is the raw text of the heading, marks and block id removed."""

    level: int
    children: list[Inline]
    source: str


@dataclass(slots=True)
class ThematicBreak(BlockNode):
    """`---` between blocks."""


@dataclass(slots=True)
class CodeBlock(BlockNode):
    """Fenced (with its info string, maybe empty) or indented (`info` is None)."""

    text: str
    info: str | None


@dataclass(slots=True)
class HtmlBlock(BlockNode):
    """Raw HTML lines."""

    html: str


@dataclass(slots=True)
class BlockQuote(BlockNode):
    """`> blocks`."""

    children: list[Block]


@dataclass(slots=True)
class Callout(BlockNode):
    """`> [!kind|metadata]+ title`. `kind` as written, `fold` is `+`, `-` or empty, an empty `title` means none was given."""

    kind: str
    metadata: str
    fold: Literal["", "+", "-"]
    title: list[Inline]
    children: list[Block]


@dataclass(slots=True)
class ListItem(BlockNode):
    """`task` is the one character between `[` and `]` of a task, or None."""

    children: list[Block]
    task: str | None = None


@dataclass(slots=True)
class List(BlockNode):
    """`first` is the number of the first item of an ordered list, None for bullets."""

    children: list[ListItem]
    first: int | None


@dataclass(slots=True)
class TableCell(BlockNode):
    """One cell's inline nodes."""

    children: list[Inline]


@dataclass(slots=True)
class TableRow(BlockNode):
    """Cells, as many as the header has."""

    children: list[TableCell]


@dataclass(slots=True)
class Table(BlockNode):
    """`rows[0]` is the header."""

    rows: list[TableRow]
    alignments: tuple[Alignment, ...]


@dataclass(slots=True)
class FootnoteDefinition(BlockNode):
    """`[^label]: blocks`."""

    label: str
    children: list[Block]


Block = (
    Paragraph
    | Heading
    | ThematicBreak
    | CodeBlock
    | HtmlBlock
    | BlockQuote
    | Callout
    | List
    | ListItem
    | Table
    | TableRow
    | TableCell
    | FootnoteDefinition
)
