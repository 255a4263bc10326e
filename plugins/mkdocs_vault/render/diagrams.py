"""Mermaid diagrams: Material draws them in the browser; `class A internal-link;` makes a node a link to the note of that name."""

from __future__ import annotations

import re
from html import escape

from mkdocs_vault.render.context import Context

INTERNAL_LINKS = re.compile(r"^\s*class\s+([^;\n]+?)\s+internal-link\s*;?\s*$", re.MULTILINE)
LABEL = r"""(?:\[+|\(+|\{+|>)\s*["']?([^\]\)\}"'\n]+)"""
MOST_LINKED_NODES = 200


def mermaid(text: str, context: Context, block_id: str = "") -> str:
    """The diagram's source in the element that Material draws."""
    anchor = context.block_anchor(block_id)
    return f'<pre class="mermaid"{anchor}><code>{escape(text + _clicks(text, context), quote=False)}</code></pre>'


def _clicks(text: str, context: Context) -> str:
    """Lines that lead the nodes of the class `internal-link` to their notes."""
    names = [name.strip() for found in INTERNAL_LINKS.findall(text) for name in found.split(",")][:MOST_LINKED_NODES]
    clicks = []
    for name in dict.fromkeys(filter(None, names)):
        address = _address(name, text, context)
        if address:
            clicks.append(f'click {name} "{address}"\n')
    return ("" if text.endswith("\n") or not clicks else "\n") + "".join(clicks)


def _address(name: str, text: str, context: Context) -> str:
    """The address of the note that a node names by its label, or else by its own id."""
    label = re.search(rf"(?:^|[\s;&>-]){re.escape(name)}{LABEL}", text)
    for target in filter(None, (label and label.group(1).strip(), name)):
        found = context.site.index.resolve_link(target, "", context.note.path)
        if found.file is not None:
            return context.site.addresses.address(found.file, context.page.note.path)
    return ""
