"""The trees of a commit -> the files that may be published, with a diagnostic for everything that may not.

We read the tree objects ourselves instead of asking `git ls-tree -r`: so each is compared with its name on the way, a tree that occurs a
million times is read once, and the count stops a bomb before anything is written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mkdocs_vault.deployment.entry_names import is_bare_repository, name_problem, path_problem, same_file_key
from mkdocs_vault.deployment.errors import RefusedError
from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs_vault.deployment.objects import ObjectReader

_OBJECT_ID_BYTES = 20
_FILE_MODES = frozenset({b"100644", b"100755", b"100664"})
_FOLDER_MODES = frozenset({b"40000", b"040000"})
_LINK_MODE = b"120000"
_SUBMODULE_MODE = b"160000"
_NEVER_EXPORTED = frozenset({b".gitattributes", b".gitmodules", b".gitignore", b".lfsconfig", b".gitkeep", b".mailmap"})
"""Files that only speak to git; a site needs none of them, and a build that runs git must not meet them."""


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One line of a tree object."""

    mode: bytes
    name: bytes
    object_id: str


@dataclass(frozen=True, slots=True)
class FileInTree:
    """A file to export: its path relative to the vault, and the object with its bytes."""

    path: str
    object_id: str


@dataclass(slots=True)
class TreeWalk:
    """The result of a walk, in the order of the paths' bytes."""

    files: list[FileInTree] = field(default_factory=list)
    left_out: list[Diagnostic] = field(default_factory=list)


def skipped(path: bytes | str, reason: str) -> Diagnostic:
    """The diagnostic for something that is not exported."""
    text = path if isinstance(path, str) else path.decode("utf-8", "backslashreplace")
    return Diagnostic(DiagnosticCode.FILE_SKIPPED, SourcePosition(text), f"left out: {reason}")


def parse_tree(content: bytes) -> list[TreeEntry] | None:
    """The entries of a tree object, or nothing if it is not one. An entry with an odd mode is kept: the walk judges it."""
    entries: list[TreeEntry] = []
    start = 0
    while start < len(content):
        space = content.find(b" ", start)
        end = content.find(b"\0", space + 1)
        after = end + 1 + _OBJECT_ID_BYTES
        if space == -1 or end == -1 or after > len(content):
            return None
        entries.append(TreeEntry(content[start:space], content[space + 1 : end], content[end + 1 : after].hex()))
        start = after
    return entries


def subtree(reader: ObjectReader, root: str, folder: str) -> str:
    """The tree of a folder below `root`; an empty folder is the root itself. Raises `RefusedError` if there is none."""
    tree = root
    for name in filter(None, folder.split("/")):
        [(_, content)] = reader.contents([tree], "tree")
        for entry in parse_tree(content) or ():
            if entry.name == name.encode() and entry.mode in _FOLDER_MODES:
                tree = entry.object_id
                break
        else:
            message = f"the commit has no folder '{folder}'"
            raise RefusedError(message, "correct vault.folder, or bring the folder back")
    return tree


def walk(reader: ObjectReader, root: str, most_files: int) -> TreeWalk:
    """All files below a tree, level by level. Raises `RefusedError` beyond `most_files` entries."""
    result = TreeWalk()
    known: dict[str, list[TreeEntry] | None] = {}
    level: list[tuple[bytes, str]] = [(b"", root)]
    count = 0
    while level:
        missing = list(dict.fromkeys(tree for _, tree in level if tree not in known))
        known |= {name: parse_tree(content) for name, content in reader.contents(missing, "tree")}
        following: list[tuple[bytes, str]] = []
        for prefix, tree in level:
            entries = known[tree]
            count += len(entries or ())
            if count > most_files:
                message = f"the repository has more than {most_files} files and folders"
                raise RefusedError(message, "is it the right repository? limits.files can be raised")
            following += _folder(prefix, entries, result)
        level = following
    result.files.sort(key=lambda file: file.path.encode())
    _drop_twins(result)
    result.left_out.sort(key=str)
    return result


def _folder(prefix: bytes, entries: list[TreeEntry] | None, result: TreeWalk) -> Iterable[tuple[bytes, str]]:
    """Take the files of one folder into the result; gives its folders."""
    if entries is None:
        result.left_out.append(skipped(prefix, "its list of files can't be read"))
        return
    embedded = is_bare_repository(frozenset(entry.name for entry in entries))
    if embedded and prefix:
        result.left_out.append(skipped(prefix.rstrip(b"/"), "git would take this folder for a repository and run what its config says"))
        return
    seen: set[bytes] = set()
    for entry in entries:
        path = prefix + entry.name
        reason = _reason(entry, path)
        if not reason and embedded and entry.name.upper() == b"HEAD":
            reason = "git would take the vault for a repository"
        if not reason and entry.name in seen:
            reason = "the name stands twice in its folder"
        seen.add(entry.name)
        if reason:
            result.left_out.append(skipped(path, reason))
        elif entry.mode in _FOLDER_MODES:
            yield path + b"/", entry.object_id
        elif entry.name not in _NEVER_EXPORTED:
            result.files.append(FileInTree(path.decode("utf-8"), entry.object_id))


def _reason(entry: TreeEntry, path: bytes) -> str:
    if entry.mode == _LINK_MODE:
        return "symbolic links are not followed"
    if entry.mode == _SUBMODULE_MODE:
        return "submodules are not fetched"
    if entry.mode not in _FILE_MODES | _FOLDER_MODES:
        return "this is neither a file nor a folder"
    return name_problem(entry.name) or path_problem(path)


def _drop_twins(result: TreeWalk) -> None:
    """Of paths that differ only in case or Unicode form one stays: on many disks and servers they are one file.

    That is the one in small letters (`index.md` is a home page, `INDEX.MD` may be), else the first.
    """
    first: dict[str, str] = {}
    for file in result.files:
        key = same_file_key(file.path)
        if file.path == key or key not in first:
            first[key] = file.path
    kept: list[FileInTree] = []
    for file in result.files:
        winner = first[same_file_key(file.path)]
        if winner == file.path:
            kept.append(file)
        else:
            result.left_out.append(skipped(file.path, f"'{winner}' has the same name but for case or Unicode form"))
    result.files[:] = kept
