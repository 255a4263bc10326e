"""Embedded notes, sections and blocks, shown inside the note that names them.

An embed is rendered after the text around it, from a queue: embeds in embeds cost no stack. Names in it resolve from the
embedded note, addresses are relative to the page, ids carry a prefix of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from urllib.parse import unquote

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.render.addresses import attribute, is_external, is_safe
from mkdocs_vault.render.context import Context, DeferredEmbed
from mkdocs_vault.render.footnotes import footnotes_of
from mkdocs_vault.render.links import internal_link
from mkdocs_vault.render.media import Labels, file_embed, labels
from mkdocs_vault.render.targets import address_of, resolve_markdown, resolve_wiki
from mkdocs_vault.render.video import external_embed, is_post
from mkdocs_vault.syntax.nodes import Block, Embed, Image
from mkdocs_vault.syntax.sections import block_at, section_at
from mkdocs_vault.syntax.walk import plain_text, shown_target
from mkdocs_vault.vault.links import LinkTarget
from mkdocs_vault.vault.notes import Note

DEEPEST_EMBEDS = 5
MOST_EMBEDS = 200
MOST_EMBEDDED_CHARACTERS = 1_000_000
MARK = "\0"
"""Stands around the number of a deferred embed in HTML that is not finished; no note holds it."""


@dataclass(frozen=True, slots=True)
class Written:
    """What an author wrote in an embed: what stands for it where it can't be shown, its labels, its title, and where."""

    shown: str
    labels: tuple[str, ...]
    title: str
    offset: int


def embed(node: Embed | Image, context: Context, *, as_block: bool) -> str:
    """What an embed shows. A note is shown only where a block may stand; within a line there is a link to it."""
    if isinstance(node, Image):
        return _markdown_embed(node, context, as_block=as_block)
    found = resolve_wiki(node.target, node.subpath, context)
    shown = shown_target(node.target, node.subpath)
    return _embed(found, Written(shown, node.labels, "", node.start), context, as_block=as_block)


def _markdown_embed(node: Image, context: Context, *, as_block: bool) -> str:
    parts = tuple(part.strip() for part in node.label.replace("\\|", "|").split("|")) if node.label else ()
    label = labels(parts)
    described = plain_text(node.children) if not label.width else label.text
    if is_external(node.target) or context.page.is_plain_commonmark:
        return _external(node, replace(label, text=described), context, as_block=as_block)
    found = resolve_markdown(node.target, context)
    if found.file is not None and not isinstance(found.file, Note) and not label.width:
        parts = (described,) if described else ()
    written = Written(described or unquote(node.target), parts, node.title, node.start)
    return _embed(found, written, context, as_block=as_block)


def _external(node: Image, label: Labels, context: Context, *, as_block: bool) -> str:
    if not is_safe(node.target, image=True):
        context.tell(DiagnosticCode.UNSAFE_LINK, node.start, "this image would run a program, so it is left out", node.target)
        return escape(label.text, quote=False)
    if not context.in_link and not context.page.is_plain_commonmark:
        player = external_embed(node.target, label, context, as_block=as_block and not context.in_heading)
        if player is not None:
            return player
    titled = f' title="{escape(node.title)}"' if node.title else ""
    lazy = "" if context.page.is_plain_commonmark else ' loading="lazy"'
    return f'<img src="{attribute(node.target)}" alt="{escape(label.text)}"{label.size()}{titled}{lazy}>'


def _embed(found: LinkTarget, written: Written, context: Context, *, as_block: bool) -> str:
    shown = escape(written.shown, quote=False)
    if found.file is None or (found.missing and isinstance(found.file, Note)):
        return f'<span class="vault-unresolved vault-unresolved-embed">{shown}</span>'
    if not isinstance(found.file, Note):
        return file_embed(found.file, found.subpath, written.labels, written.title, context, written.offset)
    if not as_block or context.in_link or context.in_heading:
        return internal_link(found, shown, "", context)
    return _deferred(found, found.file, written, context)


def is_block_embed(node: Embed | Image, context: Context) -> bool:
    """Whether the embed shows a note or a post, so that it can't stand inside a paragraph."""
    if isinstance(node, Embed):
        found = resolve_wiki(node.target, node.subpath, context)
    elif is_external(node.target):
        return is_post(node.target) and not context.page.is_plain_commonmark
    else:
        found = resolve_markdown(node.target, context)
    return isinstance(found.file, Note) and not found.missing


def _deferred(found: LinkTarget, note: Note, written: Written, context: Context) -> str:
    """The mark of an embed that is rendered later, or a link where it would never end."""
    part = found.anchor.casefold()
    shown, offset = written.shown, written.offset
    link = internal_link(found, escape(shown, quote=False), "", context)
    if (note.path, part) in context.chain:
        context.tell_always(DiagnosticCode.EMBED_CYCLE, offset, "this embed shows the note that it stands in; it is a link", shown)
        return f"<p>{link}</p>"
    page = context.page
    if len(context.chain) > DEEPEST_EMBEDS or page.embeds_begun >= MOST_EMBEDS or page.embedded_characters > MOST_EMBEDDED_CHARACTERS:
        limit = f"more than {DEEPEST_EMBEDS} embeds deep, {MOST_EMBEDS} embeds or {MOST_EMBEDDED_CHARACTERS} characters on a page"
        context.tell_always(DiagnosticCode.EMBED_LIMIT, offset, f"this embed is a link: {limit}", shown)
        return f"<p>{link}</p>"
    page.embeds_begun += 1
    inner = _inner_context(note, part, context)
    page.deferred.append(DeferredEmbed(inner, _blocks(found, inner)))
    return _frame(found, shown, f"{MARK}{len(page.deferred) - 1}{MARK}", context)


def _inner_context(note: Note, part: str, context: Context) -> Context:
    document = context.site.documents.document(note)
    context.page.embedded_characters += len(note.text)
    return Context(
        page=context.page,
        note=note,
        document=document,
        anchors={heading.offset: heading.anchor for heading in note.headings},
        id_prefix=f"embed-{context.page.embeds_begun}-",
        chain=(*context.chain, (note.path, part)),
        footnotes=footnotes_of(document),
    )


def _blocks(found: LinkTarget, inner: Context) -> list[Block]:
    if found.heading is not None:
        return section_at(inner.document.blocks, found.heading.offset)
    if found.block is not None:
        return block_at(inner.document.blocks, found.block.offset, found.block.block_id)
    return inner.document.blocks


def _frame(found: LinkTarget, shown: str, content: str, context: Context) -> str:
    """The element around an embed: a way to the note, its title where the whole note is shown."""
    address = attribute(address_of(found, context))
    way = f'<a class="vault-embed-open" href="{address}" title="{escape(shown)}" aria-label="{escape(shown)}"></a>'
    title = ""
    if not found.anchor and isinstance(found.file, Note):
        title = f'<div class="vault-embed-title"><a class="vault-link" href="{address}">{escape(found.file.title, quote=False)}</a></div>'
    return f'<div class="vault-embed">{way}{title}<div class="vault-embed-content">\n{content}</div></div>\n'
