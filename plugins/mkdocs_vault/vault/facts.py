"""A note's text -> what the vault keeps of it: title, headings, blocks, links with their sentences, tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.syntax import nodes
from mkdocs_vault.syntax.document import Document
from mkdocs_vault.syntax.parse import parse
from mkdocs_vault.syntax.walk import plain_text, shown_target, walk
from mkdocs_vault.vault.addresses import is_external
from mkdocs_vault.vault.anchors import UniqueAnchors, block_anchor
from mkdocs_vault.vault.misplaced_properties import doubt_about_publishing, problem_of_misplaced_properties
from mkdocs_vault.vault.notes import Block, Heading, LinkKind, Note, OutgoingLink
from mkdocs_vault.vault.opening import opening
from mkdocs_vault.vault.paths import VaultPath, comparable
from mkdocs_vault.vault.properties import Properties, read_properties
from mkdocs_vault.vault.property_links import property_links
from mkdocs_vault.vault.sentences import FlatText

_SIZE = re.compile(r"\d+(?:x\d+)?\Z", re.ASCII)
_CONFLICT_BEGINS = re.compile(rb"^<{7} ", re.MULTILINE)
_CONFLICT_ENDS = re.compile(rb"^>{7} ", re.MULTILINE)

Container = nodes.Paragraph | nodes.Heading | nodes.TableCell | nodes.Callout
Linking = nodes.WikiLink | nodes.Embed | nodes.Link | nodes.Image


def note_from(path: VaultPath, text: str, document: Document | None = None) -> tuple[Note, tuple[Diagnostic, ...]]:
    """All that is known of the note at `path`, and what is wrong with it; parses `text` where no document is given. Never raises."""
    document = document or parse(text)
    properties, problems = read_properties(document.front_matter, path)
    if document.front_matter is None and (doubt := doubt_about_publishing(text)):
        properties = properties.model_copy(update={"publish": False, "doubt": doubt})
    found = _found_in(document)
    note = Note(
        path=path,
        text=text,
        properties=properties,
        title=_title(path, properties, document),
        headings=tuple(found.headings),
        blocks=tuple(found.blocks.values()),
        links=(*sorted(property_links(properties, document.source.text), key=_offset), *_links(document, found)),
        tags=_each_once((*properties.tags, *found.tags)),
        opening=opening(document),
    )
    return note, (*problems, *_problems_of_text(path, document, found))


def outline(document: Document) -> tuple[Heading, ...]:
    """The headings of a document in the order of its text, those in quotes, lists and callouts included, each with an id of its own."""
    anchors = UniqueAnchors()
    return tuple(_heading(node, anchors) for node in document.headings)


def _heading(node: nodes.Heading, anchors: UniqueAnchors) -> Heading:
    text = " ".join(plain_text(node.children).split())
    return Heading(node.level, text, node.source, anchors.take(text), node.start)


@dataclass(slots=True)
class _Found:
    """What one walk through a document finds. Inline nodes come right after the block that holds them, before any other block does."""

    headings: list[Heading] = field(default_factory=list)
    blocks: dict[str, Block] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    linking: list[tuple[Container, list[Linking]]] = field(default_factory=list)
    anchors: UniqueAnchors = field(default_factory=UniqueAnchors)
    container: Container | None = None

    def add_block(self, node: nodes.BlockNode) -> None:
        """A block, before its children."""
        if node.block_id:
            self.blocks.setdefault(node.block_id.lower(), Block(node.block_id, block_anchor(node.block_id), node.start))
        if isinstance(node, Container):
            self.container = node
        if isinstance(node, nodes.Heading):
            self.headings.append(_heading(node, self.anchors))
        elif isinstance(node, nodes.CodeBlock):
            self.code.append((node.start, node.end))

    def add_link(self, node: Linking) -> None:
        """A link, kept with those of the same block."""
        if self.container is None or not _is_internal(node):
            return
        if not self.linking or self.linking[-1][0] is not self.container:
            self.linking.append((self.container, []))
        self.linking[-1][1].append(node)


def _found_in(document: Document) -> _Found:
    found = _Found()
    for node in walk(document.blocks):
        if isinstance(node, nodes.Text):  # first, since most nodes are
            continue
        if isinstance(node, nodes.BlockNode):
            found.add_block(node)
        elif isinstance(node, Linking):
            found.add_link(node)
        elif isinstance(node, nodes.Tag):
            found.tags.append(node.name)
    return found


def _offset(link: OutgoingLink) -> int:
    return link.offset


def _is_internal(node: Linking) -> bool:
    if isinstance(node, nodes.WikiLink | nodes.Embed):
        return not (isinstance(node, nodes.Embed) and is_external(node.target))
    return not is_external(node.target) and bool(node.target) and not (isinstance(node, nodes.Link) and node.autolink)


def _links(document: Document, found: _Found) -> Iterator[OutgoingLink]:
    for container, linking in found.linking:
        flat = FlatText(container.title if isinstance(container, nodes.Callout) else container.children)
        for node in linking:
            line, column = document.source.line_and_column(node.start)
            kind, target, subpath = _written(node)
            text = _shown(node, flat) or shown_target(target, subpath)
            sentence, place = flat.sentence_around(node)
            yield OutgoingLink(kind, target, subpath, text, sentence, node.start, line, column, place)


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


def _title(path: VaultPath, properties: Properties, document: Document) -> str:
    """Title property, first heading of level 1 outside of quotes and lists, file name: the first that says anything."""
    headings = (node for node in document.blocks if isinstance(node, nodes.Heading) and node.level == 1)
    texts = (" ".join(plain_text(node.children).split()) for node in headings)
    return properties.title or next(filter(None, texts), "") or path.stem


def _each_once(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags differ in more than case; the first spelling is kept."""
    first: dict[str, str] = {}
    for tag in tags:
        first.setdefault(comparable(tag), tag)
    return tuple(first.values())


def _problems_of_text(path: VaultPath, document: Document, found: _Found) -> Iterator[Diagnostic]:
    text = document.source.text
    if document.front_matter is None and (problem := problem_of_misplaced_properties(text)):
        yield Diagnostic(DiagnosticCode.PROPERTIES_UNREADABLE, SourcePosition(path), problem)
    begins = _CONFLICT_BEGINS.search(document.source.data)
    if begins and _CONFLICT_ENDS.search(document.source.data, begins.end()):
        offset = begins.start()
        if not any(start <= offset < end for start, end in found.code):
            position = SourcePosition(path, *document.source.line_and_column(offset))
            yield Diagnostic(DiagnosticCode.CONFLICT_MARKER, position, "this note holds the marks of an unfinished git merge")
