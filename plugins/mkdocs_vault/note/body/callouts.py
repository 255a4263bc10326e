"""Callouts in Material's admonition markup (Obsidian help, Callouts: types, aliases, folding)."""

from __future__ import annotations

import re
from html import escape

from mkdocs_vault.syntax.nodes import Callout

ALIASES = {
    "summary": "abstract",
    "tldr": "abstract",
    "hint": "tip",
    "important": "tip",
    "check": "success",
    "done": "success",
    "help": "question",
    "faq": "question",
    "caution": "warning",
    "attention": "warning",
    "fail": "failure",
    "missing": "failure",
    "error": "danger",
    "cite": "quote",
}
TYPES = frozenset(
    ["note", "abstract", "info", "todo", "tip", "success", "question", "warning", "failure", "danger", "bug", "example", "quote"],
)
NOT_IN_CLASS = re.compile(r"[^\w-]+")


def callout_opening(node: Callout, title: str, anchor: str, direction: str = "") -> tuple[str, str]:
    """The HTML before a callout's blocks and after them; `title` is HTML, `anchor` and its title's `direction` are attributes."""
    kind = node.kind.lower()
    shown = title or escape(default_title(node.kind), quote=False)
    attributes = f' data-callout="{escape(kind)}"' + (f' data-callout-metadata="{escape(node.metadata)}"' if node.metadata else "")
    classes = " ".join(_classes(kind, node.metadata))
    if not node.fold:
        opening = f'<div class="admonition {classes}"{attributes}{anchor}>\n<p class="admonition-title"{direction}>{shown}</p>\n'
        return opening, "</div>\n"
    is_open = " open" if node.fold == "+" else ""
    return f'<details class="{classes}"{attributes}{anchor}{is_open}>\n<summary{direction}>{shown}</summary>\n', "</details>\n"


def default_title(kind: str) -> str:
    """The title of a callout that has none: its type as written, the first letter upper case."""
    return kind[:1].upper() + kind[1:]


def _classes(kind: str, metadata: str) -> list[str]:
    """The type that Material knows, the type as written where it is the author's own, and the words of the metadata."""
    main = ALIASES.get(kind, kind)
    classes = [main] if main in TYPES else ["note", NOT_IN_CLASS.sub("-", kind)]
    words = (NOT_IN_CLASS.sub("-", word) for word in metadata.lower().replace("|", " ").split())
    return [*classes, *(f"vault-callout-{word}" for word in words)]
