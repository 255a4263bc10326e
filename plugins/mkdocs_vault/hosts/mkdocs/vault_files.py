"""MkDocs' files and the vault's: which of them are notes and attachments, and which stay MkDocs' own."""

from __future__ import annotations

import logging
import os
import shutil
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from posixpath import relpath
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.pages import Page
from pathspec import GitIgnoreSpec

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.vault.paths import VaultPath, is_note
from mkdocs_vault.vault.special_files import WELL_KNOWN, hidden_files_asked_for, is_out_of_sight

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

log = logging.getLogger("mkdocs.plugins.vault")


class NoteFile(File):
    """A note's file: a page whatever the case of its extension (MkDocs would copy `Note.MD` as it is, properties and all)."""

    def is_documentation_page(self) -> bool:
        """True: MkDocs renders the file instead of copying it."""
        return True


class AttachmentFile(File):
    """A file that is copied to the site; if it can't be read any more by then, the build goes on without it."""

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - MkDocs' signature
        """Copy the file to its address."""
        try:
            self.copy_to_site(dirty)
        except (OSError, shutil.SpecialFileError) as error:
            log.warning("%s: skipped: %s [%s]", self.src_uri, error.strerror or "not copied", DiagnosticCode.FILE_SKIPPED)

    def copy_to_site(self, dirty: bool) -> None:  # noqa: FBT001 - as above
        """Copy the file as it is. Raises `OSError`."""
        super().copy_file(dirty)


@dataclass
class VaultFiles:
    """The files of a site, told apart. Keys are paths relative to the vault; those outside of it begin with `../`."""

    notes: dict[VaultPath, File] = field(default_factory=dict)
    attachments: dict[VaultPath, File] = field(default_factory=dict)
    other_pages: dict[VaultPath, File] = field(default_factory=dict)
    unusable: list[File] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def all(self) -> dict[VaultPath, File]:
        """All that links can reach."""
        return self.other_pages | self.attachments | self.notes


@dataclass(frozen=True)
class Border:
    """Says which files belong to the vault: where it lies, which pages were left to MkDocs, and which hidden files the site asks for."""

    docs: str
    folder: str
    leave: GitIgnoreSpec
    posts: frozenset[str] = frozenset()
    """Files of posts, by their paths in the site: whoever makes them excludes them until there is a navigation."""
    special_files: tuple[str, ...] = ()

    @property
    def root(self) -> Path:
        """The folder of the vault."""
        return Path(self.docs, self.folder)

    def path(self, file: File) -> VaultPath:
        """The file's path relative to the vault."""
        return VaultPath(relpath(file.src_uri, self.folder) if self.folder else file.src_uri)

    def is_note(self, file: File) -> bool:
        """Whether the plugin makes the page of this file: a Markdown file on disk, in the vault, that nobody else has claimed."""
        path = self.path(file)
        is_free = file.generated_by is None and file.src_dir == self.docs and not self.leave.match_file(file.src_uri)
        return is_free and is_note(path) and not path.is_outside and not path.is_hidden

    def tell_apart(self, files: Files, *, with_drafts: bool) -> VaultFiles:
        """Sort the files of the site; drafts count where they are shown. Files of the theme are none of the vault's business."""
        found = VaultFiles()
        for file in files:
            is_shown = file.inclusion.is_in_serve() if with_drafts else file.inclusion.is_included()
            if (is_shown or file.src_uri in self.posts) and (file.src_dir == self.docs or file.generated_by):
                self._sort(file, self.path(file), found)
        return found

    def include_hidden_files(self, files: Iterable[File]) -> None:
        """Have MkDocs publish the hidden files that the site asks for; it leaves out all of them unless `exclude_docs` says otherwise."""
        for file in files:
            if self._asks_for(self.path(file)):
                file.inclusion = InclusionLevel.INCLUDED

    @cached_property
    def _asks_for(self) -> Callable[[VaultPath], bool]:
        return hidden_files_asked_for(self.special_files)

    def _sort(self, file: File, path: VaultPath, found: VaultFiles) -> None:
        is_ours = self.is_note(file) and not has_own_page(file)
        is_read_by_vault = not path.is_outside and (is_ours or not file.is_documentation_page())
        if path.is_hidden:
            if is_out_of_sight(path) or not (path.startswith(f"{WELL_KNOWN}/") or self._asks_for(path)):
                found.unusable.append(file)
        elif reason := _reason_to_skip(file, path, is_read_by_vault=is_read_by_vault):
            found.unusable.append(file)
            found.diagnostics.append(Diagnostic(DiagnosticCode.FILE_SKIPPED, SourcePosition(path), f"skipped: {reason}"))
        elif is_ours:
            found.notes[path] = file
        elif file.is_documentation_page():
            found.other_pages[path] = file
        else:
            found.attachments[path] = file


def has_own_page(file: File) -> bool:
    """Whether another plugin has made the page of a file, as Material's plugin for blogs does: MkDocs' own page is nobody's."""
    return file.page is not None and type(file.page) is not Page


def _reason_to_skip(file: File, path: VaultPath, *, is_read_by_vault: bool) -> str:
    """Why nobody can use the file; the vault finds out by itself about those that it reads."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8"
    if is_read_by_vault or file.src_dir is None or file.abs_src_path is None:
        return ""
    return _reason_to_leave_out(file.abs_src_path)


def _reason_to_leave_out(path: str) -> str:
    """Why MkDocs could not read or copy the file: a link that leads nowhere, a pipe, no permission; empty where it can."""
    try:
        status = Path(path).stat()
    except OSError as error:
        return error.strerror or "it can't be read"
    if not stat.S_ISREG(status.st_mode):
        return "it is not a regular file"
    return "" if os.access(path, os.R_OK) else "it may not be read"


def become(file: File, kind: type[NoteFile | AttachmentFile]) -> None:
    """Give a file the behaviour of a note or an attachment. It stays the same object: other plugins may hold it."""
    if type(file) is not File:
        return
    if kind is NoteFile and not file.is_documentation_page():
        for derived in ("dest_uri", "url", "abs_dest_path"):
            file.__dict__.pop(derived, None)
    file.__class__ = kind
