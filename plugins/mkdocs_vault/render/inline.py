"""Inline nodes -> HTML: one small function per node type."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.render.addresses import attribute
from mkdocs_vault.render.context import Context
from mkdocs_vault.render.embeds import embed
from mkdocs_vault.render.footnotes import footnote_reference, inline_footnote
from mkdocs_vault.render.links import markdown_link, wiki_link
from mkdocs_vault.render.math import math
from mkdocs_vault.render.raw_html import Scope, raw_html
from mkdocs_vault.render.video import timestamp
from mkdocs_vault.syntax import nodes
from mkdocs_vault.syntax.nodes import Inline


def inline(children: Sequence[Inline], context: Context) -> str:
    """Inline nodes, raw HTML closed where they end."""
    if nodes.InlineHtml in map(type, children):
        return _inline_with_html(children, context)
    return "".join([INLINE[type(child)](child, context) for child in children])


def _inline_with_html(children: Sequence[Inline], context: Context) -> str:
    scope = Scope()
    parts = []
    in_link = context.in_link
    for child in children:
        if isinstance(child, nodes.InlineHtml):
            parts.append(raw_html(child.html, scope, context, child.start))
            context.in_link = in_link or "a" in scope.open
        elif not scope.skipping:
            parts.append(INLINE[type(child)](child, context))
    context.in_link = in_link
    return "".join(parts) + scope.closing_tags()


def text(node: nodes.Text, _: Context) -> str:
    """Plain text, escaped; most has nothing to escape."""
    words = node.text
    return escape(words, quote=False) if "&" in words or "<" in words or ">" in words else words


def soft_break(_: nodes.SoftBreak, context: Context) -> str:
    """A line end: visible, unless the vault asks for strict line breaks (Obsidian help, Settings)."""
    return "\n" if context.site.strict_line_breaks or context.page.is_plain_commonmark else "<br>\n"


def hard_break(_node: nodes.HardBreak, _: Context) -> str:
    """A line end after two spaces or a backslash."""
    return "<br>\n"


def code(node: nodes.Code, _: Context) -> str:
    """A code span."""
    return f"<code>{escape(node.text, quote=False)}</code>"


def template_command(node: nodes.TemplateCommand, context: Context) -> str:
    """A command of Templater, as code."""
    message = "a command of the Templater plugin runs only inside Obsidian, so its source is shown"
    context.tell(DiagnosticCode.PLUGIN_SYNTAX, node.start, message, node.text)
    return f"<code>{escape(node.text, quote=False)}</code>"


def tag(node: nodes.Tag, context: Context) -> str:
    """`#name`, with a link to the page of the tag."""
    name = escape(node.name, quote=False)
    address = "" if context.in_link else context.site.addresses.tag_address(node.name, context.page.note.path)
    if not address:
        return f'<span class="vault-tag">#{name}</span>'
    return f'<a class="vault-tag" href="{attribute(address)}">#{name}</a>'


def emphasis(node: nodes.Emphasis, context: Context) -> str:
    """`*x*`."""
    return f"<em>{inline(node.children, context)}</em>"


def strong(node: nodes.Strong, context: Context) -> str:
    """`**x**`."""
    return f"<strong>{inline(node.children, context)}</strong>"


def strikethrough(node: nodes.Strikethrough, context: Context) -> str:
    """`~~x~~`."""
    return f"<del>{inline(node.children, context)}</del>"


def highlight(node: nodes.Highlight, context: Context) -> str:
    """`==x==`."""
    return f"<mark>{inline(node.children, context)}</mark>"


def inside_link(children: Sequence[Inline], context: Context) -> str:
    """Inline nodes inside a link, where no other link may stand."""
    outer, context.in_link = context.in_link, True
    html = inline(children, context)
    context.in_link = outer
    return html


def link(node: nodes.Link, context: Context) -> str:
    """`[x](target)`."""
    return markdown_link(node, inside_link(node.children, context), context)


def wiki(node: nodes.WikiLink, context: Context) -> str:
    """`[[target|x]]`."""
    return wiki_link(node, inside_link(node.children, context), context)


def stamp(node: nodes.Timestamp, context: Context) -> str:
    """A time stamp; inside another link only its text."""
    if context.in_link:
        return inline(node.children, context)
    return timestamp(node, inside_link(node.children, context), context)


def inline_embed(node: nodes.Embed | nodes.Image, context: Context) -> str:
    """An embed within a line."""
    return embed(node, context, as_block=False)


def inline_html(node: nodes.InlineHtml, context: Context) -> str:
    """A raw tag on its own."""
    scope = Scope()
    return raw_html(node.html, scope, context, node.start) + scope.closing_tags()


Printer = Callable[[Any, Context], str]

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
