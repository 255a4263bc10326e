"""Highlights: `==x==` (Obsidian help, Basic formatting syntax). Both marks touch the text; other markup may stand inside."""

from __future__ import annotations

import re

from mkdocs_vault.syntax.nodes import HardBreak, Highlight, Inline, SoftBreak, Text
from mkdocs_vault.syntax.texts import Cutter, begins_escaped

MARK = re.compile(r"(?<!=)==(?!=)")
LENGTH = 2


def mark_highlights(children: list[Inline], data: bytes) -> list[Inline]:
    """The nodes with everything between two marks put into a highlight. Linear: a mark that closes nothing may open."""
    finished: list[Inline] = []
    inside: list[Inline] | None = None
    opened_at = 0
    for index, child in enumerate(children):
        if not isinstance(child, Text) or "==" not in child.text:
            (finished if inside is None else inside).append(child)
            continue
        cutter, done = Cutter(child), 0
        for match in MARK.finditer(child.text):
            at = match.start()
            if at == 0 and begins_escaped(child, data):
                continue
            if inside is not None and _touches_before(children, index, at):
                inside += cutter.piece(done, at)
                end = cutter.offset(match.end())
                finished.append(Highlight(opened_at, end, inside))
                inside, done = None, match.end()
            elif inside is None and _touches_after(children, index, match.end()):
                finished += cutter.piece(done, at)
                inside, opened_at, done = [], cutter.offset(at), match.end()
        (finished if inside is None else inside).extend(cutter.piece(done, len(child.text)))
    if inside is not None:
        finished += [Text(opened_at, opened_at + LENGTH, "=="), *inside]
    return finished


def _touches_before(children: list[Inline], index: int, at: int) -> bool:
    node = children[index]
    if at and isinstance(node, Text):
        return not node.text[at - 1].isspace()
    return index > 0 and not isinstance(children[index - 1], (SoftBreak, HardBreak))


def _touches_after(children: list[Inline], index: int, at: int) -> bool:
    node = children[index]
    if isinstance(node, Text) and at < len(node.text):
        return not node.text[at].isspace()
    return index + 1 < len(children) and not isinstance(children[index + 1], (SoftBreak, HardBreak))
