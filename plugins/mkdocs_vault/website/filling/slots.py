"""What each kind of slot becomes on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from mkdocs_vault.note.body.slot_marks import SEPARATOR
from mkdocs_vault.note.compiled import Body
from mkdocs_vault.note.slots import (
    DiagramLinks,
    Embed,
    EmbedParagraph,
    FileAddress,
    FootnoteUse,
    HeadingLink,
    LinkStart,
    Mark,
    RawTags,
    Run,
    SlotValue,
    StampStart,
    Standing,
    TagLink,
    Video,
)
from mkdocs_vault.website.filling.embeds import embed, shows_note
from mkdocs_vault.website.filling.footnotes import footnote_use
from mkdocs_vault.website.filling.links import diagram_links, file_address, link_start, stamp_start, tag_link
from mkdocs_vault.website.filling.media import video
from mkdocs_vault.website.filling.reading import Reading


def filled_body(body: Body, reading: Reading) -> str:
    """A body with every slot filled; embedded notes are still marks."""
    return filled(body.html.split(SEPARATOR), body.slots, reading)


def filled(texts: Sequence[str], slots: Iterable[SlotValue], reading: Reading) -> str:
    """The pieces of text with what belongs between them."""
    parts = [texts[0]]
    for number, slot in enumerate(slots, 1):
        parts.append(FILLERS[slot.__class__](slot, reading))
        parts.append(texts[number])
    return "".join(parts)


def _mark(slot: Mark, reading: Reading) -> str:
    if slot == Mark.ID_PREFIX:
        return reading.id_prefix
    return reading.link_ends.pop() if slot == Mark.LINK_END else ""


def _heading_link(slot: HeadingLink, reading: Reading) -> str:
    if reading.id_prefix:
        return ""
    return f'<a class="headerlink" href="#{slot.anchor}" title="{reading.site.text["heading_link"]}">&para;</a>'


def _raw_tags(slot: RawTags, reading: Reading) -> str:
    """Tags between blocks. A part of a note closes what it has opened, and nothing else."""
    opened = reading.raw_open
    if opened is None:
        return slot.html
    if slot.opens:
        opened.append(slot.opens)
        return slot.html
    return "".join([f"</{opened.pop()}>" for name in slot.closes if opened and opened[-1] == name])


def _embed_paragraph(slot: EmbedParagraph, reading: Reading) -> str:
    """A paragraph with embeds: whole, or cut where one shows a note."""
    identity = f' id="{reading.id_prefix}{slot.block_id}"' if slot.block_id else ""
    direction = ' dir="auto"' if slot.is_turned else ""
    if not any(_stands_alone(part, reading) for part in slot.parts):
        html = slot.box + "".join([_part(part, reading) for part in slot.parts])
        return html if slot.tight else f"<p{identity}{direction}>{html}</p>\n"
    html = _cut(slot, direction, reading)
    return f"<div{identity}>\n{html}</div>\n" if identity else html


def _cut(slot: EmbedParagraph, direction: str, reading: Reading) -> str:
    """The embedded notes and posts of a paragraph, and each part of its text between them."""
    opening, closing = ("", "") if slot.tight else (f"<p{direction}>", "</p>\n")
    printed: list[str] = []
    run: list[Embed | Run | Standing] = []
    before = slot.box
    for part in (*slot.parts, None):
        if part is not None and not _stands_alone(part, reading):
            run.append(part)
            continue
        html = before + "".join([_part(each, reading) for each in _without_outer_breaks(run)])
        printed.append(f"{opening}{html}{closing}" if html.strip() else "")
        run, before = [], ""
        if part is not None:
            printed.append(_part(part, reading, as_block=True))
    return "".join(printed)


def _stands_alone(part: Embed | Run | Standing, reading: Reading) -> bool:
    return isinstance(part, Standing) or (isinstance(part, Embed) and shows_note(part, reading))


def _part(part: Embed | Run | Standing, reading: Reading, *, as_block: bool = False) -> str:
    match part:
        case Run():
            return filled(part.html.split(SEPARATOR), part.slots, reading)
        case Embed():
            return embed(part, reading, as_block=as_block)
        case Standing():
            return part.html


def _without_outer_breaks(parts: Sequence[Embed | Run | Standing]) -> Sequence[Embed | Run | Standing]:
    start, end = 0, len(parts)
    while start < end and _is_break(parts[start]):
        start += 1
    while end > start and _is_break(parts[end - 1]):
        end -= 1
    return parts[start:end]


def _is_break(part: Embed | Run | Standing) -> bool:
    return isinstance(part, Run) and part.is_break


FILLERS: dict[type[SlotValue], Callable[[Any, Reading], str]] = {
    Mark: _mark,
    HeadingLink: _heading_link,
    TagLink: tag_link,
    LinkStart: link_start,
    StampStart: stamp_start,
    Embed: embed,
    Video: video,
    FootnoteUse: footnote_use,
    FileAddress: file_address,
    DiagramLinks: diagram_links,
    RawTags: _raw_tags,
    EmbedParagraph: _embed_paragraph,
}
"""The function that fills each kind of slot."""
