"""Pages that lead on: from the address that a permalink left, from old paths among the aliases, from the site's root to its first note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_relative_url

from mkdocs_vault.hosts.mkdocs.address_book import fitting
from mkdocs_vault.note.permalinks import permalink_problem

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from mkdocs_vault.hosts.mkdocs.addresses import AddressPlan
    from mkdocs_vault.vault.notes import Note

HOME = "index.html"
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


def redirect_files(notes: Iterable[tuple[Note, File]], plan: AddressPlan, config: MkDocsConfig) -> Iterator[File]:
    """The redirects of all notes, wherever nothing else has that address (Obsidian help, Permalinks)."""
    pairs = sorted(notes, key=lambda item: item[0].path)
    for note, file in pairs:
        for address in _old_addresses(note, file, plan):
            if not plan.book.owner(address):
                plan.book.claim(address, note.path)
                yield _redirect(address, note, file, config)
    if pairs and not plan.folder and not plan.book.owner(HOME):
        yield _redirect(HOME, *min(pairs, key=_rank_as_first), config)


def _old_addresses(note: Note, file: File, plan: AddressPlan) -> Iterator[str]:
    if note.path in plan.left:
        yield fitting(plan.left[note.path])
    for alias in note.properties.aliases:
        path = alias.removesuffix(".md")
        if "/" in path and not permalink_problem(path):
            yield fitting(plan.page_address(path, file))


def _rank_as_first(pair: tuple[Note, File]) -> tuple[int, int, str]:
    """Notes that are named as first notes are, then those nearest to the root, then by path."""
    path = pair[0].path
    name = path.stem.lower()
    rank = NAMES_OF_FIRST_NOTES.index(name) if name in NAMES_OF_FIRST_NOTES else len(NAMES_OF_FIRST_NOTES)
    return rank if "/" not in path else len(NAMES_OF_FIRST_NOTES), path.count("/"), path


def _redirect(address: str, note: Note, file: File, config: MkDocsConfig) -> File:
    page = PAGE.format(title=escape(note.title), address=escape(get_relative_url(file.url, quote(address))))
    redirect = File(address, None, config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.INCLUDED)
    redirect.generated_by = "vault"
    redirect.content_string = page
    return redirect
