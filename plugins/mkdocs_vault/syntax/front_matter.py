"""The front matter: YAML between two `---` lines, the first at the very beginning (Obsidian help, Properties)."""

from __future__ import annotations

from mkdocs_vault.syntax.document import FrontMatter

BYTE_ORDER_MARK = "\ufeff"


def split_front_matter(text: str) -> FrontMatter | None:
    """The front matter of a note's text, or None where there is none, or where it is not closed."""
    opening_end = _opening_line_end(text)
    if not opening_end:
        return None
    start = opening_end
    while start < len(text):
        line_end = text.find("\n", start)
        line_end = len(text) if line_end < 0 else line_end
        if text[start:line_end].rstrip() == "---":
            inner = text[opening_end:start]
            end = min(line_end + 1, len(text))
            return FrontMatter(inner, first_line=2, start=0, end=len(text[:end].encode("utf-8", "replace")))
        start = line_end + 1
    return None


def _opening_line_end(text: str) -> int:
    """The offset after a first line `---`, or 0."""
    begin = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    if not text.startswith("---", begin):
        return 0
    line_end = text.find("\n", begin)
    if line_end < 0 or text[begin:line_end].rstrip() != "---":
        return 0
    return line_end + 1
