"""A note -> the content of its page, its table of contents, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_vault.diagnostics import Diagnostic, SourcePosition
from mkdocs_vault.render.context import Context, Page, RenderSite
from mkdocs_vault.render.embeds import MARK
from mkdocs_vault.render.footnotes import footnote_list, footnotes_of
from mkdocs_vault.render.html import blocks
from mkdocs_vault.render.moments import MomentGroup, moment_groups
from mkdocs_vault.render.players import NO_PLAYERS, Players
from mkdocs_vault.syntax.document import Document
from mkdocs_vault.syntax.nodes import Timestamp
from mkdocs_vault.syntax.parse import parse
from mkdocs_vault.syntax.timestamp_repair import MAY_BE_SHIFTED, repair_timestamps
from mkdocs_vault.syntax.timestamps import mark_bare_timestamps
from mkdocs_vault.syntax.walk import walk
from mkdocs_vault.vault.facts import outline
from mkdocs_vault.vault.notes import Note


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of the page itself: its level, its text, its id."""

    level: int
    title: str
    anchor: str


@dataclass(frozen=True, slots=True)
class RenderedNote:
    """What a page needs. `anchors` are all ids that links may lead to."""

    html: str
    toc: tuple[TocEntry, ...]
    anchors: frozenset[str]
    diagnostics: tuple[Diagnostic, ...]
    uses_math_fallback: bool = False
    players: Players = NO_PLAYERS
    moments: tuple[MomentGroup, ...] = ()


def render_note(note: Note, site: RenderSite, *, document: Document | None = None) -> RenderedNote:
    """The page of a note; `document` is the tree where another plugin changed the text, else the note's own is parsed."""
    changed = document is not None
    document = document or parse(note.text)
    headings = outline(document) if changed else note.headings
    context = Context(
        page=Page(site, note),
        note=note,
        document=document,
        anchors={heading.offset: heading.anchor for heading in headings},
        chain=((note.path, ""),),
        footnotes=footnotes_of(document),
    )
    html = finished(content(context), context.page)
    toc = tuple(TocEntry(heading.level, heading.text, heading.anchor) for heading in headings)
    anchors = frozenset([entry.anchor for entry in toc] + [block.anchor for block in note.blocks])
    problems = _problems(document, note)
    moments = moment_groups(context.page.moments, document, headings)
    diagnostics = (*problems, *context.page.diagnostics)
    return RenderedNote(html, toc, anchors, diagnostics, context.page.uses_math_fallback, context.players, moments)


def content(context: Context) -> str:
    """The blocks of the note being read, and its footnotes; embeds are still marks."""
    _read_timestamps(context)
    html = blocks(context.document.blocks, context)
    return html + (footnote_list(context, blocks) if context.footnotes.order else "")


def finished(html: str, page: Page) -> str:
    """The HTML with every mark replaced by the embed that it stands for; embeds may bring further ones."""
    rendered: list[str] = []
    for deferred in page.deferred:  # grows while embeds in embeds are found
        context = deferred.context
        _read_timestamps(context)
        part = blocks(deferred.blocks, context)
        rendered.append(part + (footnote_list(context, blocks) if context.footnotes.order else ""))
    for number in range(len(rendered) - 1, -1, -1):
        rendered[number] = _filled(rendered[number], rendered)
    return _filled(html, rendered)


def _filled(html: str, rendered: list[str]) -> str:
    """An embed only holds marks of later ones, so those are filled already."""
    if MARK not in html:
        return html
    pieces = html.split(MARK)
    return "".join(rendered[int(piece)] if index % 2 else piece for index, piece in enumerate(pieces))


def _read_timestamps(context: Context) -> None:
    """Find the stamps without markup where the site asks for it, and read those in the wrong unit as they are meant."""
    if context.site.bare_timestamps:
        mark_bare_timestamps(context.document.blocks)
    if not MAY_BE_SHIFTED.search(context.document.source.data):
        return
    stamps = [node for node in walk(context.document.blocks) if isinstance(node, Timestamp)]
    repair_timestamps(stamps, context.note.properties.duration)


def _problems(document: Document, note: Note) -> list[Diagnostic]:
    found = []
    for problem in document.problems:
        line, column = document.source.line_and_column(problem.offset)
        position = SourcePosition(str(note.path), line, column)
        found.append(Diagnostic(problem.code, position, problem.message, problem.written, problem.guess))
    return found
