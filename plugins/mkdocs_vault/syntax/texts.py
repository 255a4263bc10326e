"""Cutting text nodes: what every rule that looks into text needs."""

from __future__ import annotations

from mkdocs_vault.syntax.nodes import Text


class Cutter:
    """Cuts one text node into pieces, from left to right: the way through a text that is not ASCII is gone only once."""

    __slots__ = ("_at", "_is_ascii", "_node", "_offset")

    def __init__(self, node: Text) -> None:
        """Cut this node, which stays as it is."""
        self._node = node
        self._is_ascii = len(node.text) == node.end - node.start
        self._at = 0
        self._offset = node.start

    def offset(self, characters: int) -> int:
        """The offset in the file of a place in the node's text."""
        if self._is_ascii:
            return self._node.start + characters
        if characters < self._at:
            self._at, self._offset = 0, self._node.start
        self._offset += len(self._node.text[self._at : characters].encode("utf-8", "replace"))
        self._at = characters
        return min(self._node.end, self._offset)

    def piece(self, start: int, end: int) -> list[Text]:
        """The part of the text between two places in it; nothing where it is empty."""
        if start >= end:
            return []
        return [Text(self.offset(start), self.offset(end), self._node.text[start:end])]


def begins_escaped(node: Text, data: bytes) -> bool:
    """Whether the node's first character stands behind a backslash, so that it is no markup."""
    return node.start > 0 and data[node.start - 1 : node.start] == b"\\"


def is_literal(node: Text, data: bytes) -> bool:
    """Whether the node was written as it reads, and is no entity."""
    return data[node.start : node.start + 1] != b"&" or data[node.start : node.end] == node.text.encode("utf-8", "replace")
