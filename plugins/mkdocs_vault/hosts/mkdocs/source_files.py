"""The files of `docs_dir`, collected so that nothing in a vault can end or outlast the walk.

MkDocs' own walk follows every symbolic link to a folder: two links that point at each other's parents give it 2 to the power of 40 folders,
and one that points out of the vault publishes what lies there. It also drops `README.md` beside `index.md`; in a vault both are notes.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs.structure.files import File, Files, set_exclusions

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.vault.paths import VaultPath

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from mkdocs_vault.hosts.mkdocs.reporting import Reporter
    from mkdocs_vault.hosts.mkdocs.vault_files import Border

log = logging.getLogger("mkdocs.structure.files")

LINKS_IN_A_ROW = 3
LINKS_IN_A_ROW_IN_THE_VAULT = 1
"""Links to folders below linked folders: each level may multiply the files, so few must do."""


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder of the walk: its path, its real path, the real paths of those that it lies in, and how many links led to it."""

    path: str
    real: str
    above: tuple[str, ...] = ()
    links: int = 0


@dataclass(frozen=True)
class SourceFiles:
    """Collects the files of `docs_dir`, and reports links to folders of the vault that were not followed."""

    border: Border
    reporter: Reporter

    def collect(self, config: MkDocsConfig) -> Files:
        """What MkDocs' own `get_files` gives, but for links that lead astray, and with both `README.md` and `index.md` of a folder."""
        docs = config.docs_dir
        files = [File(os.path.relpath(path, docs), docs, config.site_dir, config.use_directory_urls) for path in self._walk(docs)]
        self.border.include_hidden_files(files)
        set_exclusions(files, config)
        return Files(self._without_readmes_beside_indexes(files))

    def _without_readmes_beside_indexes(self, files: list[File]) -> Iterator[File]:
        """Of two pages of MkDocs' own that want the address of their folder, only the index, as MkDocs does it."""
        own = [file for file in files if file.is_documentation_page() and file.inclusion.is_included() and not self.border.is_note(file)]
        indexes = {file.dest_uri: file for file in own if VaultPath(file.src_uri).stem == "index"}
        for file in files:
            index = indexes.get(file.dest_uri, file)
            if index is file or VaultPath(file.src_uri).stem != "README" or self.border.is_note(file):
                yield file
            else:
                log.warning("Excluding '%s' from the site because it conflicts with '%s'.", file.src_uri, index.src_uri)

    def _walk(self, docs: str) -> Iterator[str]:
        """Paths of files in MkDocs' order: those of a folder, the index first, then its folders."""
        pending = [_Folder(docs, os.path.realpath(docs))]
        while pending:
            folder = pending.pop()
            below: list[_Folder] = []
            for entry in _entries(folder.path):
                if not _is_folder(entry):
                    yield entry.path
                elif found := self._folder_behind(entry, folder):
                    below.append(found)
            pending.extend(reversed(below))

    def _folder_behind(self, entry: os.DirEntry[str], folder: _Folder) -> _Folder | None:
        above = (*folder.above, folder.real)
        if not entry.is_symlink():
            return _Folder(entry.path, os.path.join(folder.real, entry.name), above, folder.links)
        vault = str(self.border.root)
        real = os.path.realpath(entry.path)
        in_vault = _is_inside(folder.path, vault)
        most_links = LINKS_IN_A_ROW_IN_THE_VAULT if in_vault else LINKS_IN_A_ROW
        if real in above:
            reason = "the link leads to a folder that it lies in"
        elif in_vault and not _is_inside(real, os.path.realpath(vault)):
            reason = "the link leads out of the vault"
        elif folder.links >= most_links:
            reason = "the link lies behind other links"
        else:
            return _Folder(entry.path, real, above, 0 if entry.path == vault else folder.links + 1)
        if in_vault:
            position = SourcePosition(os.path.relpath(entry.path, vault).replace(os.sep, "/"))
            self.reporter.add([Diagnostic(DiagnosticCode.FILE_SKIPPED, position, f"skipped: {reason}")])
        return None


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        scan = os.scandir(folder)
    except OSError:
        return []
    with scan:
        return sorted(scan, key=lambda entry: (os.path.splitext(entry.name)[0] not in {"index", "README"}, entry.name))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
