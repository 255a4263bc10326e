"""Which notes are linked with one note, found from its own links and those that lead to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.note_graph import NoteGraph
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.visibility import Vault

LinkingNotes = Callable[[VaultPath], Iterable[VaultPath]]
"""The notes that link to a note, in the order of their paths."""


@dataclass(frozen=True)
class Neighbours:
    """Answers for one note at a time. It keeps its answers: it has to `forget` them when a link changes; for other notes make another."""

    vault: Vault
    index: LinkIndex
    linking: LinkingNotes
    _known: dict[VaultPath, tuple[VaultPath, ...]] = field(default_factory=dict)

    def of(self, path: VaultPath) -> tuple[VaultPath, ...]:
        """The notes that a note links to, in the order of its text, then those that link to it. Nothing else of the vault is read."""
        found = self._known.get(path)
        if found is None:
            linked = (*self._linked(self.vault.notes[path]), *self.linking(path)) if self._is_drawn(path) else ()
            found = self._known[path] = tuple(filter(self._is_drawn, dict.fromkeys(linked)))
        return found

    def forget(self) -> None:
        """Find all answers again."""
        self._known.clear()

    def graph(self) -> NoteGraph:
        """All notes that stand in graphs, with their neighbours. Linear."""
        notes = tuple(self.vault.notes[path] for path in sorted(self.vault.notes) if self._is_drawn(path))
        return NoteGraph(notes, {note.path: self.of(note.path) for note in notes})

    def _is_drawn(self, path: VaultPath) -> bool:
        return self.vault.standing(path).drawn

    def _linked(self, note: Note) -> Iterable[VaultPath]:
        for link in note.links:
            file = self.index.resolve_link(link.target, link.subpath, note.path, markdown=link.kind.is_markdown).file
            if isinstance(file, Note) and file.path != note.path:
                yield file.path
