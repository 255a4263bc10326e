"""A note -> the content of its page, what plays on it, and what was wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mkdocs_vault.diagnostics import Diagnostic
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.website.filling.embedded_players import hidden_players, note_stamps_of_embed
from mkdocs_vault.website.filling.embeds import MARK
from mkdocs_vault.website.filling.footnotes import footnote_list
from mkdocs_vault.website.filling.moments import PageMoments
from mkdocs_vault.website.filling.players import NO_PLAYERS, Players
from mkdocs_vault.website.filling.reading import DeferredEmbed, Page, Reading
from mkdocs_vault.website.filling.slots import filled, filled_body
from mkdocs_vault.website.site import Site


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of the page itself: its level, its text, its id. `is_title` says that it opens the page as its title."""

    level: int
    title: str
    anchor: str
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class FilledNote:
    """What a page needs of its note. `anchors` are all ids that links may lead to, `moments` those that only the page could tell."""

    html: str
    toc: tuple[TocEntry, ...] = ()
    anchors: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    players: Players = NO_PLAYERS
    moments: PageMoments = field(default_factory=dict)


def fill_note(note: Note, site: Site) -> FilledNote:
    """The content of a note's page. The note may be a version of its own: another plugin may have changed the text of the vault's."""
    body = site.bodies.body(note)
    page = Page(site, note)
    reading = Reading(page, note, body, chain=((note.path, ""),))
    html = filled_body(body, reading)
    if reading.footnotes.order:
        html += footnote_list(reading, filled_body)
    html = _with_embeds(html, page)
    if page.embedded_players:
        html += hidden_players(html, reading.players, page)
    toc = tuple(_toc(note, first_is_title=body.first_is_title))
    anchors = frozenset([entry.anchor for entry in toc] + [block.anchor for block in note.blocks])
    return FilledNote(html, toc, anchors, tuple(page.diagnostics), reading.players, page.moments)


def _toc(note: Note, *, first_is_title: bool) -> Iterator[TocEntry]:
    for number, heading in enumerate(note.headings):
        yield TocEntry(heading.level, heading.text, heading.anchor, is_title=first_is_title and number == 0)


def _with_embeds(html: str, page: Page) -> str:
    """The HTML with every mark replaced by the embed that it stands for; embeds may bring further ones."""
    printed = [_embedded(deferred) for deferred in page.deferred]  # which grows meanwhile: embeds bring further ones
    for number in range(len(printed) - 1, -1, -1):
        printed[number] = _replaced(printed[number], printed)
    return _replaced(html, printed)


def _embedded(deferred: DeferredEmbed) -> str:
    reading = deferred.reading
    html = filled(deferred.texts, deferred.slots, reading)
    note_stamps_of_embed(html, reading.note, reading.players, reading.page)
    still_open = "".join(f"</{name}>" for name in reversed(reading.raw_open or ()))
    footnotes = footnote_list(reading, filled_body) if reading.footnotes.order else ""
    return f"{deferred.before}{html}{still_open}{deferred.after}{footnotes}"


def _replaced(html: str, printed: list[str]) -> str:
    """An embed only holds marks of later ones, so those are filled already."""
    if MARK not in html:
        return html
    pieces = html.split(MARK)
    return "".join(printed[int(piece)] if index % 2 else piece for index, piece in enumerate(pieces))
