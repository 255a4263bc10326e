"""Where headings and blocks begin and end in a body, so that each can be embedded alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mkdocs_vault.note.body.slot_marks import SlotMarks
from mkdocs_vault.note.compiled import Part
from mkdocs_vault.note.slots import Mark
from mkdocs_vault.syntax.nodes import BlockNode, Heading, ListItem


@dataclass(slots=True)
class _Found:
    """A part by the numbers of its two edges; `last` is known once it ends."""

    offset: int
    block_id: str
    first: int
    last: int = -1
    before: str = ""
    after: str = ""
    level: int = 0


@dataclass(slots=True)
class Parts:
    """The parts of a note that is being printed. Where none are wanted, since the note has neither headings nor ids, nothing is marked."""

    marks: SlotMarks
    are_wanted: bool
    _found: list[_Found] = field(default_factory=list)
    _open: list[list[_Found]] = field(default_factory=list)

    def begin_siblings(self) -> None:
        """A list of sibling blocks with headings begins: each reaches to the next one of its level or above, or to the list's end."""
        self._open.append([])

    def before_heading(self, node: Heading) -> str:
        """The edge before a heading, which ends others."""
        number, mark = self._edge()
        self._close(number, node.level)
        found = _Found(node.start, "", number, level=node.level)
        self._found.append(found)
        self._open[-1].append(found)
        return mark

    def end_of_siblings(self) -> str:
        """The edge at the end of a list of siblings."""
        number, mark = self._edge()
        self._close(number, 0)
        self._open.pop()
        return mark

    def around_block(self, node: BlockNode, html: str) -> str:
        """A block with its edges, where it has an id."""
        return self._between_edges(node, html, "", "") if node.block_id else html

    def around_item(self, node: ListItem, html: str, list_tags: tuple[str, str]) -> str:
        """A list item with its edges; alone it stands in a list of its own."""
        opening, closing = list_tags
        return self._between_edges(node, html, f"{opening}>\n", closing)

    def finished(self, numbers: Iterable[int]) -> Iterator[Part]:
        """The parts of a body with these numbers of slots."""
        places = {number: place for place, number in enumerate(numbers)}
        for found in self._found:
            if found.first in places and found.last in places:
                yield Part(found.offset, found.block_id, places[found.first], places[found.last], found.before, found.after)

    def _between_edges(self, node: BlockNode, html: str, before: str, after: str) -> str:
        first, opening = self._edge()
        last, closing = self._edge()
        self._found.append(_Found(node.start, node.block_id.lower(), first, last, before, after))
        return f"{opening}{html}{closing}"

    def _close(self, number: int, level: int) -> None:
        """End the sections of this level and below; those that are open stand in the order of their levels."""
        still_open = self._open[-1]
        while still_open and still_open[-1].level >= level:
            still_open.pop().last = number

    def _edge(self) -> tuple[int, str]:
        return self.marks.numbered(Mark.PART_EDGE)
