"""Blocks -> HTML in the markup that Material styles: one small function per node type."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from mkdocs_vault.render.callouts import callout_opening
from mkdocs_vault.render.code import code_block
from mkdocs_vault.render.context import Context
from mkdocs_vault.render.embeds import embed, is_block_embed
from mkdocs_vault.render.inline import Printer, inline
from mkdocs_vault.render.raw_html import Scope, raw_html
from mkdocs_vault.syntax import nodes
from mkdocs_vault.syntax.nodes import Block, Inline


def blocks(children: Sequence[Block], context: Context) -> str:
    """Sibling blocks, raw HTML closed where they end."""
    if nodes.HtmlBlock not in map(type, children):
        return "".join([BLOCKS[type(child)](child, context) for child in children])
    scope = Scope()
    parts = []
    in_link = context.in_link
    for child in children:
        if isinstance(child, nodes.HtmlBlock):
            parts.append(f"{_mark(child, context)}{raw_html(child.html, scope, context, child.start)}")
            context.in_link = in_link or "a" in scope.open
        elif not scope.skipping:
            parts.append(BLOCKS[type(child)](child, context))
    context.in_link = in_link
    return "".join(parts) + scope.closing_tags()


def anchor(node: Block, context: Context) -> str:
    """The id of a block, as an attribute with a leading space."""
    return context.block_anchor(node.block_id) if node.block_id else ""


def paragraph(node: nodes.Paragraph, context: Context) -> str:
    """`<p>`, cut in two where an embedded note stands in it; nothing around the text of a tight list item."""
    identity = anchor(node, context)
    opening, closing = ("", "") if node.tight else (f"<p{identity}>", "</p>\n")
    kinds = set(map(type, node.children))
    if nodes.Embed not in kinds and nodes.Image not in kinds:
        return f"{opening}{inline(node.children, context)}{closing}"
    if not any(isinstance(child, nodes.Embed | nodes.Image) and is_block_embed(child, context) for child in node.children):
        return f"{opening}{inline(node.children, context)}{closing}"
    html = _with_embeds(node, context)
    return f"<div{identity}>\n{html}</div>\n" if identity else html


def _with_embeds(node: nodes.Paragraph, context: Context) -> str:
    """A paragraph's embedded notes and posts, and each part of its text between them."""
    opening, closing = ("", "") if node.tight else ("<p>", "</p>\n")
    parts: list[str] = []
    run: list[Inline] = []
    for child in node.children:
        if not isinstance(child, nodes.Embed | nodes.Image) or not is_block_embed(child, context):
            run.append(child)
            continue
        parts += [_run(run, opening, closing, context), embed(child, context, as_block=True)]
        run = []
    return "".join([*parts, _run(run, opening, closing, context)])


def _run(children: list[Inline], opening: str, closing: str, context: Context) -> str:
    """The part of a paragraph before, between or after embedded notes."""
    html = inline(_without_breaks(children), context)
    return f"{opening}{html}{closing}" if html.strip() else ""


def _without_breaks(children: Sequence[Inline]) -> Sequence[Inline]:
    start, end = 0, len(children)
    while start < end and isinstance(children[start], nodes.SoftBreak):
        start += 1
    while end > start and isinstance(children[end - 1], nodes.SoftBreak):
        end -= 1
    return children[start:end]


def heading(node: nodes.Heading, context: Context) -> str:
    """`<h1>` to `<h6>` with its id, and the mark that links to it."""
    context.in_heading = True
    html = inline(node.children, context)
    context.in_heading = False
    html = _mark(node, context) + html
    identity = context.anchors.get(node.start, "")
    if not identity:
        return f"<h{node.level}>{html}</h{node.level}>\n"
    identity = context.id_prefix + identity
    if context.site.heading_links and not context.is_embedded:
        html += f'<a class="headerlink" href="#{escape(identity)}" title="Permanent link">&para;</a>'
    return f'<h{node.level} id="{escape(identity)}">{html}</h{node.level}>\n'


def thematic_break(node: nodes.ThematicBreak, context: Context) -> str:
    """`---`."""
    return f"<hr{anchor(node, context)}>\n"


def html_block(node: nodes.HtmlBlock, context: Context) -> str:
    """Raw lines on their own."""
    scope = Scope()
    return _mark(node, context) + raw_html(node.html, scope, context, node.start) + scope.closing_tags()


def _mark(node: Block, context: Context) -> str:
    """An empty element with a block's id, where the block has no element of its own to carry it."""
    identity = anchor(node, context)
    return f"<span{identity}></span>" if identity else ""


