"""A folder -> its notes and attachments. What can't be read is left out, and a diagnostic says why."""

# ruff: noqa: PTH100, PTH119
# Strings, not paths: a Path for each of 100,000 files costs more than reading its folder.

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, Protocol

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.note.compiled import NoteFacts
from mkdocs_vault.vault.decoding import decode
from mkdocs_vault.vault.file_reading import FileReader, RegularFile, Skipped, read_file, scan_folder
from mkdocs_vault.vault.notes import Attachment, Note, OtherPage, diagnostics_of
from mkdocs_vault.vault.obsidian_settings import ObsidianSettings
from mkdocs_vault.vault.paths import VaultPath, is_note

__all__ = ["KnownNotes", "LoadedVault", "Skipped", "load_vault", "read_file", "scan_folder"]

LFS_POINTER = b"version https://git-lfs.github.com/spec/"
LFS_POINTER_BYTES = range(len(LFS_POINTER), 1024)
"""How large a pointer can be: only such attachments are opened."""


NAMES_NOTES = frozenset({".canvas", ".base"})
"""Kinds of attachments that hold the names of notes."""


class FactsOfNote(NamedTuple):
    """The facts of the note at a path, and the key of what was compiled of it."""

    path: VaultPath
    key: bytes
    facts: NoteFacts


class UncompiledNote(NamedTuple):
    """A note that can't be compiled, and why, as the end of a sentence."""

    path: VaultPath
    reason: str


class Compiler(Protocol):
    """Compiles notes, wherever and as often as it likes."""

    def facts_of(self, texts: Sequence[tuple[VaultPath, str]]) -> Iterator[FactsOfNote | UncompiledNote]:
        """An answer for each note, given by its path and text, in any order."""


