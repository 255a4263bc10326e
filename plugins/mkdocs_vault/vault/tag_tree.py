"""All tags of a vault as a tree, each with its notes: capitals make no difference, `a/b` lies below `a` (Obsidian help, Tags)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from mkdocs_vault.vault.natural_order import natural_key
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath, comparable


@dataclass(slots=True)
class TagBranch:
    """One tag. `name` is its last part as most notes spell it; `notes` have this very tag, `all_notes` also those with a tag below it."""

    key: str
    name: str = ""
    parent: TagBranch | None = None
    below: dict[str, TagBranch] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    all_notes: dict[VaultPath, Note] = field(default_factory=dict)
    spellings: Counter[str] = field(default_factory=Counter)

    @property
    def full_name(self) -> str:
        """The tag with all parts above it, without its `#`."""
        above = self.parent.full_name if self.parent else ""
        return f"{above}/{self.name}" if above else self.name

    def children(self) -> list[TagBranch]:
        """The tags right below, in their natural order."""
        return sorted(self.below.values(), key=lambda branch: natural_key(branch.name))

    def every(self) -> Iterator[TagBranch]:
        """All tags below, each before those below it."""
        pending = self.children()[::-1]
        while pending:
            branch = pending.pop()
            yield branch
            pending.extend(branch.children()[::-1])


@lru_cache(maxsize=4096)
def tag_key(tag: str) -> str:
    """What tags are compared by: case and Unicode form left out, no empty parts."""
    return "/".join(part for part in comparable(tag).split("/") if part.strip())


def tag_tree(notes: Iterable[Note]) -> TagBranch:
    """The root, which is no tag itself, of the tags of these notes. Linear in the tags of all notes."""
    root = TagBranch("")
    for note in notes:
        for tag in note.tags:
            _add(root, tag, note)
    for branch in root.every():
        branch.name = max(branch.spellings, key=lambda spelling: (branch.spellings[spelling], spelling))
    return root


def _add(root: TagBranch, tag: str, note: Note) -> None:
    branch = root
    for part in tag.split("/"):
        name = part.strip()
        if not name:
            continue
        key = comparable(name)
        if key not in branch.below:
            branch.below[key] = TagBranch(f"{branch.key}/{key}".strip("/"), parent=branch if branch is not root else None)
        branch = branch.below[key]
        branch.spellings[name] += 1
        branch.all_notes[note.path] = note
    if branch is not root and (not branch.notes or branch.notes[-1] is not note):
        branch.notes.append(note)
