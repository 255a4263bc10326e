"""The files of a vault, each with what is known of it: frozen facts, never a tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mkdocs_vault.diagnostics import Diagnostic, SourcePosition
from mkdocs_vault.note.compiled import Block, Heading, NoteFacts, OutgoingLink, VideoFacts
from mkdocs_vault.note.problems import Problem
from mkdocs_vault.note.properties import Properties
from mkdocs_vault.vault.paths import VaultPath


@dataclass(frozen=True, slots=True)
class Note:
    r"""One Markdown file of the vault, read and understood. `text` is the whole file with `\n` line ends.

    `key` names what was compiled of it: notes of the same text have the same key.
    """

    path: VaultPath
    text: str = field(repr=False)
    facts: NoteFacts = field(repr=False)
    key: bytes = field(default=b"", repr=False)

    @property
    def title(self) -> str:
        """What the note calls itself, or else the name of its file."""
        return self.facts.title or self.path.stem

    @property
    def properties(self) -> Properties:
        """What its front matter says."""
        return self.facts.properties

    @property
    def headings(self) -> tuple[Heading, ...]:
        """All headings, in the order of the text."""
        return self.facts.headings

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks with an id, in the order of the text."""
        return self.facts.blocks

    @property
    def links(self) -> tuple[OutgoingLink, ...]:
        """All links into the vault, those of its properties first."""
        return self.facts.links

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of its properties and its text, each once."""
        return self.facts.tags

    @property
    def opening(self) -> str:
        """Its first words."""
        return self.facts.opening

    @property
    def video(self) -> VideoFacts:
        """The videos of YouTube that it is about."""
        return self.facts.video


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
    """A Markdown file in the vault's folder that the site left to its generator. Links reach it, and those of its own lead to notes.

    `note` is what the file would be as a note, None where it lies outside of the vault or can't be read: its generator prints it.
    """

    path: VaultPath
    note: Note | None = field(default=None, repr=False)

    @property
    def title(self) -> str:
        """What the page calls itself, or else the name of its file."""
        return self.note.title if self.note else self.path.stem


VaultFile = Note | Attachment | OtherPage


@dataclass(frozen=True, slots=True)
class Backlink:
    """A link seen from its target: who links, with which words in which sentence."""

    source: VaultPath
    link: OutgoingLink
    anchor: str = field(default="")


def diagnostics_of(path: VaultPath, problems: Iterable[Problem]) -> Iterator[Diagnostic]:
    """What is wrong in the note at `path`."""
    for problem in problems:
        position = SourcePosition(path, problem.line, problem.column)
        yield Diagnostic(problem.code, position, problem.message, problem.written, problem.guess)
