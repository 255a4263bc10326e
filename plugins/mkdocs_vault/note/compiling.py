"""A note's text -> its compiled note, from one parse. Pure: text and options decide about every byte."""

from __future__ import annotations

from msgspec.structs import replace

from mkdocs_vault.note.body.blocks import blocks
from mkdocs_vault.note.body.diagrams import DIAGRAM
from mkdocs_vault.note.body.directions import direction_of_note, may_turn
from mkdocs_vault.note.body.footnotes import definition
from mkdocs_vault.note.body.parts import Parts
from mkdocs_vault.note.body.printing import Footnotes, Printing
from mkdocs_vault.note.body.slot_marks import SlotMarks
from mkdocs_vault.note.compiled import Body, CompiledNote, CompileOptions, NoteFacts, OutgoingLink, VideoFacts
from mkdocs_vault.note.directions import Direction
from mkdocs_vault.note.facts import (
    Found,
    each_once,
    found_in,
    html_targets,
    links_of,
    passages_of,
    problems_of_text,
    properties_of,
    stamps_of,
)
from mkdocs_vault.note.flat_texts import FlatTexts
from mkdocs_vault.note.lead import first_outside_picture, lead
from mkdocs_vault.note.moments import moments_with_words
from mkdocs_vault.note.names import suffix_of
from mkdocs_vault.note.opening import opening
from mkdocs_vault.note.outline import with_digests
from mkdocs_vault.note.problems import Problem
from mkdocs_vault.note.properties import Properties
from mkdocs_vault.note.property_links import property_links
from mkdocs_vault.note.recordings import RECORDINGS
from mkdocs_vault.note.stamp_groups import VideoLength
from mkdocs_vault.note.stamp_readings import UNKNOWN_LENGTH, last_sure_second, stamp_readings
from mkdocs_vault.note.stamps import Stamp, packed
from mkdocs_vault.note.titles import opening_title, text_of_heading
from mkdocs_vault.note.told_length import told_seconds
from mkdocs_vault.note.youtube import VIDEO_ID, youtube_id
from mkdocs_vault.syntax.document import Document
from mkdocs_vault.syntax.parse import parse
from mkdocs_vault.syntax.timestamps import MAY_BE_BOLD, mark_bold_timestamps


def compile_note(text: str, options: CompileOptions = CompileOptions()) -> CompiledNote:  # noqa: B008 - the options are frozen
    """All that can be said of a note without knowing another one. Never raises; linear in the text's length."""
    document = parse(text, bare_timestamps=options.bare_timestamps, spaced_addresses=options.spaced_addresses)
    properties, property_problems = properties_of(document)
    if (properties.video_id or "youtu" in document.source.text) and MAY_BE_BOLD.search(document.source.data):
        mark_bold_timestamps(document.blocks)
    found = found_in(document)
    flats = FlatTexts()
    links = (*_links_in_properties(properties, document), *links_of(document, found, flats))
    plays_files = any(suffix_of(link.target) in RECORDINGS for link in links)
    video = _video(properties, found)
    heading = opening_title(document)
    title = properties.title or (text_of_heading(heading) if heading else "")
    stamps = stamps_of(found) if video.video_id or plays_files else []
    if stamps:
        video = _with_what_stamps_tell(video, stamps, properties, told_seconds(title, document.source.text))
    printing = _printing(document, options, found, video, direction_of_note(properties, options), plays_files=plays_files)
    body = _body(printing, document, found, flats, is_titled=heading is not None)
    facts = NoteFacts(
        properties=properties,
        title=title,
        headings=tuple(found.headings),
        blocks=tuple(found.blocks.values()),
        links=links,
        tags=each_once((*properties.tags, *found.tags)),
        opening=opening(document),
        problems=(*property_problems, *problems_of_text(document, found), *_told_once(printing)),
        video=video,
        may_play=bool(properties.video_id) or printing.plays_files or "youtu" in document.source.text,
        html_targets=html_targets(document.source.text),
        passages=tuple(passages_of(found, flats)) if options.with_passages else (),
        text_start=_text_start(document),
        has_diagram=any(DIAGRAM in each.html for each in (body, *body.footnotes.values())),
        lead=lead(document),
        outside_picture=first_outside_picture(found.images),
        stamps=packed(stamps),
        html_links=tuple(printing.html_links),
    )
    return CompiledNote(with_digests(facts), body)


def _text_start(document: Document) -> int:
    front_matter = document.front_matter
    return len(document.source.data[: front_matter.end].decode("utf-8", "replace")) if front_matter else 0


def _links_in_properties(properties: Properties, document: Document) -> list[OutgoingLink]:
    return sorted(property_links(properties, document.source.text), key=lambda link: link.offset)


def _video(properties: Properties, found: Found) -> VideoFacts:
    """The video that a note names, else the first that it shows, else the only one that it links moments of."""
    shown_ids = tuple(dict.fromkeys(filter(None, (youtube_id(address) for address in found.shown_addresses if "youtu" in address))))
    named = properties.video_id or ""
    if VIDEO_ID.match(named):
        return VideoFacts(named, True, shown_ids)  # noqa: FBT003 - named by its property
    linked_ids = {youtube_id(address) for address in found.addresses_of_moments} - {""}
    if not shown_ids and len(linked_ids) == 1:
        return VideoFacts(linked_ids.pop(), True)  # noqa: FBT003 - its player stands above the text, as that of a linked recording does
    return VideoFacts(shown_ids[0] if shown_ids else "", False, shown_ids)  # noqa: FBT003


def _with_what_stamps_tell(video: VideoFacts, stamps: list[Stamp], properties: Properties, told: int) -> VideoFacts:
    """The video with what the note says of its length: `told` by its words, and by its stamps as far as they are sure of themselves."""
    length = VideoLength(properties.duration, told, 3) if told or properties.duration else UNKNOWN_LENGTH
    last = last_sure_second(stamp_readings(stamps, length, properties.timestamp_format))
    return replace(video, told_seconds=told, last_second=last)


def _printing(
    document: Document, options: CompileOptions, found: Found, video: VideoFacts, direction: Direction, *, plays_files: bool
) -> Printing:
    marks = SlotMarks()
    return Printing(
        document=document,
        options=options,
        anchors={heading.offset: heading.anchor for heading in found.headings},
        footnotes=Footnotes(found.footnotes),
        video=video,
        plays_files=plays_files,
        note_direction=direction,
        direction=direction,
        may_turn=may_turn(document.source.text, direction),
        marks=marks,
        parts=Parts(marks, are_wanted=bool(found.headings or found.blocks)),
    )


def _body(printing: Printing, document: Document, found: Found, flats: FlatTexts, *, is_titled: bool) -> Body:
    body = printing.body(blocks(document.blocks, printing))
    footnotes: dict[str, Body] = {}
    for label in printing.footnotes.order:  # grows while footnotes refer to further ones
        footnotes[label] = printing.body(blocks(definition(label, printing.footnotes), printing))
    moments = tuple(moments_with_words(printing.moments, found, flats))
    return replace(body, footnotes=footnotes, moments=moments, first_is_title=is_titled, direction=printing.note_direction)


def _told_once(printing: Printing) -> list[Problem]:
    """What went wrong in printing; the same words about the same place stand once."""
    return list(dict.fromkeys(printing.problems))
