"""Embedded notes, sections and blocks, shown inside the note that names them.

An embed is filled after the text around it, from a queue: embeds in embeds cost no stack. Names in it resolve from the embedded
note, addresses are relative to the page, ids carry a prefix of their own.
"""

from __future__ import annotations

from html import escape

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.note.addresses import attribute
from mkdocs_vault.note.body.slot_marks import SEPARATOR
from mkdocs_vault.note.compiled import Body, Part
from mkdocs_vault.note.directions import Direction
from mkdocs_vault.note.slots import Embed
from mkdocs_vault.vault.links import LinkTarget
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.website.filling.addresses import address_of
from mkdocs_vault.website.filling.links import internal_link
from mkdocs_vault.website.filling.media import file_embed
from mkdocs_vault.website.filling.reading import DeferredEmbed, Reading

DEEPEST_EMBEDS = 5
MOST_EMBEDS = 200
MOST_EMBEDDED_CHARACTERS = 1_000_000
MARK = SEPARATOR
"""Stands around the number of a deferred embed in HTML that is not finished; no note holds it."""


def embed(slot: Embed, reading: Reading, *, as_block: bool = False) -> str:
    """What an embed shows. A note is shown only where a block may stand; within a line there is a link to it."""
    found = reading.resolved(slot.target, slot.subpath, markdown=slot.markdown)
    shown = escape(slot.shown, quote=False)
    if found.file is None or (found.missing and isinstance(found.file, Note)):
        return f'<span class="vault-unresolved vault-unresolved-embed">{shown}</span>'
    if not isinstance(found.file, Note):
        return file_embed(found.file, found.subpath, slot, reading)
    if slot.in_link:
        return shown
    if not as_block or slot.inline:
        return internal_link(found, shown, reading)
    return _deferred(found, found.file, slot, reading)


def shows_note(slot: Embed, reading: Reading) -> bool:
    """Whether the embed shows a note, so that it can't stand inside a paragraph."""
    found = reading.resolved(slot.target, slot.subpath, markdown=slot.markdown)
    return isinstance(found.file, Note) and not found.missing


def _deferred(found: LinkTarget, note: Note, slot: Embed, reading: Reading) -> str:
    """The mark of an embed that is filled later, or a link where it would never end."""
    part = found.anchor.casefold()
    if (note.path, part) in reading.chain:
        message = "this embed shows the note that it stands in; it is a link"
        reading.tell(DiagnosticCode.EMBED_CYCLE, slot.line, slot.column, message, slot.shown)
        return f"<p>{internal_link(found, escape(slot.shown, quote=False), reading)}</p>"
    page = reading.page
    if len(reading.chain) > DEEPEST_EMBEDS or page.embeds_begun >= MOST_EMBEDS or page.embedded_characters > MOST_EMBEDDED_CHARACTERS:
        limit = f"more than {DEEPEST_EMBEDS} embeds deep, {MOST_EMBEDS} embeds or {MOST_EMBEDDED_CHARACTERS} characters on a page"
        reading.tell(DiagnosticCode.EMBED_LIMIT, slot.line, slot.column, f"this embed is a link: {limit}", slot.shown)
        return f"<p>{internal_link(found, escape(slot.shown, quote=False), reading)}</p>"
    page.embeds_begun += 1
    page.embedded_characters += len(note.text)
    embedded = _embedded(found, note, (*reading.chain, (note.path, part)), reading)
    page.deferred.append(embedded)
    return _frame(found, slot.shown, f"{MARK}{len(page.deferred) - 1}{MARK}", reading, embedded.reading.body.direction)


def _embedded(found: LinkTarget, note: Note, chain: tuple[tuple[str, str], ...], reading: Reading) -> DeferredEmbed:
    page = reading.page
    body = reading.site.bodies.body(note)
    inner = Reading(page, note, body, id_prefix=f"embed-{page.embeds_begun}-", chain=chain)  # type: ignore[arg-type]
    if found.heading is None and found.block is None:
        return DeferredEmbed(inner, body.html.split(SEPARATOR), body.slots)
    inner.raw_open = []
    offset = found.heading.offset if found.heading else found.block.offset if found.block else 0
    block_id = found.block.block_id.lower() if found.block else ""
    for whole in (body, *body.footnotes.values()):
        for part in whole.parts:
            if (part.offset, part.block_id) == (offset, block_id):
                return _part_of(whole, part, inner)
    return DeferredEmbed(inner, [""], ())


def _part_of(body: Body, part: Part, inner: Reading) -> DeferredEmbed:
    texts = body.html.split(SEPARATOR)[part.first + 1 : part.last + 1]
    return DeferredEmbed(inner, texts, body.slots[part.first + 1 : part.last], part.before, part.after)


def _frame(found: LinkTarget, shown: str, content: str, reading: Reading, direction: Direction) -> str:
    """The element around an embed: a way to the note, its title where the whole note is shown, its direction where that is another."""
    address = attribute(address_of(found, reading))
    way = f'<a class="vault-embed-open" href="{address}" title="{escape(shown)}" aria-label="{escape(shown)}"></a>'
    title = ""
    if not found.anchor and isinstance(found.file, Note):
        title = f'<div class="vault-embed-title"><a class="vault-link" href="{address}">{escape(found.file.title, quote=False)}</a></div>'
    attribute_of_direction = f' dir="{direction}"' if direction != reading.body.direction else ""
    return f'<div class="vault-embed">{way}{title}<div class="vault-embed-content"{attribute_of_direction}>\n{content}</div></div>\n'
