"""Slots: the places in a compiled body where other notes, files or the site have a say. One value for each kind of question.

A body's HTML holds one NUL for each slot, in their order. What a slot becomes on a page is written in `website/filling`.
"""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct


class Mark(IntEnum):
    """Slots that carry nothing: the note's prefix of ids, the end of a link, the edge of a part."""

    ID_PREFIX = 0
    LINK_END = 1
    PART_EDGE = 2


class Slot(Struct, frozen=True, array_like=True, tag=True):
    """A slot that carries what its answer needs."""


class HeadingLink(Slot, frozen=True, tag="h"):
    """The mark behind a heading that links to it; `anchor` is escaped. An embedded heading has none."""

    anchor: str


class TagLink(Slot, frozen=True, tag="t"):
    """A tag by its name without `#`."""

    name: str


class LinkStart(Slot, frozen=True, tag="l"):
    """Where a link to something in the vault begins; the slot `LINK_END` follows its text.

    `markdown` says that `target` and `subpath` are percent-encoded; `title` is a whole attribute with a leading space; `offset` is
    where the link stands in the note, in bytes. `address` is where the link leads when nothing in the vault is meant: that of an
    `obsidian://` link, empty for all others.
    """

    target: str
    subpath: str
    offset: int
    markdown: bool = False
    title: str = ""
    address: str = ""


class StampStart(Slot, frozen=True, tag="s"):
    """Where a time stamp of a video or recording begins; `LINK_END` follows its text.

    Which second it means is decided for the whole note, with what other notes know of the video: `offset` tells which stamp it is.
    `attributes` are the author's own, ready to print, for a stamp that leads somewhere and for one that doesn't; a `bare` stamp
    that leads nowhere is its text alone.
    """

    offset: int
    attributes: tuple[str, str]
    bare: bool


class Embed(Slot, frozen=True, tag="e"):
    """An embed or an image of the vault. `labels` stand after the bars, `shown` is what stands for it where it can't be shown.

    `title` is plain text. A note is shown only where a block may stand: `inline` says that none may, `in_link` that no link may either.
    """

    target: str
    subpath: str
    markdown: bool
    labels: tuple[str, ...]
    shown: str
    title: str
    line: int
    column: int
    inline: bool = False
    in_link: bool = False


class Video(Slot, frozen=True, tag="v"):
    """A video of YouTube within the text: its id, its description, its size in pixels (0 where none is given), its first second."""

    video_id: str
    text: str
    width: int
    height: int
    seconds: int


class FootnoteUse(Slot, frozen=True, tag="f"):
    """A reference to the footnote with this label; in a link it is no link itself."""

    label: str
    in_link: bool


class FileAddress(Slot, frozen=True, tag="a"):
    """The value of an attribute of raw HTML that may name a file of the vault, as written."""

    written: str


class DiagramLinks(Slot, frozen=True, tag="d"):
    """The nodes of a Mermaid diagram that lead to notes: each with the names that its note may have."""

    nodes: tuple[tuple[str, tuple[str, ...]], ...]
    after_line_end: bool


class RawTags(Slot, frozen=True, tag="r"):
    """Tags of raw HTML between blocks: what is printed, the element that it opens (or nothing), and the elements that it closes first."""

    html: str
    opens: str
    closes: tuple[str, ...]


class Run(Struct, frozen=True, array_like=True, tag="run"):
    """A part of a paragraph: HTML with its own slots; `is_break` says that it is a line end and nothing else."""

    html: str
    slots: tuple[SlotValue, ...] = ()
    is_break: bool = False


class Standing(Struct, frozen=True, array_like=True, tag="block"):
    """HTML in a paragraph that stands as a block of its own, such as a post."""

    html: str


class EmbedParagraph(Slot, frozen=True, tag="p"):
    """A paragraph with embeds: it is cut where one shows a note. A `tight` one has no `<p>`; `box` is a task's check box before it.

    `is_turned` says that it is read in another direction than what is around it.
    """

    block_id: str
    tight: bool
    box: str
    parts: tuple[Embed | Run | Standing, ...]
    is_turned: bool = False


SlotValue = (
    Mark
    | HeadingLink
    | TagLink
    | LinkStart
    | StampStart
    | Embed
    | Video
    | FootnoteUse
    | FileAddress
    | DiagramLinks
    | RawTags
    | EmbedParagraph
)
