"""Mermaid diagrams: Material draws them in the browser; `class A internal-link;` makes a node a link to the note of that name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from mkdocs_vault.note.body.printing import Printing
from mkdocs_vault.note.slots import DiagramLinks

INTERNAL_LINKS = re.compile(r"^\s*class\s+([^;\n]+?)\s+internal-link\s*;?\s*$", re.MULTILINE)
LABEL = r"""(?:\[+|\(+|\{+|>)\s*["']?([^\]\)\}"'\n]+)"""
MOST_LINKED_NODES = 200


DIAGRAM = 'class="mermaid"'
"""What stands in the HTML of every diagram, and hardly anywhere else."""


def mermaid(text: str, printing: Printing, block_id: str = "") -> str:
    """The diagram's source in the element that Material draws."""
    anchor = printing.block_anchor(block_id)
    nodes = tuple(_linked_nodes(text))
    links = printing.slot(DiagramLinks(nodes, text.endswith("\n"))) if nodes else ""
    return f"<pre {DIAGRAM}{anchor}><code>{escape(text, quote=False)}{links}</code></pre>"


def _linked_nodes(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The nodes of the class `internal-link`, each with its label and its own id: what its note may be called."""
    names = [name.strip() for found in INTERNAL_LINKS.findall(text) for name in found.split(",")][:MOST_LINKED_NODES]
    for name in dict.fromkeys(filter(None, names)):
        label = re.search(rf"(?:^|[\s;&>-]){re.escape(name)}{LABEL}", text)
        yield name, tuple(filter(None, (label and label.group(1).strip(), name)))
