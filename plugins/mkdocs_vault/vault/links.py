"""Link text -> file, heading or block, by Obsidian's rules; ties are broken in a fixed order, whatever the order of the files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, NamedTuple, Protocol, TypeAlias
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

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


class Resolution(Struct, frozen=True):
    """The file that a link's target means, or None.

    `ambiguous` names all candidates where their paths are equally long, so that nothing decides; `tolerated` says that Obsidian would not
    have found it.
    """

    file: VaultFile | None = None
    ambiguous: tuple[VaultPath, ...] = ()
    tolerated: bool = False


class LinkTarget(Struct, frozen=True):
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


class _Named(NamedTuple):
    """The path that a name means, what else it might mean, and whether Obsidian would not have found it."""

    path: VaultPath
    rivals: tuple[VaultPath, ...] = ()
    tolerated: bool = False


class LinkIndex:
    """Resolves the links of a vault; building takes linear, each link constant time.

    What a name means is kept by name and folder, what lies at a path is looked up each time: so a note may be replaced by a new
    version of itself, as long as its names stay the same.
    """

    def __init__(self, vault: Files, *, tolerant: bool = False) -> None:
        """`tolerant` looks for aliases, titles and names with other separators after Obsidian's rules found nothing."""
        self._files: dict[VaultPath, VaultFile] = {**vault.notes, **vault.attachments, **vault.other_pages}
        self._index = FileIndex(self._files)
        self._tolerant = tolerant
        self._subpaths: dict[VaultPath, SubpathIndex] = {}
        self._nearest = NearestNames(self._files)
        self._guesses: dict[str, str] = {}
        self._named: dict[tuple[str, str, bool], _Named | None] = {}

    @property
    def is_tolerant(self) -> bool:
        """Whether names are found that Obsidian would not find."""
        return self._tolerant

    def replace(self, note: Note) -> None:
        """Take a new version of a note, whose path, title and aliases are those of the old one."""
        self._files[note.path] = note
        self._subpaths.pop(note.path, None)

    def resolve(self, target: str, source: VaultPath, *, markdown: bool = False) -> Resolution:
        """The file that `target` (without its sub-path) means in the file `source`; an empty target is the file itself.

        `markdown` is for the targets of Markdown links and images: they are percent-encoded, and may be relative without `./`.
        """
        if not target:
            return Resolution(self._files.get(source))
        named = self._path_of(target, source, markdown=markdown)
        return Resolution(self._files[named.path], named.rivals, named.tolerated) if named else Resolution()

    def resolve_link(self, target: str, subpath: str, source: VaultPath, *, markdown: bool = False) -> LinkTarget:
        """The file, and in it the heading or block, that a link of the file `source` leads to."""
        if markdown and subpath:
            subpath = unquote(subpath)
        named = self._path_of(target, source, markdown=markdown) if target else _Named(source)
        file = self._files.get(named.path) if named else None
        if named is None or file is None:
            return LinkTarget(None, subpath, missing="file")
        if subpath and isinstance(file, Note) and subpath.strip("# "):
            return self._part_of(file, subpath, named)
        if isinstance(file, OtherPage):
            anchor = subpath if markdown else slug(subpath)
            return LinkTarget(file, subpath, anchor=anchor, ambiguous=named.rivals, tolerated=named.tolerated)
        return LinkTarget(file, subpath, ambiguous=named.rivals, tolerated=named.tolerated)

    def _path_of(self, target: str, source: VaultPath, *, markdown: bool) -> _Named | None:
        """What a name means in the folder of a file: nothing else of the file has a say."""
        key = target, source.rpartition("/")[0], markdown
        try:
            return self._named[key]
        except KeyError:
            named = self._named[key] = self._found(unquote(target) if markdown else target, source, markdown=markdown)
            return named

    def _found(self, target: str, source: VaultPath, *, markdown: bool) -> _Named | None:
        found = self._index.find(target, source, markdown=markdown)
        if found:
            return _Named(found.path, found.rivals)
        tolerated = self._names.find(target) if self._tolerant else None
        return _Named(tolerated.path, tolerated.rivals, tolerated=True) if tolerated else None

    def guess(self, target: str) -> str:
        """What somebody may have meant who wrote this target, as it would be written in a link; empty where nothing is like it.

        The target may be percent-encoded, as in Markdown links.
        """
        if target not in self._guesses:
            name = unquote(target)
            found = self._names.find(name)
            path = found.path if found else self._nearest.nearest(VaultPath(name))
            self._guesses[target] = self._written(path) if path else ""
        return self._guesses[target]

    @cached_property
    def _names(self) -> TolerantNames:
        return TolerantNames(self._files, (file for file in self._files.values() if isinstance(file, Note)))

    def _part_of(self, note: Note, subpath: str, named: _Named) -> LinkTarget:
        """The heading or block of a note, or the note with what is missing in it."""
        parts = self._subpaths.get(note.path)
        if parts is None:
            parts = self._subpaths[note.path] = SubpathIndex(note)
        target = LinkTarget(note, subpath, ambiguous=named.rivals, tolerated=named.tolerated)
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
