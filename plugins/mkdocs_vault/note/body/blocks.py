"""Blocks -> HTML in the markup that Material styles: one small function per node type."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from mkdocs_vault.note.body.callouts import callout_opening
from mkdocs_vault.note.body.code import code_block
from mkdocs_vault.note.body.directions import direction_of_item, turned, turned_item
from mkdocs_vault.note.body.inline import Printer, inline
from mkdocs_vault.note.body.paragraphs import paragraph
from mkdocs_vault.note.body.printing import ID_PREFIX, Printing
from mkdocs_vault.note.body.raw_html import Scope, raw_html
from mkdocs_vault.note.slots import HeadingLink
from mkdocs_vault.syntax import nodes
from mkdocs_vault.syntax.nodes import Block


def blocks(children: Sequence[Block], printing: Printing) -> str:
    """Sibling blocks, raw HTML closed where they end."""
    kinds = set(map(type, children))
    has_headings = nodes.Heading in kinds
    if has_headings:
        printing.parts.begin_siblings()
    html = _with_raw_html(children, printing) if nodes.HtmlBlock in kinds else "".join([block(child, printing) for child in children])
    return html + printing.parts.end_of_siblings() if has_headings else html


def _with_raw_html(children: Sequence[Block], printing: Printing) -> str:
    scope = Scope(stands_between_blocks=printing.parts.are_wanted)
    parts = []
    in_link = printing.in_link
    for child in children:
        if isinstance(child, nodes.HtmlBlock):
            html = f"{_mark(child, printing)}{raw_html(child.html, scope, printing, child.start)}"
            parts.append(printing.parts.around_block(child, html))
            printing.in_link = in_link or "a" in scope.open
        elif not scope.skipping:
            parts.append(block(child, printing))
    printing.in_link = in_link
    return "".join(parts) + scope.closing_tags(printing)


def block(node: Block, printing: Printing) -> str:
    """One block, its edges marked where it can be embedded alone."""
    html = BLOCKS[type(node)](node, printing)
    if isinstance(node, nodes.Heading):
        html = printing.parts.before_heading(node) + html
    return printing.parts.around_block(node, html) if node.block_id else html


def anchor(node: Block, printing: Printing) -> str:
    """The id of a block, as an attribute with a leading space."""
    return printing.block_anchor(node.block_id) if node.block_id else ""


def heading(node: nodes.Heading, printing: Printing) -> str:
    """`<h1>` to `<h6>` with its id, and the mark that links to it."""
    printing.in_heading = True
    html = inline(node.children, printing)
    printing.in_heading = False
    html = _mark(node, printing) + html
    direction = turned(node.children, printing)
    identity = escape(printing.anchors.get(node.start, ""))
    if not identity:
        return f"<h{node.level}{direction}>{html}</h{node.level}>\n"
    if printing.options.heading_links:
        html += printing.slot(HeadingLink(identity))
    return f'<h{node.level} id="{ID_PREFIX}{identity}"{direction}>{html}</h{node.level}>\n'


def thematic_break(node: nodes.ThematicBreak, printing: Printing) -> str:
    """`---`."""
    return f"<hr{anchor(node, printing)}>\n"


def html_block(node: nodes.HtmlBlock, printing: Printing) -> str:
    """Raw lines on their own."""
    scope = Scope()
    return _mark(node, printing) + raw_html(node.html, scope, printing, node.start) + scope.closing_tags(printing)


def _mark(node: Block, printing: Printing) -> str:
    """An empty element with a block's id, where the block has no element of its own to carry it."""
    identity = anchor(node, printing)
    return f"<span{identity}></span>" if identity else ""


def block_quote(node: nodes.BlockQuote, printing: Printing) -> str:
    """`> x`."""
    return f"<blockquote{anchor(node, printing)}>\n{blocks(node.children, printing)}</blockquote>\n"


def callout(node: nodes.Callout, printing: Printing) -> str:
    """`> [!note] Title`: an admonition, or `<details>` where it folds."""
    title = inline(node.title, printing) if node.title else ""
    opening, closing = callout_opening(node, title, anchor(node, printing), turned(node.title, printing))
    return f"{opening}{blocks(node.children, printing)}{closing}"


