"""Inline nodes -> HTML: one small function per node type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.note.body.embeds import embed_slot, external_image, is_of_other_site
from mkdocs_vault.note.body.footnotes import footnote_reference, inline_footnote
from mkdocs_vault.note.body.links import markdown_link, wiki_link
from mkdocs_vault.note.body.math import math
from mkdocs_vault.note.body.printing import Printing
from mkdocs_vault.note.body.raw_html import Scope, raw_html
from mkdocs_vault.note.body.videos import timestamp
from mkdocs_vault.note.slots import TagLink
from mkdocs_vault.syntax import nodes
from mkdocs_vault.syntax.nodes import Inline


def inline(children: Sequence[Inline], printing: Printing) -> str:
    """Inline nodes, raw HTML closed where they end."""
    if nodes.InlineHtml in map(type, children):
        return _inline_with_html(children, printing)
    return "".join([INLINE[type(child)](child, printing) for child in children])


def _inline_with_html(children: Sequence[Inline], printing: Printing) -> str:
    scope = Scope()
    parts = []
    in_link = printing.in_link
    for child in children:
        if isinstance(child, nodes.InlineHtml):
            parts.append(raw_html(child.html, scope, printing, child.start))
            printing.in_link = in_link or "a" in scope.open
        elif not scope.skipping:
            parts.append(INLINE[type(child)](child, printing))
    printing.in_link = in_link
    return "".join(parts) + scope.closing_tags(printing)


def text(node: nodes.Text, _: Printing) -> str:
    """Plain text, escaped; most has nothing to escape."""
    words = node.text
    return escape(words, quote=False) if "&" in words or "<" in words or ">" in words else words


def soft_break(_: nodes.SoftBreak, printing: Printing) -> str:
    """A line end: visible, unless the vault asks for strict line breaks (Obsidian help, Settings)."""
    return "\n" if printing.options.strict_line_breaks else "<br>\n"


def hard_break(_node: nodes.HardBreak, _: Printing) -> str:
    """A line end after two spaces or a backslash."""
    return "<br>\n"


def code(node: nodes.Code, _: Printing) -> str:
    """A code span."""
    return f"<code>{escape(node.text, quote=False)}</code>"


def template_command(node: nodes.TemplateCommand, printing: Printing) -> str:
    """A command of Templater, as code."""
    message = "a command of the Templater plugin runs only inside Obsidian, so its source is shown"
    printing.tell(DiagnosticCode.PLUGIN_SYNTAX, node.start, message, node.text)
    return f"<code>{escape(node.text, quote=False)}</code>"


def tag(node: nodes.Tag, printing: Printing) -> str:
    """`#name`, with a link to the page of the tag."""
    if printing.in_link:
        return f'<span class="vault-tag">#{escape(node.name, quote=False)}</span>'
    return printing.slot(TagLink(node.name))


def emphasis(node: nodes.Emphasis, printing: Printing) -> str:
    """`*x*`."""
    return f"<em>{inline(node.children, printing)}</em>"


def strong(node: nodes.Strong, printing: Printing) -> str:
    """`**x**`."""
    return f"<strong>{inline(node.children, printing)}</strong>"


def strikethrough(node: nodes.Strikethrough, printing: Printing) -> str:
    """`~~x~~`."""
    return f"<del>{inline(node.children, printing)}</del>"


def highlight(node: nodes.Highlight, printing: Printing) -> str:
    """`==x==`."""
    return f"<mark>{inline(node.children, printing)}</mark>"


def inside_link(children: Sequence[Inline], printing: Printing) -> str:
    """Inline nodes inside a link, where no other link may stand."""
    outer, printing.in_link = printing.in_link, True
    html = inline(children, printing)
    printing.in_link = outer
    return html


def link(node: nodes.Link, printing: Printing) -> str:
    """`[x](target)`."""
    return markdown_link(node, inside_link(node.children, printing), printing)


def wiki(node: nodes.WikiLink, printing: Printing) -> str:
    """`[[target|x]]`."""
    return wiki_link(node, inside_link(node.children, printing), printing)


def stamp(node: nodes.Timestamp, printing: Printing) -> str:
    """A time stamp; inside another link only its text."""
    if printing.in_link:
        return inline(node.children, printing)
    return timestamp(node, inside_link(node.children, printing), printing)


def inline_embed(node: nodes.Embed | nodes.Image, printing: Printing) -> str:
    """An embed within a line."""
    if isinstance(node, nodes.Image) and is_of_other_site(node):
        return external_image(node, printing, as_block=False)
    return printing.slot(embed_slot(node, printing, inline=True))


def inline_html(node: nodes.InlineHtml, printing: Printing) -> str:
    """A raw tag on its own."""
    scope = Scope()
    return raw_html(node.html, scope, printing, node.start) + scope.closing_tags(printing)


Printer = Callable[[Any, Printing], str]

INLINE: dict[type[nodes.Node], Printer] = {
    nodes.Text: text,
    nodes.SoftBreak: soft_break,
    nodes.HardBreak: hard_break,
    nodes.Code: code,
    nodes.Math: math,
    nodes.InlineHtml: inline_html,
    nodes.TemplateCommand: template_command,
    nodes.Tag: tag,
    nodes.FootnoteReference: footnote_reference,
    nodes.Emphasis: emphasis,
    nodes.Strong: strong,
    nodes.Strikethrough: strikethrough,
    nodes.Highlight: highlight,
    nodes.InlineFootnote: inline_footnote,
    nodes.Timestamp: stamp,
    nodes.Link: link,
    nodes.Image: inline_embed,
    nodes.WikiLink: wiki,
    nodes.Embed: inline_embed,
}
"""The function that prints each type of inline node."""
