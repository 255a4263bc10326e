"""Paragraphs. One that holds embeds is a slot: whether it is cut in two depends on what these show."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_vault.note.body.directions import turned
from mkdocs_vault.note.body.embeds import embed_slot, external_image, is_of_other_site
from mkdocs_vault.note.body.inline import inline
from mkdocs_vault.note.body.printing import Printing
from mkdocs_vault.note.body.videos import is_post
from mkdocs_vault.note.slots import Embed, EmbedParagraph, Run, Standing
from mkdocs_vault.syntax import nodes

BREAKS = nodes.SoftBreak


def paragraph(node: nodes.Paragraph, printing: Printing, box: str = "") -> str:
    """`<p>`; nothing around the text of a tight list item. `box` is the check box of a task, which stands before the text."""
    kinds = set(map(type, node.children))
    if (nodes.Embed in kinds or nodes.Image in kinds) and any(_may_be_a_block(child, printing) for child in node.children):
        return printing.slot(_with_embeds(node, box, printing))
    identity = printing.block_anchor(node.block_id) if node.block_id else ""
    if node.tight:
        return f"{box}{inline(node.children, printing)}"
    return f"<p{identity}{turned(node.children, printing, node.block_id)}>{box}{inline(node.children, printing)}</p>\n"


def _with_embeds(node: nodes.Paragraph, box: str, printing: Printing) -> EmbedParagraph:
    is_turned = not node.tight and bool(turned(node.children, printing, node.block_id))
    return EmbedParagraph(_block_id(node, printing), node.tight, box, tuple(_parts(node, printing)), is_turned)


def _may_be_a_block(node: nodes.Inline, printing: Printing) -> bool:
    """Whether an inline node may show a note or a post, which can't stand inside a paragraph."""
    if not isinstance(node, nodes.Embed | nodes.Image):
        return False
    if isinstance(node, nodes.Image) and is_of_other_site(node):
        return is_post(node.target) and not printing.in_link
    return True


def _block_id(node: nodes.Paragraph, printing: Printing) -> str:
    """The id that the paragraph has on the page, without its prefix."""
    return f"^{node.block_id}" if node.block_id and printing.block_anchor(node.block_id) else ""


def _parts(node: nodes.Paragraph, printing: Printing) -> Iterator[Embed | Run | Standing]:
    pending: list[nodes.Inline] = []
    for child in node.children:
        if isinstance(child, BREAKS) or _may_be_a_block(child, printing):
            if pending:
                yield _run(pending, printing)
                pending = []
            yield _part(child, printing)
        else:
            pending.append(child)
    if pending:
        yield _run(pending, printing)


def _part(node: nodes.Inline, printing: Printing) -> Embed | Run | Standing:
    if isinstance(node, nodes.Embed | nodes.Image) and not is_of_other_site(node):
        return embed_slot(node, printing, inline=False)
    if isinstance(node, nodes.Image):
        return Standing(external_image(node, printing, as_block=True))
    return Run(*printing.finished(inline([node], printing)), is_break=True)


def _run(children: list[nodes.Inline], printing: Printing) -> Run:
    return Run(*printing.finished(inline(children, printing)))
