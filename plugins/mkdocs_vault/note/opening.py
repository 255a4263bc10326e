"""The first lines of a note: what a list of notes shows below a title."""

from __future__ import annotations

from mkdocs_vault.syntax.document import Document
from mkdocs_vault.syntax.nodes import Paragraph
from mkdocs_vault.syntax.walk import plain_text

MAXIMUM_CHARACTERS = 180
SHORTEST = 20
"""A paragraph of a few characters is a label, or a line of tags."""
PARAGRAPHS_LOOKED_AT = 8


def opening(document: Document) -> str:
    """The first paragraph that says something, as plain text, cut with an ellipsis where it is long; empty where there is none."""
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)][:PARAGRAPHS_LOOKED_AT]
    texts = [" ".join(plain_text(block.children).split()) for block in paragraphs]
    said = next((text for text in texts if len(text) >= SHORTEST), "") or next(filter(None, texts), "")
    return shortened(said)


def shortened(text: str, maximum: int = MAXIMUM_CHARACTERS) -> str:
    """The text, cut at a word and ended with an ellipsis where it has more characters than that."""
    if len(text) <= maximum:
        return text
    cut = text[: maximum - 1]
    words, space, _ = cut.rpartition(" ")
    return f"{words if space and len(words) > maximum // 2 else cut}…"
