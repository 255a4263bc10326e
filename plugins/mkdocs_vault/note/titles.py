"""The heading that names a note: one of level 1 that opens it."""

from __future__ import annotations

import re

from mkdocs_vault.syntax import nodes
from mkdocs_vault.syntax.document import Document
from mkdocs_vault.syntax.walk import plain_text, walk

_SHOWS_NOTHING = re.compile(r"(?:\s|<!--.*?-->|</?(?:a|br|div|p|span)\b[^<>]*>)*\Z", re.DOTALL | re.IGNORECASE)


def opening_title(document: Document) -> nodes.Heading | None:
    """The heading of level 1 with words in it that a reader sees first of all; None where the note opens with anything else.

    A later one is a heading as others: a note that ends with `# References` is not called so.
    """
    first = next((block for block in document.blocks if not _shows_nothing(block)), None)
    return first if isinstance(first, nodes.Heading) and first.level == 1 and text_of_heading(first) else None


def text_of_heading(heading: nodes.Heading) -> str:
    """The words of a heading, on one line."""
    return " ".join(plain_text(heading.children).split())


def _shows_nothing(block: nodes.BlockNode) -> bool:
    """Whether readers see nothing of a block in its place: comments, anchors, definitions of footnotes."""
    match block:
        case nodes.HtmlBlock():
            return bool(_SHOWS_NOTHING.match(block.html))
        case nodes.FootnoteDefinition():
            return True
        case nodes.Paragraph():
            return all(_is_empty(node) for node in walk(block.children))
        case _:
            return False


def _is_empty(node: nodes.Node) -> bool:
    if isinstance(node, nodes.InlineHtml):
        return bool(_SHOWS_NOTHING.match(node.html))
    return isinstance(node, nodes.SoftBreak | nodes.HardBreak) or (isinstance(node, nodes.Text) and not node.text.strip())
