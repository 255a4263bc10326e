"""Footnotes in Material's markup: numbered by first use, every reference with its way back; each embedded note has its own."""

from __future__ import annotations

from collections.abc import Callable

from mkdocs_vault.render.context import Context, Footnotes
from mkdocs_vault.syntax.document import Document
from mkdocs_vault.syntax.nodes import Block, FootnoteDefinition, FootnoteReference, InlineFootnote, Paragraph
from mkdocs_vault.syntax.walk import walk


def footnotes_of(document: Document) -> Footnotes:
    """The definitions of a note, the first of each label."""
    found = Footnotes()
    if b"[^" not in document.source.data:
        return found
    for node in walk(document.blocks):
        if isinstance(node, FootnoteDefinition):
            found.definitions.setdefault(node.label.casefold(), node)
    return found


def footnote_reference(node: FootnoteReference, context: Context) -> str:
    """`[^label]` as a raised number."""
    label = node.label.casefold()
    if label not in context.footnotes.definitions:
        return f"[^{node.label}]"
    return _reference(label, context)


def inline_footnote(node: InlineFootnote, context: Context) -> str:
    """`^[text]` as a raised number; its text stands among the other footnotes."""
    label = f"^{node.start}"
    context.footnotes.inline[label] = node.children
    return _reference(label, context)


def _reference(label: str, context: Context) -> str:
    footnotes = context.footnotes
    if label not in footnotes.uses:
        footnotes.order.append(label)
    use = footnotes.uses[label] = footnotes.uses.get(label, 0) + 1
    number = footnotes.order.index(label) + 1 if use > 1 else len(footnotes.order)
    identity = f"{context.id_prefix}{number}"
    if context.in_link:
        return f'<sup id="{_use_id(identity, use)}">{number}</sup>'
    return f'<sup id="{_use_id(identity, use)}"><a class="footnote-ref" href="#fn:{identity}">{number}</a></sup>'


def _use_id(identity: str, use: int) -> str:
    return f"fnref{use if use > 1 else ''}:{identity}"


def footnote_list(context: Context, blocks: Callable[[list[Block], Context], str]) -> str:
    """All footnotes that were referred to, those that only footnotes refer to included; `blocks` prints a definition's blocks."""
    footnotes = context.footnotes
    printed: list[tuple[int, str]] = []
    for number, label in enumerate(footnotes.order, 1):  # grows while footnotes refer to further ones
        printed.append((number, blocks(_definition(label, footnotes), context)))
    if not printed:
        return ""
    items = "".join(_item(number, footnotes.uses[footnotes.order[number - 1]], html, context) for number, html in printed)
    return f'<div class="footnote">\n<hr>\n<ol>\n{items}</ol>\n</div>\n'


def _definition(label: str, footnotes: Footnotes) -> list[Block]:
    if label in footnotes.inline:
        children = footnotes.inline[label]
        return [Paragraph(0, 0, children)]
    return footnotes.definitions[label].children


def _item(number: int, uses: int, html: str, context: Context) -> str:
    identity = f"{context.id_prefix}{number}"
    backs = "".join(
        f'&#160;<a class="footnote-backref" href="#{_use_id(identity, use)}" title="Jump back to footnote {number} in the text">&#8617;</a>'
        for use in range(1, uses + 1)
    )
    html = html.rstrip().removesuffix("</p>") + backs + "</p>\n" if html.rstrip().endswith("</p>") else f"{html}<p>{backs}</p>\n"
    return f'<li id="fn:{identity}">\n{html}</li>\n'
