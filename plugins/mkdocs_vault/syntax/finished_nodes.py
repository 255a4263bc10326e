"""Finished nodes: what the parser opened and closed, made a node of the tree. One function per kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from mkdocs_vault.syntax.block_ids import give_item_its_id, take_block_ids
from mkdocs_vault.syntax.callouts import begins_like_a_callout
from mkdocs_vault.syntax.document import Problem
from mkdocs_vault.syntax.footnotes import mark_inline_footnotes
from mkdocs_vault.syntax.masking import MaskedText
from mkdocs_vault.syntax.nodes import (
    Alignment,
    BlockQuote,
    Callout,
    CodeBlock,
    Emphasis,
    FootnoteDefinition,
    HardBreak,
    Heading,
    HtmlBlock,
    Image,
    Inline,
    InlineFootnote,
    Link,
    List,
    ListItem,
    Paragraph,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    TableCell,
    TableRow,
    Text,
)
from mkdocs_vault.syntax.timestamp_fences import timestamp_fence
from mkdocs_vault.syntax.timestamps import seek_stamp
from mkdocs_vault.syntax.wiki_links import embed, is_hidden_embed, wiki_link

ALIGNMENTS: dict[str, Alignment] = {"None": "", "Left": "left", "Center": "center", "Right": "right"}


@dataclass(frozen=True, slots=True)
class InlineRule:
    """What a syntax adds to inline nodes. `needles` are bytes of which one must stand in the text for the rule to have anything to do."""

    apply: Callable[[list[Inline], bytes], list[Inline]]
    needles: tuple[bytes, ...]
    works_in_links: bool = True

    def may_apply(self, data: bytes, start: int, end: int) -> bool:
        """Whether a needle stands between two offsets."""
        for needle in self.needles:  # noqa: SIM110 - a generator costs more than the search
            if data.find(needle, start, end) >= 0:
                return True
        return False


@dataclass(slots=True)
class Level:
    """An open node: its kind, what its event said, where it starts and ends, and what it holds so far."""

    kind: str
    details: Any
    start: int
    end: int
    children: list[Any]
    holds_inline: bool = field(kw_only=True)


@dataclass(slots=True)
class Reading:
    """What holds for the whole text while its tree is built: the masked text, the rules, and what was found out on the way."""

    masked: MaskedText
    rules: tuple[InlineRule, ...] = ()
    rules_in_links: tuple[InlineRule, ...] = ()
    link_depth: int = 0
    headings: dict[int, Heading] = field(default_factory=dict)
    callouts_seen: int = 0
    callouts_misread: bool = False
    problems: list[Problem] = field(default_factory=list)

    def inline(self, children: list[Inline]) -> list[Inline]:
        """The finished inline nodes, every rule applied in its order."""
        return self._ruled(children, self.rules_in_links if self.link_depth else self.rules)

    def _ruled(self, children: list[Inline], rules: tuple[InlineRule, ...]) -> list[Inline]:
        if not children:
            return children
        data, start, end = self.masked.data, children[0].start, children[-1].end
        for number, rule in enumerate(rules, 1):
            if not rule.may_apply(data, start, end):
                continue
            children = rule.apply(children, data)
            if rule.apply is mark_inline_footnotes:
                for footnote in children:
                    if isinstance(footnote, InlineFootnote):
                        footnote.children = self._ruled(footnote.children, rules[number:])
        return children


def _paragraph(level: Level, reading: Reading) -> Paragraph:
    children = reading.inline(level.children)
    return Paragraph(level.start, level.end, without_outer_breaks(children) if reading.masked.touches_text else children)


def _heading(level: Level, reading: Reading) -> Heading:
    children = reading.inline(level.children)
    source = ""
    if children:
        source = reading.masked.shown(children[0].start, children[-1].end)[1].strip()
    heading = Heading(level.start, level.end, int(level.details["level"][1]), children, source)
    reading.headings[heading.start] = heading
    return heading


def _emphasis(level: Level, reading: Reading) -> Emphasis:
    return Emphasis(level.start, level.end, reading.inline(level.children))


def _strong(level: Level, reading: Reading) -> Strong:
    return Strong(level.start, level.end, reading.inline(level.children))


def _strikethrough(level: Level, reading: Reading) -> Strikethrough:
    return Strikethrough(level.start, level.end, reading.inline(level.children))


def _link(level: Level, reading: Reading) -> Inline:
    link = level.details
    if not isinstance(link["link_type"], dict):
        autolink = link["link_type"] in {"Autolink", "Email"}
        target = f"mailto:{link['dest_url']}" if link["link_type"] == "Email" else link["dest_url"]
        children = reading.inline(level.children)
        seek = seek_stamp(level.start, level.end, target, children) if target[:7].lower() == "ytseek:" else None
        return seek or Link(level.start, level.end, children, target, link["title"], autolink)
    has_text = link["link_type"]["WikiLink"]["has_pothole"]
    children = reading.inline(level.children) if has_text else []
    return wiki_link(level.start, level.end, link["dest_url"], children)


def _image(level: Level, reading: Reading) -> Inline:
    image = level.details
    if isinstance(image["link_type"], dict) or is_hidden_embed(reading.masked, level.start):
        return embed(level.start, level.end, reading.masked.data[level.start + 3 : level.end - 2].decode("utf-8", "replace"))
    children = reading.inline(level.children)
    label = reading.masked.data[children[0].start : children[-1].end].decode("utf-8", "replace") if children else ""
    return Image(level.start, level.end, children, image["dest_url"], image["title"], label)


def _code_block(level: Level, _: Reading) -> CodeBlock | Paragraph:
    info = level.details["Fenced"] if isinstance(level.details, dict) else None
    code = CodeBlock(level.start, level.end, "".join(level.children), info)
    return (timestamp_fence(code) if info and info.startswith("timestamp") else None) or code


def _html_block(level: Level, _: Reading) -> HtmlBlock:
    return HtmlBlock(level.start, level.end, "".join(level.children))


def _block_quote(level: Level, reading: Reading) -> BlockQuote | Callout:
    head = reading.masked.callouts.get(level.start)
    if head is None or not level.children or not isinstance(level.children[0], Heading):
        reading.callouts_misread |= begins_like_a_callout(reading.masked.data, level.start)
        return BlockQuote(level.start, level.end, take_block_ids(level.children, reading.masked.data))
    reading.callouts_seen += 1
    del reading.headings[level.children[0].start]
    title, body = level.children[0], level.children[1:]
    if not body:
        take_block_ids([title], reading.masked.data)
    blocks = take_block_ids(body, reading.masked.data)
    return Callout(
        level.start, level.end, head.kind, head.metadata, head.fold, title.children, blocks, block_id="" if body else title.block_id
    )


def _list(level: Level, _: Reading) -> List:
    return List(level.start, level.end, cast("list[ListItem]", level.children), level.details)


def _item(level: Level, reading: Reading) -> ListItem:
    blocks = take_block_ids(level.children, reading.masked.data)
    item = ListItem(level.start, level.end, blocks, reading.masked.tasks.get(level.start))
    give_item_its_id(item)
    if item.task is not None and blocks and isinstance(blocks[0], Paragraph):
        blocks[0].children = without_outer_breaks(blocks[0].children)
    return item


def _footnote_definition(level: Level, reading: Reading) -> FootnoteDefinition:
    return FootnoteDefinition(level.start, level.end, level.details, take_block_ids(level.children, reading.masked.data))


def _table(level: Level, _: Reading) -> Table:
    return Table(level.start, level.end, level.children, tuple(ALIGNMENTS[name] for name in level.details))


def _table_head(level: Level, _: Reading) -> TableRow:
    return TableRow(level.start, level.end, level.children)


def _table_cell(level: Level, reading: Reading) -> TableCell:
    return TableCell(level.start, level.end, reading.inline(level.children))


MAKERS: dict[str, Callable[[Level, Reading], Any]] = {
    "Paragraph": _paragraph,
    "Heading": _heading,
    "Emphasis": _emphasis,
    "Strong": _strong,
    "Strikethrough": _strikethrough,
    "Link": _link,
    "Image": _image,
    "CodeBlock": _code_block,
    "HtmlBlock": _html_block,
    "BlockQuote": _block_quote,
    "List": _list,
    "Item": _item,
    "FootnoteDefinition": _footnote_definition,
    "Table": _table,
    "TableHead": _table_head,
    "TableCell": _table_cell,
    "TableRow": _table_head,
}
"""What makes a node of a finished level, by the parser's name of its kind."""


def without_outer_breaks(children: list[Inline]) -> list[Inline]:
    """The nodes without the line breaks and white space that something left out at their ends leaves behind."""
    while children and _is_blank(children[0]):
        children = children[1:]
    while children and _is_blank(children[-1]):
        children = children[:-1]
    if children and isinstance(children[0], Text):
        children[0].text = children[0].text.lstrip()
    if children and isinstance(children[-1], Text):
        children[-1].text = children[-1].text.rstrip()
    return children


def _is_blank(node: Inline) -> bool:
    return isinstance(node, (SoftBreak, HardBreak)) or (isinstance(node, Text) and not node.text.strip())
