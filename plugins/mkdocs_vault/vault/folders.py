"""The folders that files lie in: a tree in the order of what readers see, each folder with the page that speaks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from mkdocs_vault.vault.natural_order import natural_key
from mkdocs_vault.vault.paths import VaultPath, comparable

FolderOrder = Literal["folders-first", "mixed"]
INDEX_NAMES = ("index", "readme")


@dataclass(frozen=True, slots=True)
class ShownTitles:
    """What lists show of the page at a path, and what its properties call the folder that it speaks for, if they do.

    A heading titles its page, not a folder.
    """

    of_page: Callable[[VaultPath], str] = lambda path: path.stem
    of_folder: Callable[[VaultPath], str | None] = lambda _: None


_NAMES = ShownTitles()


@dataclass(slots=True)
class Folder:
    """One folder. `page` is the file that speaks for it; `items` are its folders and the rest of its files, in their order.

    `title` is what that page calls it, else its name. A file beside the folder may speak for it: then it is no item of the folder above.
    """

    path: VaultPath
    title: str
    page: VaultPath | None = None
    folders: dict[str, Folder] = field(default_factory=dict)
    files: list[VaultPath] = field(default_factory=list)
    items: tuple[Folder | VaultPath, ...] = ()

    @property
    def name(self) -> str:
        """The folder's own name; empty for the root."""
        return self.path.name


def folder_tree(paths: Iterable[VaultPath], order: FolderOrder = "folders-first", titles: ShownTitles = _NAMES) -> Folder:
    """The root of the folders that these files lie in; folders without a file don't exist. Linear but for sorting."""
    root = Folder(VaultPath(), "")
    for path in paths:
        _folder_at(root, path.parent).files.append(path)
    beside: set[VaultPath] = set()
    for folder in every_folder(root):
        folder.page = _own_page(folder)
        folder.title = (titles.of_folder(folder.page) if folder.page else None) or folder.name
        beside |= _pages_beside(folder)
    for folder in every_folder(root):
        notes = [path for path in folder.files if path != folder.page and path not in beside]
        folder.items = tuple(_in_order([*folder.folders.values(), *notes], order, titles))
    return root


def every_folder(root: Folder) -> Iterator[Folder]:
    """The folder and all below it, a folder before those in it. Iterative: depth costs no stack."""
    pending = [root]
    while pending:
        folder = pending.pop()
        yield folder
        pending.extend(reversed(folder.folders.values()))


def _folder_at(root: Folder, path: VaultPath) -> Folder:
    folder = root
    for part in path.split("/") if path else ():
        if part not in folder.folders:
            folder.folders[part] = Folder(VaultPath(f"{folder.path}/{part}" if folder.path else part), part)
        folder = folder.folders[part]
    return folder


def _own_page(folder: Folder) -> VaultPath | None:
    """`index.md`, `README.md`, or the note with the folder's own name in it; one beside the folder may have been found before."""
    ranks = {name: rank for rank, name in enumerate((*INDEX_NAMES, comparable(folder.name)))}
    inside = [path for path in folder.files if comparable(path.stem) in ranks]
    return min(inside, key=lambda path: (ranks[comparable(path.stem)], path), default=folder.page)


def _pages_beside(folder: Folder) -> set[VaultPath]:
    """Notes of the folder that have the name of a folder beside them, wherever that has no page inside it."""
    by_name = {comparable(path.stem): path for path in folder.files if path != folder.page}
    found = set()
    for below in folder.folders.values():
        note = by_name.get(comparable(below.name))
        if note and _own_page(below) is None:
            below.page = note
            found.add(note)
    return found


def _in_order(items: list[Folder | VaultPath], order: FolderOrder, titles: ShownTitles) -> list[Folder | VaultPath]:
    def key(item: Folder | VaultPath) -> tuple[object, ...]:
        if isinstance(item, Folder):
            return False, natural_key(item.title), False, item.path
        return order == "folders-first", natural_key(titles.of_page(item)), True, item

    return sorted(items, key=key)
