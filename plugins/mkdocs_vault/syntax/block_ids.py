"""Block ids: `^name` at the very end of a block's text, or alone after a structured block (Obsidian help, Internal links)."""

from __future__ import annotations

import re

from mkdocs_vault.syntax.nodes import Block, Embed, Heading, Image, Inline, ListItem, Paragraph, SoftBreak, Text
from mkdocs_vault.syntax.texts import begins_escaped

AT_END = re.compile(r"(?:^|(?<=\s))\^([A-Za-z0-9-]+)\s*$")


def take_block_ids(blocks: list[Block], data: bytes) -> list[Block]:
    """The sibling blocks with the ids taken out of their text and put on the block that they name."""
    kept: list[Block] = []
    for block in blocks:
        if not isinstance(block, (Paragraph, Heading)):
            kept.append(block)
            continue
        block_id = _take(block.children, data)
        if block_id and not block.children and isinstance(block, Paragraph) and kept and not kept[-1].block_id:
            kept[-1].block_id = block_id
            continue
        block.block_id = block_id
        if block_id and isinstance(block, Heading):
            block.source = block.source[: block.source.rfind("^")].rstrip()
        kept.append(block)
    return kept


def give_item_its_id(item: ListItem) -> None:
    """An id at the end of an item's own text names the item with all that it holds."""
    first = item.children[0] if item.children else None
    if isinstance(first, Paragraph) and first.block_id and not item.block_id:
        item.block_id, first.block_id = first.block_id, ""


def _take(children: list[Inline], data: bytes) -> str:
    """The id at the end of the nodes, taken out of them with the white space before it."""
    last = children[-1] if children else None
    if not isinstance(last, Text) or "^" not in last.text:
        return ""
    match = AT_END.search(last.text)
    if match is None or (match.start() == 0 and not _may_begin_with_id(children, data)):
        return ""
    last.text = last.text[: match.start()].rstrip()
    if not last.text:
        children.pop()
    while children and isinstance(children[-1], SoftBreak):
        children.pop()
    return match.group(1)


def _may_begin_with_id(children: list[Inline], data: bytes) -> bool:
    """Whether the last text may be an id from its first character on: at a line start, or right behind an embed."""
    if len(children) > 1:
        return isinstance(children[-2], SoftBreak | Embed | Image)
    last = children[-1]
    return isinstance(last, Text) and not begins_escaped(last, data)
