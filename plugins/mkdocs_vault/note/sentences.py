"""The words around a link: what a backlink shows of the note that it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from mkdocs_vault.syntax.nodes import Code, HardBreak, Math, Node, SoftBreak, Tag, Text, WikiLink
from mkdocs_vault.syntax.walk import LEAVES, children_of, shown_target

MAXIMUM_CHARACTERS_PER_SIDE = 120
SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*(?=\s)|[\u3002\uff01\uff1f]|\n")


class Sentence(NamedTuple):
    """A sentence, white space collapsed, and where in it the words begin that it was asked for."""

    text: str
    place: int


class FlatText:
    """The plain text of a block's inline nodes, and which part of it each of them makes."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        """Linear, and iterative: depth costs no stack."""
        parts: list[str] = []
        length = 0
        self._spans: dict[int, tuple[int, int]] = {}
        spans = self._spans
        begun: list[tuple[Node, int]] = []
        pending = [iter(nodes)]
        while pending:
            for node in pending[-1]:
                own = node.text if node.__class__ is Text else _own_text(node)
                start = length
                if own:
                    parts.append(own)
                    length += len(own)
                if node.__class__ in LEAVES or not (below := children_of(node)):
                    spans[id(node)] = start, length
                    continue
                begun.append((node, start))
                pending.append(iter(below))
                break
            else:
                pending.pop()
                if begun:
                    node, start = begun.pop()
                    spans[id(node)] = start, length
        self.text = "".join(parts)

    def of(self, node: Node) -> str:
        """What a reader sees of one node, white space collapsed."""
        start, end = self._spans[id(node)]
        return " ".join(self.text[start:end].split())

    def span(self, node: Node) -> tuple[int, int]:
        """Where in the text a node begins and ends."""
        return self._spans[id(node)]

    def sentence_around(self, node: Node) -> Sentence:
        """The sentence that a node stands in, shortened with an ellipsis on the sides where it is long."""
        return sentence_at(self.text, *self._spans[id(node)])


def sentence_at(text: str, start: int, end: int) -> Sentence:
    """The sentence around a part of a text, shortened with an ellipsis on the sides where it is long."""
    before = _before(text, start)
    place = len(" ".join(f"{before}|".split())) - 1
    return Sentence(" ".join(f"{before}{text[start:end]}{_after(text, end)}".split()), place)


def _before(text: str, start: int) -> str:
    begin = max(start - MAXIMUM_CHARACTERS_PER_SIDE, 0)
    ends = [match.end() for match in SENTENCE_END.finditer(text, begin, start)]
    if ends:
        return text[ends[-1] : start]
    before = text[begin:start]
    return f"…{before.partition(' ')[2]}" if begin else before


def _after(text: str, end: int) -> str:
    stop = end + MAXIMUM_CHARACTERS_PER_SIDE
    sentence_end = SENTENCE_END.search(text, end, stop)
    if sentence_end:
        return text[end : sentence_end.end()]
    after = text[end:stop]
    return f"{after.rpartition(' ')[0]}…" if stop < len(text) else after


def _own_text(node: Node) -> str:
    """The text of a node itself, that of its children left out."""
    match node:
        case Text() | Code():
            return node.text
        case Math():
            return node.tex
        case SoftBreak() | HardBreak():
            return " " if isinstance(node, SoftBreak) else "\n"
        case Tag():
            return f"#{node.name}"
        case WikiLink() if not node.children:
            return shown_target(node.target, node.subpath)
        case _:
            return ""
