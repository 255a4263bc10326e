"""A note's tree -> its facts: headings, blocks, links with their sentences, tags, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.note.addresses import is_external
from mkdocs_vault.note.anchors import UniqueAnchors, block_anchor
from mkdocs_vault.note.compiled import Block, Heading, LinkKind, OutgoingLink, Passage
from mkdocs_vault.note.flat_texts import Container, FlatTexts, inline_of
from mkdocs_vault.note.misplaced_properties import doubt_about_publishing, problem_of_misplaced_properties
from mkdocs_vault.note.names import comparable
from mkdocs_vault.note.problems import Problem
from mkdocs_vault.note.properties import Properties, read_properties
from mkdocs_vault.note.python_markdown import python_markdown_in
from mkdocs_vault.note.sentences import FlatText
from mkdocs_vault.note.stamps import Stamp
from mkdocs_vault.note.titles import text_of_heading
from mkdocs_vault.syntax import nodes
from mkdocs_vault.syntax.clocks import clock_of
from mkdocs_vault.syntax.document import Document
from mkdocs_vault.syntax.walk import plain_text, shown_target, walk

_SIZE = re.compile(r"\d+(?:x\d+)?\Z", re.ASCII)
_CONFLICT_BEGINS = re.compile(rb"^<{7} ", re.MULTILINE)
_CONFLICT_ENDS = re.compile(rb"^>{7} ", re.MULTILINE)
_HTML_ADDRESS = re.compile(r"""\b(?:src|srcset|href|poster|data)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>=]+))""", re.IGNORECASE)
_FRAME = re.compile(r"""<iframe\b[^<>]*?\ssrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_DATA = re.compile(r"data\s*=")
_NOT_SEARCHED = nodes.WikiLink | nodes.Link | nodes.Image | nodes.Code | nodes.Math | nodes.Tag | nodes.Timestamp | nodes.TemplateCommand
_HIDDEN = "\0"

Linking = nodes.WikiLink | nodes.Embed | nodes.Link | nodes.Image


@dataclass(slots=True)
class Found:
    """What one walk through a document finds. Inline nodes come right after the block that holds them, before any other block does.

    `rows` are those of tables by the `id` of each of their cells, `shown_addresses` those of images and frames,
    `addresses_of_moments` those of links such as `[1:30](https://youtu.be/aircAruvnKk#t=90)`.
    """

    headings: list[Heading] = field(default_factory=list)
    blocks: dict[str, Block] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    linking: list[tuple[Container, list[Linking]]] = field(default_factory=list)
    containers: list[Container] = field(default_factory=list)
    footnotes: dict[str, nodes.FootnoteDefinition] = field(default_factory=dict)
    images: list[nodes.Image] = field(default_factory=list)
    shown_addresses: list[str] = field(default_factory=list)
    addresses_of_moments: list[str] = field(default_factory=list)
    stamps: list[nodes.Timestamp] = field(default_factory=list)
    rows: dict[int, nodes.TableRow] = field(default_factory=dict)
    anchors_of_moments: dict[int, tuple[Container, nodes.Node]] = field(default_factory=dict)
    anchors: UniqueAnchors = field(default_factory=UniqueAnchors)

    def add_block(self, node: nodes.BlockNode) -> None:
        """A block, before its children."""
        if node.block_id:
            self.blocks.setdefault(node.block_id.lower(), Block(node.block_id, block_anchor(node.block_id), node.start))
        if isinstance(node, Container):
            self.containers.append(node)
        if isinstance(node, nodes.HtmlBlock):
            self.add_frames(node.html)
        elif isinstance(node, nodes.Heading):
            self.headings.append(self._heading(node))
        elif isinstance(node, nodes.TableRow):
            self.rows.update((id(cell), node) for cell in node.children)
        elif isinstance(node, nodes.CodeBlock):
            self.code.append((node.start, node.end))
        elif isinstance(node, nodes.FootnoteDefinition):
            self.footnotes.setdefault(node.label.casefold(), node)

    def add_link(self, node: Linking) -> None:
        """A link, kept with those of the same block."""
        if isinstance(node, nodes.Image):
            self.images.append(node)
            self.shown_addresses.append(node.target)
        if not self.containers:
            return
        container = self.containers[-1]
        self.anchors_of_moments[node.start] = container, node
        if isinstance(node, nodes.Link) and "#t=" in node.target and "youtu" in node.target and clock_of(plain_text(node.children)):
            self.addresses_of_moments.append(node.target)
        if not _is_internal(node):
            return
        if not self.linking or self.linking[-1][0] is not container:
            self.linking.append((container, []))
        self.linking[-1][1].append(node)

    def add_frames(self, html: str) -> None:
        """The addresses of the frames in raw HTML: some show videos."""
        self.shown_addresses += [unescape(match[1] or match[2] or match[3]) for match in _FRAME.finditer(html)]

    def add_stamp(self, node: nodes.Timestamp) -> None:
        """A time stamp."""
        self.stamps.append(node)
        if self.containers:
            self.anchors_of_moments[node.start] = self.containers[-1], node

    def _heading(self, node: nodes.Heading) -> Heading:
        text = text_of_heading(node)
        return Heading(node.level, text, node.source, self.anchors.take(text), node.start)


