"""The vault of a commit -> a folder of plain files, without a checkout: no filter, hook, attribute or link of the repository has a say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs_vault.deployment import steps
from mkdocs_vault.deployment.durable import free_bytes
from mkdocs_vault.deployment.errors import NO_ROOM_HINT, DiskFullError, RefusedError
from mkdocs_vault.deployment.export_folder import ExportFolder
from mkdocs_vault.deployment.private_notes import says_private
from mkdocs_vault.deployment.settings import MEBIBYTE
from mkdocs_vault.deployment.tree_walk import FileInTree, skipped, subtree, walk
from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mkdocs_vault.deployment.objects import ObjectReader
    from mkdocs_vault.deployment.settings import Limits

NOTE_SUFFIXES = (".md", ".markdown")
LARGEST_POINTER_BYTES = 1024
_POINTER = b"version https://git-lfs.github.com/spec/"
_CONFLICT = re.compile(rb"^<{7} .*$", re.MULTILINE)
_BATCH_BYTES = 64 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Export:
    """What was exported: how many files, the notes among them, which notes call themselves private, and what is worth a word."""

    file_count: int
    notes: frozenset[str]
    private_notes: frozenset[str]
    problems: tuple[Diagnostic, ...]


def export_vault(reader: ObjectReader, root_tree: str, folder: str, into: Path, limits: Limits, committed_at: int) -> Export:
    """Make the folder `into` hold exactly the files below `folder` of a tree. Raises `RefusedError` for what is far too large.

    What an earlier export left there stays where its bytes are those of the commit: each is read and compared, so nothing is trusted.
    """
    walked = walk(reader, subtree(reader, root_tree, folder), limits.files)
    steps.done("tree-read")
    wanted, problems = _within_limits(reader, walked.files, limits)
    problems += walked.left_out
    exported = ExportFolder(into, max(0, committed_at))
    exported.keep_only({file.path for file, _ in wanted})
    steps.done("export-started")
    facts = _Facts(problems)
    missing: list[tuple[FileInTree, int]] = []
    for file, size in wanted:
        content = exported.kept_content(file.path, file.object_id, size)
        if content is None:
            missing.append((file, size))
        else:
            facts.add(file.path, content)
    _refuse_without_room(into, sum(size for _, size in missing))
    for file, content in _with_contents(reader, missing):
        exported.write(file.path, content)
        facts.add(file.path, content)
    steps.done("exported")
    return Export(len(wanted), frozenset(facts.notes), frozenset(facts.private), tuple(sorted(problems, key=str)))


class _Facts:
    """What is worth knowing of the exported files, collected on the way."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        self.notes: set[str] = set()
        self.private: set[str] = set()
        self._problems = problems

    def add(self, path: str, content: bytes) -> None:
        self._problems += _content_problems(path, content)
        if path.lower().endswith(NOTE_SUFFIXES):
            self.notes.add(path)
            if says_private(content):
                self.private.add(path)


def _within_limits(reader: ObjectReader, files: list[FileInTree], limits: Limits) -> tuple[list[tuple[FileInTree, int]], list[Diagnostic]]:
    sizes = reader.sizes(list(dict.fromkeys(file.object_id for file in files)))
    kept: list[tuple[FileInTree, int]] = []
    problems: list[Diagnostic] = []
    total = 0
    for file in files:
        size = sizes[file.object_id]
        if size > limits.file_megabytes * MEBIBYTE:
            problems.append(skipped(file.path, f"{size // MEBIBYTE} MB is more than limits.file_megabytes ({limits.file_megabytes})"))
            continue
        total += size
        kept.append((file, size))
    if total > limits.total_megabytes * MEBIBYTE:
        message = f"the vault has {total // MEBIBYTE} MB, more than limits.total_megabytes ({limits.total_megabytes})"
        raise RefusedError(message, "is it the right repository? limits.total_megabytes can be raised")
    return kept, problems


def _refuse_without_room(into: Path, needed: int) -> None:
    if needed > (free := free_bytes(into)):
        message = f"the disk is full: the notes need {needed} bytes, {free} are free ({into})"
        raise DiskFullError(message, NO_ROOM_HINT)


def _with_contents(reader: ObjectReader, files: list[tuple[FileInTree, int]]) -> Iterator[tuple[FileInTree, bytes]]:
    """Every file with its bytes; equal files of one stretch are read once."""
    batch: list[FileInTree] = []
    size_of_batch = 0
    for file, size in [*files, (None, 0)]:
        if batch and (file is None or size_of_batch + size > _BATCH_BYTES):
            contents = dict(reader.contents(list(dict.fromkeys(member.object_id for member in batch)), "blob"))
            for member in batch:
                yield member, contents[member.object_id]
            batch, size_of_batch = [], 0
        if file is not None:
            batch.append(file)
            size_of_batch += size


def _content_problems(path: str, content: bytes) -> list[Diagnostic]:
    if len(content) <= LARGEST_POINTER_BYTES and content.startswith(_POINTER):
        message = "this is a pointer of Git LFS, its content is not in the repository"
        return [Diagnostic(DiagnosticCode.LFS_POINTER, SourcePosition(path), message)]
    if not path.lower().endswith(NOTE_SUFFIXES) or (found := _CONFLICT.search(content)) is None:
        return []
    line = content.count(b"\n", 0, found.start()) + 1
    return [Diagnostic(DiagnosticCode.CONFLICT_MARKER, SourcePosition(path, line), "a merge conflict was committed")]
