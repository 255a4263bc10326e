"""Links: to notes, headings, blocks and files of the vault, to other sites, and links that lead nowhere."""

from __future__ import annotations

from html import escape

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.render.addresses import attribute, is_external, is_safe
from mkdocs_vault.render.context import Context
from mkdocs_vault.render.media import not_shown_yet
from mkdocs_vault.render.targets import address_of, app_target, resolve_markdown, resolve_wiki
from mkdocs_vault.render.video import moment_link, youtube_moment
from mkdocs_vault.syntax.nodes import Link, WikiLink
from mkdocs_vault.syntax.walk import shown_target
from mkdocs_vault.vault.links import LinkTarget


def wiki_link(node: WikiLink, text: str, context: Context) -> str:
    """`[[target#subpath|text]]`; `text` is the display text in HTML, empty where none was given."""
    shown = text or escape(shown_target(node.target, node.subpath), quote=False)
    found = resolve_wiki(node.target, node.subpath, context)
    return moment_link(found, shown, "", node.start, context) or internal_link(found, shown, "", context)


def markdown_link(node: Link, text: str, context: Context) -> str:
    """`[text](target "title")`: Obsidian looks it up in the vault like a wiki link, unless it leads to another site."""
    title = f' title="{escape(node.title)}"' if node.title else ""
    if context.in_link:
        return text
    if is_external(node.target) or context.page.is_plain_commonmark:
        return _external(node, text, title, context)
    found = resolve_markdown(node.target, context)
    return moment_link(found, text, title, node.start, context) or internal_link(found, text, title, context)


def _external(node: Link, text: str, title: str, context: Context) -> str:
    if not is_safe(node.target):
        context.tell(DiagnosticCode.UNSAFE_LINK, node.start, "this link would run a program, so it is left out", node.target)
        return text
    in_vault = app_target(node.target, context) if node.target[:9].lower() == "obsidian:" else None
    if in_vault is not None:
        return internal_link(in_vault, text, title, context)
    address = attribute(node.target)
    return f'<a{youtube_moment(node.target, address, node.start, context)} href="{address}"{title}>{text}</a>'


def internal_link(found: LinkTarget, text: str, title: str, context: Context) -> str:
    """A link to a file of the vault, or its text where the file does not exist; `title` is a whole attribute."""
    if context.in_link:
        return text
    if found.file is None:
        return f'<span class="vault-unresolved">{text}</span>'
    kind = not_shown_yet(found.file)
    if kind:
        title = f' title="This {kind} is not shown here yet: the link leads to its file"'
        return f'<a class="vault-file" data-kind="{kind}" href="{attribute(address_of(found, context))}"{title}>{text}</a>'
    return f'<a class="vault-link" href="{attribute(address_of(found, context))}"{title}>{text}</a>'
