"""`dir="auto"` on blocks that begin in another direction than what they stand in; the browser then reads each as its first letter says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mkdocs_vault.note.body.printing import Printing
from mkdocs_vault.note.compiled import CompileOptions
from mkdocs_vault.note.directions import RIGHT_TO_LEFT_LETTERS, Direction, direction_of_language, direction_of_text
from mkdocs_vault.note.properties import Properties
from mkdocs_vault.syntax import nodes
from mkdocs_vault.syntax.walk import children_of, shown_target

AUTO = ' dir="auto"'


def direction_of_note(properties: Properties, options: CompileOptions) -> Direction:
    """The direction that the page of a note is read in: that of its `lang`, else that of the site."""
    if properties.lang and options.reads_lang:
        return direction_of_language(properties.lang)
    return options.direction


def may_turn(text: str, direction: Direction) -> bool:
    """Whether anything in a note's text can be read in the other direction."""
    return direction == "rtl" or (not text.isascii() and RIGHT_TO_LEFT_LETTERS.search(text) is not None)


def turned(children: Iterable[nodes.Inline], printing: Printing, block_id: str = "") -> str:
    """The attribute for a block of these inline nodes, with a leading space; empty where it is read as what is around it.

    A block with an id may be embedded alone, where nothing of its note is around it.
    """
    direction = _first_direction(children) if printing.may_turn else None
    return _attribute(direction, printing, block_id) if direction else ""


def turned_item(own: Direction, printing: Printing, block_id: str) -> str:
    """The attribute for a list item of this direction, as that of any block."""
    return _attribute(own, printing, block_id)


def _attribute(direction: Direction, printing: Printing, block_id: str) -> str:
    turns_alone = bool(block_id) and direction != printing.note_direction
    return AUTO if turns_alone or direction != printing.direction else ""


def direction_of_item(children: Sequence[nodes.Block], printing: Printing) -> Direction:
    """The direction of a list item: that of its first paragraph with a letter, else that of what is around it."""
    if printing.may_turn:
        for child in children:
            if isinstance(child, nodes.Paragraph) and (direction := _first_direction(child.children)):
                return direction
    return printing.direction


def _first_direction(children: Iterable[nodes.Node]) -> Direction | None:
    """The direction of the first letter that a reader sees in the line; what embeds and footnotes hold stands elsewhere."""
    for node in children:
        match node:
            case nodes.Text() | nodes.Code() | nodes.TemplateCommand():
                direction = direction_of_text(node.text)
            case nodes.Tag():
                direction = direction_of_text(node.name)
            case nodes.Math():
                direction = direction_of_text(node.tex)
            case nodes.WikiLink() if not node.children:
                direction = direction_of_text(shown_target(node.target, node.subpath))
            case nodes.Image() | nodes.InlineFootnote():
                direction = None
            case _:
                direction = _first_direction(children_of(node))
        if direction:
            return direction
    return None