def list_block(node: nodes.List, printing: Printing) -> str:
    """`<ul>` or `<ol>`."""
    opening, closing = list_tags(node.first, is_task_list=any(item.task is not None for item in node.children))
    identity = anchor(node, printing)
    items = []
    for number, item in enumerate(node.children):
        html = list_item(item, printing)
        if item.block_id:
            first = None if node.first is None else node.first + number
            html = printing.parts.around_item(item, html, list_tags(first, is_task_list=item.task is not None))
        items.append(html)
    return f"{opening}{identity}>\n{''.join(items)}{closing}"


def list_tags(first: int | None, *, is_task_list: bool) -> tuple[str, str]:
    """A list's opening tag without its `>`, and its closing tag; `first` is the number of its first item, None for bullets."""
    name = "ul" if first is None else "ol"
    start = f' start="{first}"' if first not in {None, 1} else ""
    tasks = ' class="task-list"' if is_task_list else ""
    return f"<{name}{start}{tasks}", f"</{name}>\n"


def list_item(node: nodes.ListItem, printing: Printing) -> str:
    """`<li>`, with a check box where it is a task."""
    around, own = printing.direction, direction_of_item(node.children, printing)
    attributes = anchor(node, printing) + turned_item(own, printing, node.block_id)
    printing.direction = own
    html = _item(node, attributes, printing)
    printing.direction = around
    return html


def _item(node: nodes.ListItem, attributes: str, printing: Printing) -> str:
    if node.task is None:
        return f"<li{attributes}>{_item_blocks(node.children, printing)}</li>\n"
    checked = "" if node.task == " " else " checked"
    box = f'<label class="task-list-control"><input type="checkbox" disabled{checked}><span class="task-list-indicator"></span></label> '
    html = _item_blocks(node.children, printing, box)
    return f'<li class="task-list-item" data-task="{escape(node.task)}"{attributes}>{html}</li>\n'


def _item_blocks(children: Sequence[Block], printing: Printing, box: str = "") -> str:
    """An item's blocks; a tight paragraph stands on the item's own line, what follows it on the next. `box` is the check box of a task."""
    first = children[0] if children else None
    if not isinstance(first, nodes.Paragraph):
        html = blocks(children, printing)
        return f"{box}{html}" if box or not children else f"\n{html}"
    html = printing.parts.around_block(first, paragraph(first, printing, box))
    if first.tight:
        return f"{html}\n{blocks(children[1:], printing)}" if len(children) > 1 else html
    return f"\n{html}{blocks(children[1:], printing)}"


def table(node: nodes.Table, printing: Printing) -> str:
    """A table in the element that lets it scroll on a phone."""
    head, *body = node.rows
    html = f"<table{anchor(node, printing)}>\n<thead>\n{_row(head, 'th', node.alignments, printing)}</thead>\n"
    if body:
        rows = "".join([_row(row, "td", node.alignments, printing) for row in body])
        html += f"<tbody>\n{rows}</tbody>\n"
    return f"{html}</table>\n"


def _row(node: nodes.TableRow, name: str, alignments: tuple[nodes.Alignment, ...], printing: Printing) -> str:
    cells = []
    for cell, alignment in zip(node.children, alignments, strict=False):
        style = f' style="text-align: {alignment};"' if alignment else ""
        cells.append(f"<{name}{style}{turned(cell.children, printing)}>{table_cell(cell, printing)}</{name}>\n")
    return f"<tr>\n{''.join(cells)}</tr>\n"


def table_cell(node: nodes.TableCell, printing: Printing) -> str:
    """The content of a cell, where an embedded note may stand."""
    if not any(isinstance(child, nodes.Embed | nodes.Image) for child in node.children):
        return inline(node.children, printing)
    return paragraph(nodes.Paragraph(node.start, node.end, node.children, tight=True), printing)


def table_row(node: nodes.TableRow, printing: Printing) -> str:
    """A row on its own."""
    alignments: tuple[nodes.Alignment, ...] = tuple("" for _ in node.children)
    return _row(node, "td", alignments, printing)


def footnote_definition(_node: nodes.FootnoteDefinition, _: Printing) -> str:
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
