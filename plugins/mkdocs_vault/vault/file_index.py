"""Which file a name means: Obsidian's rules, in the order it applies them (Obsidian help, Internal links; observed in 1.13.7)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, takewhile
from typing import NamedTuple

from mkdocs_vault.vault.paths import NOTE_SUFFIX, VaultPath, comparable, joined


class Found(NamedTuple):
    """The file that was chosen, and all that it was chosen from where their paths are equally long, so that no rule speaks for it."""

    path: VaultPath
    rivals: tuple[VaultPath, ...] = ()


MAXIMUM_RIVALS = 10
"""As many as a message can name."""


def by_length(path: VaultPath) -> tuple[int, str, str]:
    """Sorts paths: the shortest path string first, then alphabetically."""
    key = path.key
    return len(key), key, path


def found_among(candidates: Iterable[VaultPath]) -> Found | None:
    """The first of candidates in the order of `by_length`, with those that are as long; None where there is none.

    A longer path is no rival: Obsidian takes the shortest one, so its author sees in the app what the site shows.
    """
    candidates = iter(candidates)
    first = next(candidates, None)
    if first is None:
        return None
    length = len(first.key)
    rivals = tuple(islice(takewhile(lambda path: len(path.key) == length, candidates), MAXIMUM_RIVALS - 1))
    return Found(first, (first, *rivals) if rivals else ())


class FileIndex:
    """Finds files by path, by name, and by the end of their path; each look-up takes constant time."""

    def __init__(self, paths: Iterable[VaultPath]) -> None:
        """Linear in the number of paths, whose order doesn't matter. Paths outside the vault are found by relative links alone."""
        self._by_path: dict[str, list[VaultPath]] = {}
        self._by_name: dict[str, list[VaultPath]] = {}
        self._by_suffix: dict[str, dict[str, list[VaultPath]]] = {}
        for (_, key, _), path in sorted((by_length(path), path) for path in paths):
            self._by_path.setdefault(key, []).append(path)
            if not path.is_outside:
                self._by_name.setdefault(key.rpartition("/")[2], []).append(path)

    def find(self, target: str, source: VaultPath, *, markdown: bool = False) -> Found | None:
        """The file that `target` means in a link of the file `source`. A Markdown link may also be a path from `source`'s folder."""
        wanted = comparable(target)
        folder = comparable(source).rpartition("/")[0]
        as_note = self._find_path(wanted + NOTE_SUFFIX, folder, markdown=markdown)
        if as_note or not (markdown or VaultPath(wanted).suffix):
            return as_note
        return self._find_path(wanted, folder, markdown=markdown)

    def named(self, name: str) -> list[VaultPath]:
        """All files with this name, extension and all, the shortest path first."""
        return self._by_name.get(comparable(name), [])

    def _find_path(self, wanted: str, folder: str, *, markdown: bool) -> Found | None:
        if wanted.startswith("/"):
            return self._at(wanted.lstrip("/"))
        if wanted.startswith(("./", "../")):
            return self._at(joined(folder, wanted))
        return (
            self._at(wanted)
            or (self._at(joined(folder, wanted)) if markdown else None)
            or self._in_folder(folder, wanted)
            or found_among(self._ending_with(wanted))
        )

    def _at(self, key: str) -> Found | None:
        paths = self._by_path.get(key)
        return found_among(paths) if paths else None

    def _in_folder(self, folder: str, wanted: str) -> Found | None:
        """A file in the very folder of the link's own note; a folder above or below counts for nothing."""
        path = f"{folder}/{wanted.rpartition('/')[2]}"
        return self._at(path) if path.endswith(f"/{wanted}") else None

    def _ending_with(self, wanted: str) -> list[VaultPath]:
        """All files whose path ends with these whole parts."""
        name = wanted.rpartition("/")[2]
        namesakes = self._by_name.get(name, [])
        if name == wanted:
            return namesakes
        if len(namesakes) <= 1:
            return [path for path in namesakes if path.key.endswith(f"/{wanted}")]
        if name not in self._by_suffix:
            self._by_suffix[name] = _suffixes(namesakes)
        return self._by_suffix[name].get(wanted, [])


def _suffixes(paths: list[VaultPath]) -> dict[str, list[VaultPath]]:
    """Paths by every end of them that begins at a folder, so that many namesakes cost no more than one."""
    found: dict[str, list[VaultPath]] = {}
    for path in paths:
        _, _, rest = path.key.partition("/")
        while "/" in rest:
            found.setdefault(rest, []).append(path)
            _, _, rest = rest.partition("/")
    return found