def found_in(document: Document) -> Found:
    """What a document holds, from one walk through it."""
    found = Found()
    for node in walk(document.blocks):
        if isinstance(node, nodes.Text):  # first, since most nodes are
            continue
        if isinstance(node, nodes.BlockNode):
            found.add_block(node)
        elif isinstance(node, Linking):
            found.add_link(node)
        elif isinstance(node, nodes.Timestamp):
            found.add_stamp(node)
        elif isinstance(node, nodes.Tag):
            found.tags.append(node.name)
        elif isinstance(node, nodes.InlineHtml):
            found.add_frames(node.html)
    return found


def stamps_of(found: Found) -> list[Stamp]:
    """The time stamps of the text that can be read, in its order."""
    return [Stamp(node.start, *node.clock) for node in found.stamps if node.clock is not None]


def properties_of(document: Document) -> tuple[Properties, tuple[Problem, ...]]:
    """A note's properties, and what is wrong with them; lines that look like misplaced ones decide about publishing, too."""
    properties, problems = read_properties(document.front_matter)
    if document.front_matter is None and (doubt := doubt_about_publishing(document.source.text)):
        return Properties(publish=False, doubt=doubt), problems
    return properties, problems


def links_of(document: Document, found: Found, flats: FlatTexts) -> Iterator[OutgoingLink]:
    """The links of the text in its order, each with the sentence that it stands in."""
    for container, linking in found.linking:
        flat = flats.of(container)
        for node in linking:
            line, column = document.source.line_and_column(node.start)
            kind, target, subpath = _written(node)
            text = _shown(node, flat) or shown_target(target, subpath)
            sentence, place = flat.sentence_around(node)
            yield OutgoingLink(kind, target, subpath, text, sentence, node.start, line, column, place)


def _is_internal(node: Linking) -> bool:
    if isinstance(node, nodes.WikiLink | nodes.Embed):
        return not (isinstance(node, nodes.Embed) and is_external(node.target))
    return not is_external(node.target) and bool(node.target) and not (isinstance(node, nodes.Link) and node.autolink)


def _written(node: Linking) -> tuple[LinkKind, str, str]:
    match node:
        case nodes.WikiLink():
            return LinkKind.WIKI, node.target, node.subpath
        case nodes.Embed():
            return LinkKind.EMBED, node.target, node.subpath
        case nodes.Link() | nodes.Image():
            target, _, subpath = node.target.partition("#")
            kind = LinkKind.MARKDOWN if isinstance(node, nodes.Link) else LinkKind.MARKDOWN_EMBED
            return kind, target.strip(), subpath.strip()


def _shown(node: Linking, flat: FlatText) -> str:
    """The words that a link gives itself; a size is none."""
    if isinstance(node, nodes.Embed):
        return next((label for label in node.labels if label and not _SIZE.match(label)), "")
    text = flat.of(node)
    words, bar, size = text.rpartition("|")
    return words if bar and isinstance(node, nodes.Image) and _SIZE.match(size) else text


def each_once(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags differ in more than case; the first spelling is kept."""
    first: dict[str, str] = {}
    for tag in tags:
        first.setdefault(comparable(tag), tag)
    return tuple(first.values())


def problems_of_text(document: Document, found: Found) -> Iterator[Problem]:
    """What is wrong with a note's text: marks of git, properties where none are read, and what the parser noticed."""
    text = document.source.text
    if document.front_matter is None and (problem := problem_of_misplaced_properties(text)):
        yield Problem(DiagnosticCode.PROPERTIES_UNREADABLE, 1, 1, problem)
    begins = _CONFLICT_BEGINS.search(document.source.data)
    if begins and _CONFLICT_ENDS.search(document.source.data, begins.end()):
        offset = begins.start()
        if not any(start <= offset < end for start, end in found.code):
            line, column = document.source.line_and_column(offset)
            yield Problem(DiagnosticCode.CONFLICT_MARKER, line, column, "this note holds the marks of an unfinished git merge")
    for noticed in (*document.problems, *python_markdown_in(document, found.containers)):
        line, column = document.source.line_and_column(noticed.offset)
        yield Problem(noticed.code, line, column, noticed.message, noticed.written, noticed.guess)


def html_targets(text: str) -> tuple[str, ...]:
    """The files that raw HTML in a text may name, decoded, each once."""
    if "<" not in text:
        return ()
    lower = text.lower()
    if not ("src" in lower or "href" in lower or "poster" in lower or _DATA.search(lower)):
        return ()
    return tuple(dict.fromkeys(_html_targets(text)))


def _html_targets(text: str) -> Iterator[str]:
    for match in _HTML_ADDRESS.finditer(text):
        written = unescape(match[1] or match[2] or match[3] or "").strip()
        candidates = [written, *(part.split()[0] for part in written.split(",") if part.split())]
        for candidate in dict.fromkeys(candidates):
            target = candidate.partition("#")[0].partition("?")[0]
            if target and not is_external(target):
                yield target


def passages_of(found: Found, flats: FlatTexts) -> Iterator[Passage]:
    """The text of all blocks, piece by piece, for finding names in it that are no links."""
    for container in found.containers:
        flat = flats.of(container)
        pieces: list[str] = []
        done = 0
        for node in walk(inline_of(container)):
            if isinstance(node, _NOT_SEARCHED):
                start, end = flat.span(node)
                if start >= done:
                    pieces += (flat.text[done:start], _HIDDEN * (end - start))
                    done = end
        yield Passage(container.start, flat.text, "".join([*pieces, flat.text[done:]]))
