"""Obsidian's "Excluded files" (`userIgnoreFilters`): which files the app leaves out of search, graph and unlinked mentions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mkdocs_vault.vault.paths import VaultPath, comparable

LONGEST_FILTER = 200
MOST_REPETITIONS = 3
"""Without an end that are written in a filter: each multiplies the time that a hostile one can take."""
_EXPRESSION = re.compile(r"/(.+)/\Z", re.DOTALL)
_REPEATS = re.compile(r"(?<!\\)(?:[*+]|\{\d*,\})")
_NESTS_OR_REFERS = re.compile(r"\)(?:[*+]|\{)|\\[1-9]|\\k<|\(\?(?![:=!])")
"""A group that is repeated, or what only an engine that tries everything can do."""


@dataclass(frozen=True, slots=True)
class ExcludedFiles:
    """Asks whether a file is excluded; `refused` are the filters that are not read."""

    matches: tuple[Callable[[str], object], ...] = ()
    refused: tuple[str, ...] = ()

    def holds(self, path: VaultPath) -> bool:
        """Whether a filter names the file."""
        key = path.key
        return any(match(key) for match in self.matches)


def excluded_files(filters: Iterable[str]) -> ExcludedFiles:
    """What these filters name: a filter is the beginning of paths, or a regular expression between slashes, in any case."""
    matches: list[Callable[[str], object]] = []
    refused: list[str] = []
    for written in filters:
        if not written.strip():
            continue
        if expression := _EXPRESSION.match(written):
            pattern = _pattern(expression[1])
            refused += [] if pattern else [written]
            matches += [pattern.search] if pattern else []
        else:
            matches.append(_beginning(comparable(written)))
    return ExcludedFiles(tuple(matches), tuple(refused))


def _beginning(start: str) -> Callable[[str], object]:
    return lambda key: key.startswith(start)


def _pattern(written: str) -> re.Pattern[str] | None:
    """The expression as Python reads it, which is as JavaScript does but for rarities; None for one that may take for ever, or is none."""
    expression = written.replace(r"\/", "/")
    is_tame = len(expression) <= LONGEST_FILTER and len(_REPEATS.findall(expression)) <= MOST_REPETITIONS
    if not is_tame or _NESTS_OR_REFERS.search(expression):
        return None
    try:
        return re.compile(expression, re.IGNORECASE)
    except (re.error, OverflowError, RecursionError):
        return None
