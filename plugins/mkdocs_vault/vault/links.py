"""Link text -> file, heading or block, by Obsidian's rules; ties are broken in a fixed order, whatever the order of the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, Protocol, TypeAlias
from urllib.parse import unquote

from mkdocs_vault.note.anchors import slug
from mkdocs_vault.note.compiled import Block, Heading
from mkdocs_vault.note.recordings import moment_in
from mkdocs_vault.vault.file_index import FileIndex
from mkdocs_vault.vault.guesses import NearestNames
from mkdocs_vault.vault.notes import Attachment, Note, OtherPage, VaultFile
from mkdocs_vault.vault.paths import VaultPath, is_note
from mkdocs_vault.vault.subpaths import SubpathIndex, block_id_in
from mkdocs_vault.vault.tolerant_names import TolerantNames

Missing: TypeAlias = Literal["", "file", "heading", "block"]


class Files(Protocol):
    """Something whose files can be linked: a vault, before or after what is private was taken out of it."""

    @property
    def notes(self) -> Mapping[VaultPath, Note]:
        """Notes by path."""

    @property
    def attachments(self) -> Mapping[VaultPath, Attachment]:
        """All other files by path."""

    @property
    def other_pages(self) -> Mapping[VaultPath, OtherPage]:
        """Pages that belong to the site's generator, by path."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The file that a link's target means, or None.

    `ambiguous` names all candidates where only the length of their paths decided; `tolerated` says that Obsidian would not have found it.
    """

    file: VaultFile | None = None
    ambiguous: tuple[VaultPath, ...] = ()
    tolerated: bool = False


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """Where a link leads. `anchor` is the id on the target's page, empty for the page itself; `missing` says what could not be found.

    A link to a heading or block that is missing still leads to its note. `subpath` is the link's own, without its `#`; `moment` is the
    second of the note's video or recording that it names.
    """

    file: VaultFile | None
    subpath: str = ""
    heading: Heading | None = None
    block: Block | None = None
    anchor: str = ""
    missing: Missing = ""
    ambiguous: tuple[VaultPath, ...] = ()
    tolerated: bool = False
    moment: int | None = None


class LinkIndex:
    """Resolves the links of a vault; building takes linear, each link constant time."""

    def __init__(self, vault: Files, *, tolerant: bool = False) -> None:
        """`tolerant` looks for aliases, titles and names with other separators after Obsidian's rules found nothing."""
        self._files: dict[VaultPath, VaultFile] = {**vault.notes, **vault.attachments, **vault.other_pages}
        self._notes = vault.notes
        self._index = FileIndex(self._files)
        self._tolerant = tolerant
        self._subpaths: dict[VaultPath, SubpathIndex] = {}
        self._nearest = NearestNames(self._files)
        self._guesses: dict[str, str] = {}
        self._links: dict[tuple[str, str, VaultPath, bool], LinkTarget] = {}

    def resolve(self, target: str, source: VaultPath, *, markdown: bool = False) -> Resolution:
        """The file that `target` (without its sub-path) means in the file `source`; an empty target is the file itself.

        `markdown` is for the targets of Markdown links and images: they are percent-encoded, and may be relative without `./`.
        """
        if markdown:
            target = unquote(target)
        if not target:
            return Resolution(self._files.get(source))
        found = self._index.find(target, source, markdown=markdown)
        if found:
            return Resolution(self._files[found.path], found.rivals)
        return self._tolerated(target) if self._tolerant else Resolution()

    def resolve_link(self, target: str, subpath: str, source: VaultPath, *, markdown: bool = False) -> LinkTarget:
        """The file, and in it the heading or block, that a link of the file `source` leads to. Answers are kept: a build asks twice."""
        link = (target, subpath, source, markdown)
        found = self._links.get(link)
        if found is None:
            found = self._links[link] = self._resolved(target, subpath, source, markdown=markdown)
        return found

    def _resolved(self, target: str, subpath: str, source: VaultPath, *, markdown: bool) -> LinkTarget:
        resolution = self.resolve(target, source, markdown=markdown)
        subpath = unquote(subpath) if markdown else subpath
        match resolution.file:
            case None:
                return LinkTarget(None, subpath, missing="file")
            case Note() as note if subpath.strip("# "):
                return self._part_of(note, subpath, resolution)
            case OtherPage() as page:
                anchor = subpath if markdown else slug(subpath)
                return LinkTarget(page, subpath, anchor=anchor, ambiguous=resolution.ambiguous, tolerated=resolution.tolerated)
            case file:
                return LinkTarget(file, subpath, ambiguous=resolution.ambiguous, tolerated=resolution.tolerated)

    def guess(self, target: str) -> str:
        """What somebody may have meant who wrote this target, as it would be written in a link; empty where nothing is like it."""
        if target not in self._guesses:
            found = self._names.find(target)
            path = found.path if found else self._nearest.nearest(VaultPath(target))
            self._guesses[target] = self._written(path) if path else ""
        return self._guesses[target]

    @cached_property
    def _names(self) -> TolerantNames:
        return TolerantNames(self._files, self._notes.values())

    def _tolerated(self, target: str) -> Resolution:
        found = self._names.find(target)
        return Resolution(self._files[found.path], found.rivals, tolerated=True) if found else Resolution()

    def _part_of(self, note: Note, subpath: str, resolution: Resolution) -> LinkTarget:
        """The heading or block of a note, or the note with what is missing in it."""
        parts = self._subpaths.get(note.path)
        if parts is None:
            parts = self._subpaths[note.path] = SubpathIndex(note)
        target = LinkTarget(note, subpath, ambiguous=resolution.ambiguous, tolerated=resolution.tolerated)
        if block_id := block_id_in(subpath):
            block = parts.block(block_id)
            return replace(target, block=block, anchor=block.anchor) if block else replace(target, missing="block")
        heading = parts.heading(subpath)
        if heading is None and self._tolerant:
            heading = parts.heading_by_anchor(subpath)
            target = replace(target, tolerated=target.tolerated or heading is not None)
        if heading is not None:
            return replace(target, heading=heading, anchor=heading.anchor)
        moment = moment_in(subpath)
        if moment is not None and note.facts.may_play:
            return replace(target, anchor=f"t={moment}", moment=moment)
        return replace(target, missing="heading")

    def _written(self, path: VaultPath) -> str:
        """A path as a link would give it: the bare name where only one file has it, notes without `.md`."""
        written = path.name if len(self._index.named(path.name)) == 1 else path
        return written[: -len(path.suffix)] if is_note(path) else str(written)
