"""Tags: `#name`, `#name/nested` (Obsidian help, Tags): at a line start or after white space, with one character that is no digit."""

from __future__ import annotations

import re

from mkdocs_vault.syntax.nodes import Inline, InlineHtml, Text
from mkdocs_vault.syntax.nodes import Tag as TagNode
from mkdocs_vault.syntax.texts import Cutter, is_literal

NAME = r"[^\s\u2000-\u206f\u2e00-\u2e7f!-,.:-@\[-^`{-~]+"
TAG = re.compile(rf"(?<!\S)#({NAME})")
LITERAL_ELEMENT = re.compile(r"<(/?)(a|code|kbd|samp|pre|script|style|textarea)\b", re.IGNORECASE)


def mark_tags(children: list[Inline], data: bytes) -> list[Inline]:
    """The nodes with the tags in their text made nodes; nothing inside a raw `<a>` or `<code>` is a tag."""
    marked: list[Inline] = []
    literal_depth = 0
    for child in children:
        if isinstance(child, InlineHtml):
            element = LITERAL_ELEMENT.match(child.html)
            if element:
                literal_depth = max(0, literal_depth + (-1 if element.group(1) else 1))
        if isinstance(child, Text) and not literal_depth and "#" in child.text and is_literal(child, data):
            marked += _marked(child, data)
        else:
            marked.append(child)
    return marked


def _marked(node: Text, data: bytes) -> list[Inline]:
    parts: list[Inline] = []
    cutter, done = Cutter(node), 0
    for match in TAG.finditer(node.text):
        name = match.group(1)
        if not is_tag_name(name) or (match.start() == 0 and not _begins_after_space(node, data)):
            continue
        parts += cutter.piece(done, match.start())
        parts.append(TagNode(cutter.offset(match.start()), cutter.offset(match.end()), name))
        done = match.end()
    return [*parts, *cutter.piece(done, len(node.text))]


def is_tag_name(name: str) -> bool:
    """Whether the name (without `#`) makes a tag: at least one character that is neither digit nor `/`."""
    return not name.replace("/", "").isdigit() and bool(name.strip("/"))


def _begins_after_space(node: Text, data: bytes) -> bool:
    if node.start == 0:
        return True
    before = data[node.start - 1 : node.start]
    if before in {b"|", b">"}:
        return before == b"|"
    return before.isspace()
