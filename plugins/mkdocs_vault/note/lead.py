"""The first sentences of a note: what a page says of itself to search engines, and to whoever is given its address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from mkdocs_vault.note.addresses import is_external, scheme
from mkdocs_vault.note.body.videos import is_post
from mkdocs_vault.note.compiled import LeadSentence, OutsidePicture
from mkdocs_vault.note.sentences import SENTENCE_END
from mkdocs_vault.note.youtube import youtube_id
from mkdocs_vault.syntax import nodes
from mkdocs_vault.syntax.document import Document
from mkdocs_vault.syntax.walk import plain_text, shown_target, walk

ENOUGH_CHARACTERS = 320
"""Twice what a description holds: some sentences may turn out to be about notes that nobody may see."""
MOST_SENTENCES = 16
LONGEST_SENTENCE = 400
PARAGRAPHS_LOOKED_AT = 12
SHORTEST = 20
"""A paragraph with fewer characters of its own, and no end of a sentence, is a label, or a line of tags and links."""
_LINE_BREAK = re.compile(r"<br\s*/?>\Z", re.IGNORECASE)
_HTML_LINK = re.compile(r"<a\s", re.IGNORECASE)
_TEX = re.compile(r"[\\^_{}]")
_ENDS_A_SENTENCE = re.compile(r"[.!?\u2026\u3002\uff01\uff1f][\"'\u201d\u2019)\]]*\Z")
_STRAY_SPACE = re.compile(r"\s+(?=[.,;!?\u3002\uff0c])")
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_NOT_SAID = nodes.Embed | nodes.Image | nodes.Timestamp | nodes.InlineFootnote | nodes.FootnoteReference | nodes.TemplateCommand
_TOLD_BY_APP = "obsidian"


def lead(document: Document) -> tuple[LeadSentence, ...]:
    """The first sentences of a note as plain text, each with the files that its words link to; none where no paragraph says anything."""
    for paragraphs in (_of(document.blocks), _of(walk(document.blocks))):
        flats = [_Flat(paragraph.children) for paragraph in paragraphs]
        said = [flat for flat in flats if flat.is_said] or _most_said(flats)
        if said:
            return tuple(_as_many_as_needed(sentence for flat in said for sentence in flat.sentences()))
    return ()


def first_outside_picture(images: Iterable[nodes.Image]) -> OutsidePicture | None:
    """The first picture of a note that lies on another site; a player or a post is none."""
    for image in images:
        if scheme(image.target) in {"http", "https"} and not youtube_id(image.target) and not is_post(image.target):
            return OutsidePicture(image.target, image.start)
    return None


def _most_said(flats: Sequence[_Flat]) -> list[_Flat]:
    most = max(flats, key=lambda flat: flat.own_characters, default=None)
    return [most] if most and most.own_characters else []


def _of(blocks: Iterable[nodes.Node]) -> list[nodes.Paragraph]:
    return list(islice((block for block in blocks if isinstance(block, nodes.Paragraph)), PARAGRAPHS_LOOKED_AT))


def _as_many_as_needed(sentences: Iterable[LeadSentence]) -> Iterator[LeadSentence]:
    characters = 0
    for sentence in islice(sentences, MOST_SENTENCES):
        yield sentence
        characters += 0 if sentence.links or sentence.is_doubtful else len(sentence.text)
        if characters >= ENOUGH_CHARACTERS:
            return


class _Flat:
    """The plain text of a paragraph, and where in it links stand."""

    def __init__(self, children: Sequence[nodes.Node]) -> None:
        """Iterative: depth costs no stack."""
        self._links: list[tuple[int, int, str, bool]] = []
        self._doubtful: list[int] = []
        self.own_characters = 0
        parts: list[str] = []
        length = 0
        for node in _shown(children):
            own = self._words_of(node, length)
            parts.append(own)
            length += len(own)
            if isinstance(node, nodes.Text | nodes.Code):
                self.own_characters += len(own.strip())
        self.text = "".join(parts)

    @property
    def is_said(self) -> bool:
        """Whether the paragraph says something in words of its own."""
        ends = _ENDS_A_SENTENCE.search(self.text.strip()) and self.own_characters > 1
        return self.own_characters >= SHORTEST or bool(ends)

    def sentences(self) -> Iterator[LeadSentence]:
        """Each sentence with the space after it, so that they are put together as they were written; a paragraph ends with a space."""
        start = 0
        ends = [match.end() for match in SENTENCE_END.finditer(self.text)]
        for end in (*ends, len(self.text)):
            text = self.text[start:end]
            if text.strip():
                yield self._sentence(text, start, end, is_last=not self.text[end:].strip())
            start = end

    def _sentence(self, text: str, start: int, end: int, *, is_last: bool) -> LeadSentence:
        links = tuple((target, markdown) for begin, stop, target, markdown in self._links if begin < end and stop > start)
        space = " " if is_last or self.text[end : end + 1].isspace() else ""
        doubtful = any(start <= place < end for place in self._doubtful)
        return LeadSentence(f"{_tidy(text[:LONGEST_SENTENCE])}{space}", links, doubtful)

    def _words_of(self, node: nodes.Node, place: int) -> str:
        """The words of a node, those of a link with all that is in it."""
        match node:
            case nodes.Text() | nodes.Code():
                return node.text
            case nodes.Math():
                return "…" if _TEX.search(node.tex) else node.tex
            case nodes.Tag():
                return f"#{node.name}"
            case nodes.WikiLink() | nodes.Link():
                return self._words_of_link(node, place)
            case nodes.InlineHtml() if _HTML_LINK.match(node.html):
                self._doubtful.append(place)
            case nodes.SoftBreak() | nodes.HardBreak() | nodes.InlineHtml():
                return " " if not isinstance(node, nodes.InlineHtml) or _LINE_BREAK.match(node.html) else ""
        return ""

    def _words_of_link(self, node: nodes.WikiLink | nodes.Link, place: int) -> str:
        words = plain_text(node.children)
        if isinstance(node, nodes.WikiLink):
            words = words or shown_target(node.target, node.subpath)
            target = node.target
        elif scheme(node.target) == _TOLD_BY_APP:
            self._doubtful.append(place)
            return words
        else:
            target = "" if is_external(node.target) else node.target.partition("#")[0].strip()
        if target:
            self._links.append((place, place + max(len(words), 1), target, isinstance(node, nodes.Link)))
        return words


def _shown(children: Sequence[nodes.Node]) -> Iterator[nodes.Node]:
    """What a paragraph says, in its order: links as a whole, nothing of pictures, notes, stamps and templates."""
    pending = [iter(children)]
    while pending:
        for node in pending[-1]:
            if isinstance(node, _NOT_SAID):
                continue
            yield node
            below = getattr(node, "children", None)
            if below and not isinstance(node, nodes.WikiLink | nodes.Link):
                pending.append(iter(below))
                break
        else:
            pending.pop()


def _tidy(text: str) -> str:
    """White space collapsed, and none of it before a full stop that followed something which is left out."""
    return _STRAY_SPACE.sub("", " ".join(_EMPTY_BRACKETS.sub("", text).split()))
