"""Pages that lead on: from the address that a permalink left, from old paths among the aliases, from the site's root to its first note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from urllib.parse import quote

from mkdocs_vault.note.permalinks import permalink_problem
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.website.address_book import fitting
from mkdocs_vault.website.address_plan import AddressPlan
from mkdocs_vault.website.routes import INDEX, Route, relative_address
from mkdocs_vault.website.site_files import SiteFile

NAMES_OF_FIRST_NOTES = ("home", "welcome", "start", "start here", "main", "moc")
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="robots" content="noindex">
<link rel="canonical" href="{address}">
<meta http-equiv="refresh" content="0; url={address}">
</head>
<body><a href="{address}">{title}</a></body>
</html>
"""


def redirects(notes: Iterable[tuple[Note, Route]], plan: AddressPlan) -> Iterator[SiteFile]:
    """The redirects of all notes, wherever nothing else has that address (Obsidian help, Permalinks)."""
    pairs = sorted(notes, key=lambda item: item[0].path)
    for note, route in pairs:
        for file in _old_files(note, plan):
            if not plan.book.owner(file):
                plan.book.claim(file, note.path)
                yield _redirect(file, note, route)
    if pairs and not plan.folder and not plan.book.owner(INDEX):
        yield _redirect(INDEX, *min(pairs, key=_rank_as_first))


def _old_files(note: Note, plan: AddressPlan) -> Iterator[str]:
    if note.path in plan.left:
        yield fitting(plan.left[note.path])
    for alias in note.properties.aliases:
        path = alias.removesuffix(".md")
        if "/" in path and not permalink_problem(path):
            yield fitting(plan.page_file(path))


def _rank_as_first(pair: tuple[Note, Route]) -> tuple[int, int, str]:
    """Notes that are named as first notes are, then those nearest to the root, then by path."""
    path = pair[0].path
    name = path.stem.lower()
    rank = NAMES_OF_FIRST_NOTES.index(name) if name in NAMES_OF_FIRST_NOTES else len(NAMES_OF_FIRST_NOTES)
    return rank if "/" not in path else len(NAMES_OF_FIRST_NOTES), path.count("/"), path


def _redirect(file: str, note: Note, route: Route) -> SiteFile:
    return SiteFile(file, PAGE.format(title=escape(note.title), address=escape(relative_address(route.url, quote(file)))))
