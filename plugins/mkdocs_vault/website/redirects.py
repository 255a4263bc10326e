"""Pages that lead on: from addresses that permalinks left, old paths among aliases, folders to their notes, the root to a first note."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape
from urllib.parse import quote

from mkdocs_vault.note.permalinks import permalink_problem, without_outer_slashes
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath
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
<script>location.replace(document.querySelector("link[rel=canonical]").href + location.search + location.hash)</script>
<noscript><meta http-equiv="refresh" content="0; url={address}"></noscript>
</head>
<body><a href="{address}">{title}</a></body>
</html>
"""
"""A script takes along what the reader's address has after `?` and `#`. It is the same on every page: a content security policy that allows
inline scripts by their hashes has one hash for them all."""


def redirects(notes: Iterable[tuple[Note, Route]], plan: AddressPlan, may_be_first: Callable[[VaultPath], bool]) -> Iterator[SiteFile]:
    """The redirects of all notes, wherever nothing else has that address (Obsidian help, Permalinks).

    The site's root leads to the first of the notes that `may_be_first`.
    """
    pairs = sorted(notes, key=lambda item: item[0].path)
    for note, route in pairs:
        for file in _old_files(note, plan):
            if not plan.book.owner(file):
                plan.book.claim(file, note.path)
                yield _redirect(file, note.title, route)
    first = _first_note([pair for pair in pairs if may_be_first(pair[0].path)])
    if first and not plan.folder and not plan.book.owner(INDEX):
        note, route = first
        plan.book.claim(INDEX, note.path)
        yield _redirect(INDEX, note.title, route)


def folder_redirects(folders: Iterable[tuple[str, str, Route]], plan: AddressPlan) -> Iterator[SiteFile]:
    """The addresses of folders, given by path on the site and name, that lead to the page of each, where that has another address."""
    for path, name, route in folders:
        file = fitting(f"{path}/{INDEX}")
        if file != route.file and not plan.book.owner(file):
            plan.book.claim(file, route.file)
            yield _redirect(file, name, route)


def _old_files(note: Note, plan: AddressPlan) -> Iterator[str]:
    if note.path in plan.left:
        yield fitting(plan.left[note.path])
    for alias in note.properties.aliases:
        path = alias.removesuffix(".md")
        if "/" in path and not permalink_problem(path):
            yield fitting(plan.page_file(without_outer_slashes(path)))


def _first_note(pairs: Sequence[tuple[Note, Route]]) -> tuple[Note, Route] | None:
    """The note at the top of the vault that has the name of a first note, or the only one of the vault; else none is the first."""
    if len(pairs) == 1:
        return pairs[0]
    at_the_top = {pair[0].path.stem.lower(): pair for pair in reversed(pairs) if "/" not in pair[0].path}
    return next((at_the_top[name] for name in NAMES_OF_FIRST_NOTES if name in at_the_top), None)


def _redirect(file: str, title: str, route: Route) -> SiteFile:
    return SiteFile(file, PAGE.format(title=escape(title), address=escape(relative_address(route.url, quote(file)))))
