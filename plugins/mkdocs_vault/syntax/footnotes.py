"""Inline footnotes: `^[text with *markup*]` (Obsidian help, Basic formatting syntax). The parser reads the others itself."""

from __future__ import annotations

from mkdocs_vault.syntax.nodes import Block, FootnoteDefinition, Heading, Inline, InlineFootnote, Text
from mkdocs_vault.syntax.texts import Cutter, begins_escaped

Place = tuple[int, int]
"""The index of a node among its siblings, and of a character in its text."""


def mark_inline_footnotes(children: list[Inline], data: bytes) -> list[Inline]:
    """The nodes with each outermost `^[…]` made a footnote. Linear: brackets are paired once, with a stack."""
    pairs = _pairs(children, data)
    if not pairs:
        return children
    siblings = _Siblings(children)
    marked: list[Inline] = []
    position = (0, 0)
    for (node, at), closing in pairs:
        marked += siblings.between(position, (node, at - 1))
        start = siblings.offset((node, at - 1))
        inside = siblings.between((node, at + 1), closing)
        marked.append(InlineFootnote(start, siblings.offset(closing) + 1, inside))
        position = (closing[0], closing[1] + 1)
    return [*marked, *siblings.between(position, (len(children), 0))]


def _pairs(children: list[Inline], data: bytes) -> list[tuple[Place, Place]]:
    """Where each outermost inline footnote has its opening and its closing bracket."""
    stack: list[tuple[Place, bool]] = []
    found: list[tuple[Place, Place]] = []
    for index, child in enumerate(children):
        if not isinstance(child, Text):
            continue
        escaped = begins_escaped(child, data)
        for at, character in enumerate(child.text):
            if character not in "[]" or (escaped and at == 0):
                continue
            if character == "[":
                is_footnote = at > 0 and child.text[at - 1] == "^" and not (escaped and at == 1)
                stack.append(((index, at), is_footnote))
            elif stack:
                opening, is_footnote = stack.pop()
                if is_footnote:
                    while found and found[-1][0] > opening:
                        found.pop()
                    found.append((opening, (index, at)))
    return found


def gather_continuations(blocks: list[Block], data: bytes) -> list[Block]:
    """The blocks, those below a footnote that are indented by two spaces or more put into it; the parser alone asks for four."""
    if b"[^" not in data:
        return blocks
    gathered: list[Block] = []
    for block in blocks:
        note = gathered[-1] if gathered else None
        if isinstance(note, FootnoteDefinition) and not isinstance(block, FootnoteDefinition | Heading) and _is_indented(block, data):
            note.children.append(block)
            note.end = max(note.end, block.end)
        else:
            gathered.append(block)
    return gathered


def _is_indented(block: Block, data: bytes) -> bool:
    line_start = data.rfind(b"\n", 0, block.start) + 1
    return data.startswith((b"  ", b"\t"), line_start)


class _Siblings:
    """Sibling nodes, cut at places in their texts."""

    def __init__(self, children: list[Inline]) -> None:
        self._children = children
        self._cutters = [Cutter(child) if isinstance(child, Text) else None for child in children]

    def between(self, start: Place, end: Place) -> list[Inline]:
        """The siblings from one place up to another, texts cut."""
        if start[0] >= len(self._children):
            return []
        if start[0] == end[0]:
            return self._cut(start[0], start[1], end[1])
        nodes = self._cut(start[0], start[1], None) + self._children[start[0] + 1 : end[0]]
        return nodes + (self._cut(end[0], 0, end[1]) if end[0] < len(self._children) else [])

    def offset(self, place: Place) -> int:
        """The offset in the file of a place."""
        cutter = self._cutters[place[0]]
        return cutter.offset(place[1]) if cutter else self._children[place[0]].start

    def _cut(self, index: int, start: int, end: int | None) -> list[Inline]:
        node, cutter = self._children[index], self._cutters[index]
        if not isinstance(node, Text) or cutter is None:
            return [node]
        return list(cutter.piece(start, len(node.text) if end is None else end))
