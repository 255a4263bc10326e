"""Embeds and images: those of the vault as slots, those of other sites as they are."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from urllib.parse import unquote

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.note.addresses import attribute, is_external, is_safe
from mkdocs_vault.note.body.labels import Labels, labels
from mkdocs_vault.note.body.printing import Printing
from mkdocs_vault.note.body.videos import external_embed
from mkdocs_vault.note.slots import Embed as EmbedSlot
from mkdocs_vault.syntax.nodes import Embed, Image
from mkdocs_vault.syntax.walk import plain_text, shown_target


def is_of_other_site(node: Embed | Image) -> bool:
    """Whether the image lies on another site, so that nothing in the vault is asked."""
    return isinstance(node, Image) and is_external(node.target)


def embed_slot(node: Embed | Image, printing: Printing, *, inline: bool) -> EmbedSlot:
    """The slot of an embed of the vault; `inline` says that it stands where no block may."""
    line, column = printing.document.source.line_and_column(node.start)
    inline = inline or printing.in_link or printing.in_heading
    if isinstance(node, Embed):
        shown = shown_target(node.target, node.subpath)
        return EmbedSlot(node.target, node.subpath, False, node.labels, shown, "", line, column, inline, printing.in_link)  # noqa: FBT003
    label, described, parts = _described(node)
    if not label.width:
        parts = (described,) if described else ()
    target, _, subpath = node.target.partition("#")
    shown = described or unquote(node.target)
    return EmbedSlot(target, subpath, True, parts, shown, node.title, line, column, inline, printing.in_link)  # noqa: FBT003


def external_image(node: Image, printing: Printing, *, as_block: bool) -> str:
    """An image, a video or a post of another site."""
    label, described, _ = _described(node)
    label = replace(label, text=described)
    if not is_safe(node.target, image=True):
        printing.tell(DiagnosticCode.UNSAFE_LINK, node.start, "this image would run a program, so it is left out", node.target)
        return escape(label.text, quote=False)
    if not printing.in_link:
        player = external_embed(node.target, label, printing, as_block=as_block and not printing.in_heading)
        if player is not None:
            return player
    titled = f' title="{escape(node.title)}"' if node.title else ""
    return f'<img src="{attribute(node.target)}" alt="{escape(label.text)}"{label.size()}{titled} loading="lazy">'


def _described(node: Image) -> tuple[Labels, str, tuple[str, ...]]:
    """What the text between an image's brackets means, its description as plain text, and its parts."""
    parts = tuple(part.strip() for part in node.label.replace("\\|", "|").split("|")) if node.label else ()
    label = labels(parts)
    return label, label.text if label.width else plain_text(node.children), parts
