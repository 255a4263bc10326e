"""Glob patterns for paths in the vault, as `.gitignore` and MkDocs' `exclude_docs` read them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pathspec import GitIgnoreSpec

from mkdocs_vault.vault.paths import VaultPath, comparable


def matcher(patterns: Iterable[str]) -> Callable[[VaultPath], bool]:
    """A function that tells whether a path matches: `Private/`, `*.png`, `2024/**/draft-?.md`, `!Private/About.md`.

    Paths outside the vault never match. Case and Unicode form don't matter, as for links: a folder that is spelled in another way is not
    published by mistake.
    Raises ValueError for a pattern that means nothing.
    """
    lines = [comparable(pattern) for pattern in patterns]
    spec = GitIgnoreSpec.from_lines(lines)
    return lambda path: bool(lines) and not path.is_outside and spec.match_file(path.key)
