"""What is known of one note alone: its facts, which the whole vault is made of, and its body, which only its pages need."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from mkdocs_vault.note.directions import Direction
from mkdocs_vault.note.problems import Problem
from mkdocs_vault.note.properties import Properties
from mkdocs_vault.note.slots import SlotValue


class CompileOptions(Struct, frozen=True):
    """What a site's options decide about the compiling of each note."""

    strict_line_breaks: bool = False
    heading_links: bool = True
    bare_timestamps: bool = False
    spaced_addresses: bool = False
    """Whether images and links with a space in their address are shown, though Obsidian takes them for text."""
    with_passages: bool = False
    """Whether the facts hold the note's text piece by piece, for finding names in it that are no links."""
    direction: Direction = "ltr"
    """The direction that the site is read in."""
    reads_lang: bool = True
    """Whether the site's theme has an element for a note that says in which direction its `lang` is read."""


class LinkKind(StrEnum):
    """How a link was written."""

    WIKI = "wiki"
    MARKDOWN = "markdown"
    EMBED = "embed"
    MARKDOWN_EMBED = "markdown-embed"
    PROPERTY = "property"

    @property
    def is_markdown(self) -> bool:
        """Whether the target is percent-encoded, and may be a path from the note's own folder."""
        return self in {LinkKind.MARKDOWN, LinkKind.MARKDOWN_EMBED}

    @property
    def is_embed(self) -> bool:
        """Whether what the link leads to is shown in its place."""
        return self in {LinkKind.EMBED, LinkKind.MARKDOWN_EMBED}


class Heading(Struct, frozen=True, array_like=True):
    """One heading of a note, in order. `anchor` is the id on the page (unique in the note), `text` what a reader sees."""

    level: int
    text: str
    source: str
    anchor: str
    offset: int


class Block(Struct, frozen=True, array_like=True):
    """A block with an id; `anchor` is the id on the page: `^` and the id as written."""

    block_id: str
    anchor: str
    offset: int


class OutgoingLink(Struct, frozen=True, array_like=True):
    """A link as written. `target` and `subpath` (without its `#`) are trimmed; `sentence` is the plain sentence around it.

    `place` is where in the sentence the link stands; what an embed shows is no part of it.
    """

    kind: LinkKind
    target: str
    subpath: str
    text: str
    sentence: str
    offset: int
    line: int
    column: int
    place: int = 0


class Passage(Struct, frozen=True, array_like=True):
    """The plain text of one block. In `searched` all that is no plain text of the author's own is hidden, character for character."""

    offset: int
    text: str
    searched: str


class LeadSentence(Struct, frozen=True, array_like=True):
    """One of the first sentences of a note, with the space that follows it; `links` are the targets of its links, and if Markdown's.

    `is_doubtful` says that it has a link of which only HTML, or Obsidian, could tell where it leads.
    """

    text: str
    links: tuple[tuple[str, bool], ...] = ()
    is_doubtful: bool = False


class OutsidePicture(Struct, frozen=True, array_like=True):
    """A picture of a note that lies on another site, and where it stands."""

    address: str
    offset: int


class VideoFacts(Struct, frozen=True, array_like=True):
    """The videos of YouTube that a note is about: `video_id` is the one that its stamps belong to, `shown_ids` are those in its text.

    `is_named` says that a property names it, or that it is only linked, so that a player stands above the text. `told_seconds` is how
    long the video is by the note's own words, `last_second` the last one that its stamps are sure of; 0 where there is none.
    """

    video_id: str = ""
    is_named: bool = False
    shown_ids: tuple[str, ...] = ()
    told_seconds: int = 0
    last_second: int = 0


class NoteFacts(Struct, frozen=True, array_like=True):
    """What a vault keeps of a note. `title` is empty where only the file's name can be one; `opening` are its first words.

    `html_targets` are what its raw HTML names, `html_links` what of it is shown or led to, with its places. `may_play` says that a link to
    a second of the note can mean something, `text_start` is how many characters its front matter takes, `has_diagram` says that a script
    has something to draw in it. `outline` and `said` are the digests of `note/outline.py`, `lead` are its first sentences,
    `outside_picture` is the first on another site, `stamps` the time stamps of its video or recording, packed (see `note/stamps.py`).
    """

    properties: Properties
    title: str = ""
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    links: tuple[OutgoingLink, ...] = ()
    tags: tuple[str, ...] = ()
    opening: str = ""
    problems: tuple[Problem, ...] = ()
    video: VideoFacts = VideoFacts()
    may_play: bool = False
    html_targets: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    text_start: int = 0
    has_diagram: bool = False
    html_links: tuple[OutgoingLink, ...] = ()
    outline: bytes = b""
    said: bytes = b""
    lead: tuple[LeadSentence, ...] = ()
    outside_picture: OutsidePicture | None = None
    stamps: bytes = b""


class Moment(Struct, frozen=True, array_like=True):
    """A moment of the note's video or recording: where it stands, its second, its address where that is certain, and the words with it.

    Where `address` is empty, only the page can tell whether there is something that plays.
    """

    offset: int
    seconds: int
    address: str
    words: str


class Part(Struct, frozen=True, array_like=True):
    """A part of a body that can be embedded alone: from one slot to another, both left out, in what must stand around it.

    `offset` and `block_id` are those of its heading (no id) or block in the note.
    """

    offset: int
    block_id: str
    first: int
    last: int
    before: str = ""
    after: str = ""


class Body(Struct, frozen=True, array_like=True):
    """The text of a note as HTML with one NUL for each slot; `footnotes` are such texts, too, by their labels.

    `moments` are in the order of the text, `first_is_title` says that the first heading opens the note as its title, `direction`
    how the text is read where none of its blocks says otherwise.
    """

    html: str
    slots: tuple[SlotValue, ...] = ()
    parts: tuple[Part, ...] = ()
    footnotes: dict[str, Body] = {}
    moments: tuple[Moment, ...] = ()
    first_is_title: bool = False
    direction: Direction = "ltr"


class CompiledNote(Struct, frozen=True):
    """All that can be said of a note without knowing another one."""

    facts: NoteFacts
    body: Body
