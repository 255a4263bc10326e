"""References to footnotes. Their numbers depend on what is shown of the note, so each is a slot."""

from __future__ import annotations

from html import escape

from mkdocs_vault.note.body.printing import Footnotes, Printing
from mkdocs_vault.note.slots import FootnoteUse
from mkdocs_vault.syntax.nodes import Block, FootnoteReference, InlineFootnote, Paragraph


def footnote_reference(node: FootnoteReference, printing: Printing) -> str:
    """`[^label]`; what has no definition is text."""
    label = node.label.casefold()
    if label not in printing.footnotes.definitions:
        return f"[^{escape(node.label, quote=False)}]"
    return _use(label, printing)


def inline_footnote(node: InlineFootnote, printing: Printing) -> str:
    """`^[text]`; its text stands among the other footnotes."""
    label = f"^{node.start}"
    printing.footnotes.inline[label] = node.children
    return _use(label, printing)


def definition(label: str, footnotes: Footnotes) -> list[Block]:
    """The blocks of a footnote that is referred to."""
    if label in footnotes.inline:
        return [Paragraph(0, 0, footnotes.inline[label])]
    return footnotes.definitions[label].children


def _use(label: str, printing: Printing) -> str:
    printing.footnotes.refer_to(label)
    return printing.slot(FootnoteUse(label, printing.in_link))
