"""Going through a tree: every node in the order of the text, and what a reader sees of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mkdocs_vault.syntax.nodes import (
    Callout,
    Code,
    CodeBlock,
    Embed,
    FootnoteReference,
    HardBreak,
    HtmlBlock,
    InlineFootnote,
    InlineHtml,
    Math,
    Node,
    SoftBreak,
    Table,
    Tag,
    TemplateCommand,
    Text,
    ThematicBreak,
    WikiLink,
)

LEAVES = frozenset({
    Text, SoftBreak, HardBreak, Code, Math, InlineHtml, TemplateCommand, Tag, FootnoteReference, Embed, ThematicBreak, CodeBlock, HtmlBlock,
})  # fmt: skip
"""The types of nodes that never hold others: most nodes of a tree are such."""


def children_of(node: Node) -> Sequence[Node]:
    """The nodes directly inside a node, in the order of the text; a callout's title comes before its blocks."""
    if node.__class__ in LEAVES:
        return ()
    if isinstance(node, Callout):
        return (*node.title, *node.children)
    if isinstance(node, Table):
        return node.rows
    children: Sequence[Node] = getattr(node, "children", ())
    return children


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Every node, a node before its children, in the order of the text. Iterative: depth costs no stack."""
    pending = [iter(nodes)]
    while pending:
        for node in pending[-1]:
            yield node
            if node.__class__ not in LEAVES and (below := children_of(node)):
                pending.append(iter(below))
                break
        else:
            pending.pop()


def plain_text(nodes: Iterable[Node]) -> str:
    """What a reader sees of inline nodes, as plain text; line breaks become spaces, footnotes nothing."""
    parts: list[str] = []
    for node in nodes:
        match node:
            case Text() | Code() | TemplateCommand():
                parts.append(node.text)
            case SoftBreak() | HardBreak():
                parts.append(" ")
            case Math():
                parts.append(node.tex)
            case Tag():
                parts.append(f"#{node.name}")
            case WikiLink() if not node.children:
                parts.append(shown_target(node.target, node.subpath))
            case InlineFootnote() | Embed():
                pass
            case _:
                parts.append(plain_text(children_of(node)))
    return "".join(parts)


def shown_target(target: str, subpath: str) -> str:
    """The text of a link that gives none: `Note#A#B` shows as `Note > A > B`, `#A` as `A` (semantics of Obsidian's reading view)."""
    return " > ".join(part for part in (target, *subpath.split("#")) if part)