def block_quote(node: nodes.BlockQuote, context: Context) -> str:
    """`> x`."""
    return f"<blockquote{anchor(node, context)}>\n{blocks(node.children, context)}</blockquote>\n"


def callout(node: nodes.Callout, context: Context) -> str:
    """`> [!note] Title`: an admonition, or `<details>` where it folds."""
    title = inline(node.title, context) if node.title else ""
    opening, closing = callout_opening(node, title, anchor(node, context))
    return f"{opening}{blocks(node.children, context)}{closing}"


def list_block(node: nodes.List, context: Context) -> str:
    """`<ul>` or `<ol>`."""
    name = "ul" if node.first is None else "ol"
    first = f' start="{node.first}"' if node.first not in {None, 1} else ""
    tasks = ' class="task-list"' if any(item.task is not None for item in node.children) else ""
    items = "".join([list_item(item, context) for item in node.children])
    return f"<{name}{first}{tasks}{anchor(node, context)}>\n{items}</{name}>\n"


def list_item(node: nodes.ListItem, context: Context) -> str:
    """`<li>`, with a check box where it is a task."""
    if node.task is None:
        return f"<li{anchor(node, context)}>{_item_blocks(node.children, context)}</li>\n"
    checked = "" if node.task == " " else " checked"
    box = f'<label class="task-list-control"><input type="checkbox" disabled{checked}><span class="task-list-indicator"></span></label> '
    html = _item_blocks(node.children, context)
    html = html.replace("<p>", f"<p>{box}", 1) if html.startswith("\n<p>") else box + html.lstrip("\n")
    return f'<li class="task-list-item" data-task="{escape(node.task)}"{anchor(node, context)}>{html}</li>\n'


def _item_blocks(children: Sequence[Block], context: Context) -> str:
    """An item's blocks; a tight paragraph stands on the item's own line, what follows it on the next."""
    if len(children) > 1 and isinstance(children[0], nodes.Paragraph) and children[0].tight:
        return f"{paragraph(children[0], context)}\n{blocks(children[1:], context)}"
    html = blocks(children, context)
    is_line = bool(children) and isinstance(children[0], nodes.Paragraph) and children[0].tight
    return html if is_line or not children else f"\n{html}"


def table(node: nodes.Table, context: Context) -> str:
    """A table in the element that lets it scroll on a phone."""
    head, *body = node.rows
    html = f"<table{anchor(node, context)}>\n<thead>\n{_row(head, 'th', node.alignments, context)}</thead>\n"
    if body:
        rows = "".join([_row(row, "td", node.alignments, context) for row in body])
        html += f"<tbody>\n{rows}</tbody>\n"
    return f"{html}</table>\n"


def _row(node: nodes.TableRow, name: str, alignments: tuple[nodes.Alignment, ...], context: Context) -> str:
    cells = []
    for cell, alignment in zip(node.children, alignments, strict=False):
        style = f' style="text-align: {alignment};"' if alignment else ""
        cells.append(f"<{name}{style}>{table_cell(cell, context)}</{name}>\n")
    return f"<tr>\n{''.join(cells)}</tr>\n"


def table_cell(node: nodes.TableCell, context: Context) -> str:
    """The content of a cell, where an embedded note may stand."""
    if not any(isinstance(child, nodes.Embed | nodes.Image) for child in node.children):
        return inline(node.children, context)
    return paragraph(nodes.Paragraph(node.start, node.end, node.children, tight=True), context)


def table_row(node: nodes.TableRow, context: Context) -> str:
    """A row on its own."""
    alignments: tuple[nodes.Alignment, ...] = tuple("" for _ in node.children)
    return _row(node, "td", alignments, context)


def footnote_definition(_node: nodes.FootnoteDefinition, _: Context) -> str:
    """Nothing: footnotes stand at the end of the note."""
    return ""


BLOCKS: dict[type[nodes.Node], Printer] = {
    nodes.Paragraph: paragraph,
    nodes.Heading: heading,
    nodes.ThematicBreak: thematic_break,
    nodes.CodeBlock: code_block,
    nodes.HtmlBlock: html_block,
    nodes.BlockQuote: block_quote,
    nodes.Callout: callout,
    nodes.List: list_block,
    nodes.ListItem: list_item,
    nodes.Table: table,
    nodes.TableRow: table_row,
    nodes.TableCell: table_cell,
    nodes.FootnoteDefinition: footnote_definition,
}
"""The function that prints each type of block."""