@dataclass(frozen=True, slots=True)
class LoadedVault:
    """All that lies in the vault, private or not: input for `visibility`, and for nothing else. Each mapping is sorted by path."""

    notes: Mapping[VaultPath, Note]
    attachments: Mapping[VaultPath, Attachment]
    other_pages: Mapping[VaultPath, OtherPage]
    settings: ObsidianSettings
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(slots=True)
class KnownNotes:
    """Notes from one loading to the next, each as long as its file is the same: a preview loads a vault often, and little has changed."""

    _notes: dict[VaultPath, tuple[RegularFile, Note, tuple[Diagnostic, ...]]] = field(default_factory=dict)

    def find(self, path: VaultPath, file: RegularFile | Skipped) -> tuple[Note, tuple[Diagnostic, ...]] | None:
        """The note that this file was when it was read, and what was wrong with the file; None if it was another one then."""
        known = self._notes.get(path)
        return known[1:] if known and known[0] == file else None

    def keep(self, file: RegularFile, note: Note, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Remember what a file was read as; `file` was looked at before it was read."""
        self._notes[note.path] = (file, note, diagnostics)

    def forget(self, paths: Iterable[VaultPath]) -> None:
        """Read these again: two changes within one tick of the file system's clock leave the same times."""
        for path in paths:
            self._notes.pop(path, None)

    def keep_only(self, paths: Iterable[VaultPath]) -> None:
        """Forget notes that are not there any more."""
        kept = frozenset(paths)
        self.forget([path for path in self._notes if path not in kept])


def load_vault(  # noqa: PLR0913 - most are for the few that have more than a folder
    files: Iterable[tuple[VaultPath, Path]],
    root: Path,
    compiler: Compiler,
    *,
    other_pages: Iterable[VaultPath] = (),
    settings: ObsidianSettings | None = None,
    contents: Mapping[VaultPath, bytes] = MappingProxyType({}),
    known: KnownNotes | None = None,
) -> LoadedVault:
    """The vault at `root` made of these files, whose order doesn't matter; dot files and files in dot folders are left out silently.

    Each file is a path in the vault and where it lies on disk. Links out of `root` are refused; a file that the caller itself names
    elsewhere (other plugins make such) is read there, and one that exists in memory alone gives its bytes in `contents`.
    `other_pages` are Markdown files that the site leaves to its generator: of those among the files, the links are known, and what is
    wrong with them is left to it. Notes that are `known` are not read again.
    """
    loading = _Loading(root, contents, known or KnownNotes())
    for path, location in sorted(files):
        if not path.is_hidden:
            loading.add(path, location)
    read = loading.notes(compiler)
    others = {path: OtherPage(path, read.get(path)) for path in sorted(other_pages)}
    notes = {path: note for path, note in read.items() if path not in others}
    diagnostics = tuple(found for found in loading.diagnostics if VaultPath(found.position.path) not in others)
    return LoadedVault(notes, loading.attachments, others, settings or ObsidianSettings(), diagnostics)


class _Loading:
    """A vault while it is being loaded."""

    def __init__(self, root: Path, contents: Mapping[VaultPath, bytes], known: KnownNotes) -> None:
        self.attachments: dict[VaultPath, Attachment] = {}
        self.diagnostics: list[Diagnostic] = []
        self._root = os.path.abspath(root)
        self._reader = FileReader(root)
        self._contents = contents
        self._known = known
        self._found: dict[VaultPath, Note] = {}
        self._files: dict[VaultPath, tuple[RegularFile, tuple[Diagnostic, ...]]] = {}
        self._skipped: set[VaultPath] = set()
        self._texts: dict[VaultPath, str] = {}

    def add(self, path: VaultPath, location: Path) -> None:
        if not _is_unicode(path):
            self._skip(Skipped(path, "its name is not valid UTF-8"))
        elif is_note(path):
            self._add_file_of_note(path, location)
        else:
            self._add_attachment(path, location)

    def notes(self, compiler: Compiler) -> dict[VaultPath, Note]:
        """The notes in the order of their paths; what is wrong in them is reported with the rest."""
        found: dict[VaultPath, Note] = {}
        for answer in compiler.facts_of([*self._texts.items()]):
            if isinstance(answer, UncompiledNote):
                self._skip(Skipped(answer.path, answer.reason))
            else:
                found[answer.path] = Note(answer.path, self._texts[answer.path], answer.facts, answer.key)
        for path in self._files.keys() & found.keys():
            file, diagnostics = self._files[path]
            self._known.keep(file, found[path], diagnostics)
        found |= self._found
        notes = {path: found[path] for path in sorted(found)}
        self._known.keep_only(notes)
        for path, note in notes.items():
            self.diagnostics.extend(diagnostics_of(path, note.facts.problems))
        return notes

    def _add_file_of_note(self, path: VaultPath, location: Path) -> None:
        """Take the note as it is known, or read it."""
        reader, place = self._reader_for(path, location)
        file = reader.look_at(place)
        if path not in self._contents and (known := self._known.find(path, file)):
            self._found[path], diagnostics = known
            self.diagnostics.extend(diagnostics)
            return
        first = len(self.diagnostics)
        self._add_note(path, location)
        if path in self._texts and path not in self._contents and isinstance(file, RegularFile):
            self._files[path] = (file, tuple(self.diagnostics[first:]))

    def _add_note(self, path: VaultPath, location: Path) -> None:
        reader, place = self._reader_for(path, location)
        data = self._contents[path] if path in self._contents else reader.read(place)
        if isinstance(data, Skipped):
            self._skip(data if reader is self._reader else Skipped(path, data.reason))
            return
        decoded = decode(data, path)
        self.diagnostics.extend(decoded.diagnostics)
        if decoded.text is None:
            self._skip(Skipped(path, "it is not text"))
            return
        if decoded.text.startswith(LFS_POINTER.decode()):
            self._report_lfs_pointer(path)
        self._texts[path] = decoded.text

    def _add_attachment(self, path: VaultPath, location: Path) -> None:
        if path in self._contents:
            self.attachments[path] = Attachment(path, len(self._contents[path]))
            return
        reader, place = self._reader_for(path, location)
        file = reader.look_at(place)
        if isinstance(file, Skipped):
            self._skip(file if reader is self._reader else Skipped(path, file.reason))
            return
        names_notes = path.suffix.lower() in NAMES_NOTES
        data = reader.read(place) if names_notes or file.size_bytes in LFS_POINTER_BYTES else b""
        if isinstance(data, bytes) and data.startswith(LFS_POINTER):
            self._report_lfs_pointer(path)
        text = data.decode("utf-8", "replace") if names_notes and isinstance(data, bytes) else ""
        self.attachments[path] = Attachment(path, file.size_bytes, text)

    def _reader_for(self, path: VaultPath, location: Path) -> tuple[FileReader, VaultPath]:
        """Who reads a file, and what it is called there: a file outside of the vault's folder has its own folder as limit."""
        absolute = os.path.abspath(location)
        if absolute.startswith(f"{self._root.rstrip(os.sep)}{os.sep}"):
            return self._reader, path
        return FileReader(Path(absolute).parent), VaultPath(os.path.basename(absolute))

    def _skip(self, skipped: Skipped) -> None:
        """Report a file or folder that is left out, a folder once."""
        if skipped.path not in self._skipped:
            self._skipped.add(skipped.path)
            message = f"this is left out: {skipped.reason}"
            self.diagnostics.append(Diagnostic(DiagnosticCode.FILE_SKIPPED, SourcePosition(skipped.path), message))

    def _report_lfs_pointer(self, path: VaultPath) -> None:
        message = "this is a Git LFS pointer, not the file itself: run 'git lfs pull'"
        self.diagnostics.append(Diagnostic(DiagnosticCode.LFS_POINTER, SourcePosition(path), message))


def _is_unicode(path: VaultPath) -> bool:
    """Whether a path can be written in an address: a name that is not UTF-8 on disk holds lone surrogates."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
