"""Where a public note stands: on its own page always, in lists, search and graph unless its author says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_vault.note.permission import YES
from mkdocs_vault.note.properties import Properties
from mkdocs_vault.vault.excluded_files import ExcludedFiles
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a note may be found.

    `listed`: navigation, pages of folders and tags, recent notes, names for lost readers. `searched`: the search. `drawn`: the graphs.
    `mentioning`: as one that names others without a link. `referring`: as one that links to others or is related to them.
    `announced`: the site map, feeds, and engines that ask whether they may list a page.
    """

    listed: bool = True
    searched: bool = True
    drawn: bool = True
    mentioning: bool = True
    referring: bool = True
    announced: bool = True


EVERYWHERE = Standing()
UNLISTED = Standing(listed=False, searched=False, drawn=False, mentioning=False, referring=False, announced=False)
"""Of a note with `unlisted: true`, as Quartz has it: whoever knows its address reads it."""


def standings(notes: Mapping[VaultPath, Note], excluded: ExcludedFiles) -> dict[VaultPath, Standing]:
    """Where those notes stand that don't stand everywhere; linear."""
    found: dict[VaultPath, Standing] = {}
    for path, note in notes.items():
        standing = _standing(note.properties, is_excluded=excluded.holds(path))
        if standing != EVERYWHERE:
            found[path] = standing
    return found


def _standing(properties: Properties, *, is_excluded: bool) -> Standing:
    if says_yes(properties, "unlisted"):
        return UNLISTED
    return Standing(
        listed=not says_yes(properties, "dg-hide"),
        searched=not is_excluded,
        drawn=not (is_excluded or says_yes(properties, "dg-hide-in-graph")),
        mentioning=not is_excluded,
    )


def says_yes(properties: Properties, name: str) -> bool:
    """Whether a property of this name, in any case, is a yes as its author may write it."""
    values = [value for written, value in properties.others.items() if written.strip().lower() == name]
    return any(value is True or str(value).strip().lower() in YES for value in values)
