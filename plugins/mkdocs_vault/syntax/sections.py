"""The part of a note that a sub-path names: a heading with all below it, or one block."""

from __future__ import annotations

from typing import cast

from mkdocs_vault.syntax.nodes import Block, BlockNode, Heading, List, ListItem
from mkdocs_vault.syntax.walk import children_of, walk


def section_at(blocks: list[Block], offset: int) -> list[Block]:
    """The heading at a byte offset and its siblings up to the next heading of the same or a higher level; empty if none is there."""
    for siblings in _sibling_lists(blocks):
        for index, block in enumerate(siblings):
            if isinstance(block, Heading) and block.start == offset:
                return [block, *_until_next_heading(siblings[index + 1 :], block.level)]
    return []


def block_at(blocks: list[Block], offset: int, block_id: str) -> list[Block]:
    """The block with an id that starts at a byte offset, ready to be shown alone; a list item keeps a list around it."""
    for node in walk(blocks):
        if isinstance(node, BlockNode) and not isinstance(node, ListItem) and _is_named(node, offset, block_id):
            return [cast("Block", node)]
        if not isinstance(node, List):
            continue
        for index, item in enumerate(node.children):
            if _is_named(item, offset, block_id):
                number = None if node.first is None else node.first + index
                return [List(item.start, item.end, [item], number)]
    return []


def _is_named(block: BlockNode, offset: int, block_id: str) -> bool:
    return block.start == offset and block.block_id.lower() == block_id.lower()


def _until_next_heading(blocks: list[Block], level: int) -> list[Block]:
    section: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level <= level:
            break
        section.append(block)
    return section


def _sibling_lists(blocks: list[Block]) -> list[list[Block]]:
    """Every list of sibling blocks in the tree, outer ones first."""
    found = [blocks]
    for siblings in found:
        for block in siblings:
            below = [cast("Block", child) for child in children_of(block) if isinstance(child, BlockNode)]
            if below:
                found.append(below)
    return found
