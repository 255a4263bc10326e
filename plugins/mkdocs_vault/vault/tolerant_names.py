"""Names that Obsidian would not find: aliases, titles, and names that differ in nothing but `-`, `_`, space and case."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_vault.vault.file_index import Found, by_length, found_among
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import NOTE_SUFFIX, VaultPath, comparable

_SEPARATORS = str.maketrans(dict.fromkeys("-_ ", ""))


def simplified(name: str) -> str:
    """A name without what mkdocs-roamlinks-plugin leaves out of account: `-`, `_`, spaces, case and `.md`."""
    return comparable(name).translate(_SEPARATORS).replace(NOTE_SUFFIX, "")


class TolerantNames:
    """Finds what Obsidian's own rules don't; of several files the one with the shortest path, then the alphabetically first."""

    def __init__(self, paths: Iterable[VaultPath], notes: Iterable[Note]) -> None:
        """Linear in the number of files."""
        self._by_name: dict[str, list[VaultPath]] = {}
        self._by_other_name: dict[str, list[VaultPath]] = {}
        for path in sorted(paths, key=by_length):
            if not path.is_outside:
                self._by_name.setdefault(simplified(path.name), []).append(path)
        in_order = sorted(notes, key=lambda note: by_length(note.path))
        for alias, path in [(alias, note.path) for note in in_order for alias in note.properties.aliases]:
            self._add_other_name(alias, path)
        for note in in_order:
            self._add_other_name(note.title, note.path)

    def find(self, target: str) -> Found | None:
        """The file that was probably meant: by its name, else by an alias, else by a title."""
        return found_among(self._named(target)) or found_among(self._by_other_name.get(comparable(target.strip()), ()))

    def _named(self, target: str) -> Iterable[VaultPath]:
        """Files whose name, and folder where the target gives one, are the target's but for separators and case."""
        folder, _, name = target.strip().strip("/").rpartition("/")
        wanted = simplified(name)
        namesakes = self._by_name.get(wanted, []) if wanted else []
        if not folder:
            return namesakes
        end = f"/{simplified(folder)}"
        return (path for path in namesakes if f"/{simplified(path.parent)}".endswith(end))

    def _add_other_name(self, name: str, path: VaultPath) -> None:
        paths = self._by_other_name.setdefault(comparable(name.strip()), [])
        if path not in paths:
            paths.append(path)
