"""What the vault knows of each file: frozen facts, never a tree."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.properties import Properties


class LinkKind(StrEnum):
    """How a link was written."""

    WIKI = "wiki"
    MARKDOWN = "markdown"
    EMBED = "embed"
    MARKDOWN_EMBED = "markdown-embed"
    PROPERTY = "property"


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a note, in order. `anchor` is the id on the page (unique in the note), `text` what a reader sees."""

    level: int
    text: str
    source: str
    anchor: str
    offset: int


@dataclass(frozen=True, slots=True)
class Block:
    """A block with an id; `anchor` is the id on the page: `^` and the id as written."""

    block_id: str
    anchor: str
    offset: int


@dataclass(frozen=True, slots=True)
class OutgoingLink:
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


@dataclass(frozen=True, slots=True)
class Note:
    r"""One Markdown file of the vault, read and understood. `text` is the whole file with `\n` line ends, `opening` its first lines."""

    path: VaultPath
    text: str
    properties: Properties
    title: str
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    links: tuple[OutgoingLink, ...] = ()
    tags: tuple[str, ...] = ()
    opening: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the vault that is not a note: image, sound, PDF, canvas, base, anything. `size_bytes` as on disk.

    `text` is what a canvas or a base says, since it may name notes; empty for all other files.
    """

    path: VaultPath
    size_bytes: int = 0
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class OtherPage:
    """A Markdown file in the vault's folder that the site left to its generator: links reach it, nothing is known of it."""

    path: VaultPath


VaultFile = Note | Attachment | OtherPage


@dataclass(frozen=True, slots=True)
class Backlink:
    """A link seen from its target: who links, with which words in which sentence."""

    source: VaultPath
    link: OutgoingLink
    anchor: str = field(default="")
