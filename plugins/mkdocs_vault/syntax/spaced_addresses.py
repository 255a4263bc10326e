"""`![alt](my image.png)`: a space in the address makes it text (CommonMark; Obsidian help, Basic formatting syntax).

Sites with tolerant links take it for the image or link that its author meant.
"""

from __future__ import annotations

import re

from mkdocs_vault.syntax.nodes import Image, Inline, Link, Text
from mkdocs_vault.syntax.texts import Cutter, begins_escaped

SPACED_ADDRESS = re.compile(
    r"""(?P<bang>!?)\[(?P<label>[^\[\]\n]*)\]"""
    r"""\([ ]*(?P<address>[^\s()<>"'\n](?:[^()<>"\n]|\([^()<>"\n]*\))*\.\w{2,5}(?:#[^()<>"\n]*)?)[ ]*\)"""
)
"""An image or a link to a file, with its address in parentheses; `is_spaced` says whether a space makes it text."""


def is_spaced(match: re.Match[str]) -> bool:
    """Whether a space in its address keeps this from being an image or a link."""
    return " " in match["address"]


def mark_spaced_addresses(children: list[Inline], data: bytes) -> list[Inline]:
    """The nodes with each such image and link in their text made a node."""
    marked: list[Inline] = []
    for child in children:
        if isinstance(child, Text) and "](" in child.text:
            marked += _cut(child, data)
        else:
            marked.append(child)
    return marked


def _cut(node: Text, data: bytes) -> list[Inline]:
    parts: list[Inline] = []
    cutter, done = Cutter(node), 0
    for match in SPACED_ADDRESS.finditer(node.text):
        if is_spaced(match) and (match.start() or not begins_escaped(node, data)):
            parts += cutter.piece(done, match.start())
            parts.append(_node(match, cutter))
            done = match.end()
    return [*parts, *cutter.piece(done, len(node.text))] if parts else [node]


def _node(match: re.Match[str], cutter: Cutter) -> Image | Link:
    start = cutter.offset(match.start())
    label = cutter.piece(*match.span("label"))
    end = cutter.offset(match.end())
    target = match["address"].replace(" ", "%20")
    if match["bang"]:
        return Image(start, end, [*label], target, "", match["label"])
    return Link(start, end, [*label], target, "")
