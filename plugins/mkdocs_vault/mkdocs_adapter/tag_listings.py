"""The places for lists of tags that Material's `tags` plugin marks in a note.

It replaces its directive in the text by a heading `ID/name { #ID/slug }`, and expects what Python-Markdown makes of it with attribute
lists, in the HTML and in the table of contents. Obsidian has no attribute lists, so those headings are written here.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from mkdocs_vault.render.page import RenderedNote, TocEntry

_MARK = re.compile(r"(?P<id>\S+)/name \{ #(?P=id)/slug \}\Z")


def with_listing_places(rendered: RenderedNote) -> RenderedNote:
    """The note with the headings that mark places for lists as the `tags` plugin looks for them."""
    html = rendered.html
    entries: list[TocEntry] = []
    for entry in rendered.toc:
        match = _MARK.match(entry.title)
        if match:
            place = f"{match['id']}/slug"
            html = _replace_heading(html, entry, place, f"{match['id']}/name")
            entries.append(replace(entry, anchor=place))
        else:
            entries.append(entry)
    return replace(rendered, html=html, toc=tuple(entries))


def _replace_heading(html: str, entry: TocEntry, place: str, name: str) -> str:
    heading = f'<h{entry.level} id="{escape(place)}">{escape(name)}</h{entry.level}>'
    pattern = rf'<h{entry.level}[^>]*\bid="{re.escape(escape(entry.anchor))}"[^>]*>.*?</h{entry.level}>'
    return re.sub(pattern, lambda _: heading, html, count=1, flags=re.DOTALL)
