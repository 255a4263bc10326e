"""The moments of a note in the order of its text, under the headings that they stand in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from mkdocs_vault.syntax import nodes
from mkdocs_vault.syntax.document import Document
from mkdocs_vault.syntax.walk import walk
from mkdocs_vault.vault.notes import Heading
from mkdocs_vault.vault.sentences import MAXIMUM_CHARACTERS_PER_SIDE, FlatText

MOST_CHARACTERS = 90
_CLOCK = re.compile(r"[\[(]?\b\d{1,3}:\d\d(?::\d\d)?(?!\d)[\])]?(?:\s*[-\u2013\u2014:|]\s+(?=\S))?")
_SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*\s+|[\u3002\uff01\uff1f]")
_EDGES = " \t-\u2013\u2014:|\u2022,;"


class _Words(NamedTuple):
    """The sentence around a moment, and the words since the moment before it."""

    sentence: str
    since: str


_NO_WORDS = _Words("", "")


@dataclass(frozen=True, slots=True)
class PrintedMoment:
    """A link to a moment as it was printed: where it stands in the note, its second, its address ready for an attribute."""

    offset: int
    seconds: int
    address: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with the words around it, as plain text."""

    seconds: int
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class MomentGroup:
    """The moments below one heading; `heading` and `anchor` are empty above the first one."""

    heading: str
    anchor: str
    moments: tuple[Moment, ...]


def moment_groups(printed: Sequence[PrintedMoment], document: Document, headings: Sequence[Heading]) -> tuple[MomentGroup, ...]:
    """The moments of a note by heading. Linear in the note, and free for a note without any."""
    if not printed:
        return ()
    below_title = headings[1:] if headings and _is_title(headings[0], document) else headings
    starts = [heading.offset for heading in below_title]
    words = dict(_words_by_offset({moment.offset for moment in printed}, document))
    ordered = sorted(printed, key=lambda moment: moment.offset)
    groups = []
    for number, moments in groupby(ordered, lambda moment: bisect_right(starts, moment.offset)):
        heading = below_title[number - 1] if number else None
        title = _without_clocks(heading.text) if heading else ""
        groups.append(MomentGroup(title, heading.anchor if heading else "", tuple(_told(moments, words, title))))
    return tuple(groups)


def _told(moments: Iterable[PrintedMoment], words: Mapping[int, _Words], said: str) -> Iterator[Moment]:
    """The moments with their words; what was `said` just before is not said again."""
    for moment in moments:
        sentence, since = words.get(moment.offset, _NO_WORDS)
        told = next((text for text in (sentence, since) if text != said), "")
        yield Moment(moment.seconds, moment.address, told)
        said = sentence


def _is_title(heading: Heading, document: Document) -> bool:
    return heading.level == 1 and bool(document.blocks) and document.blocks[0].start == heading.offset


def _words_by_offset(offsets: set[int], document: Document) -> Iterator[tuple[int, _Words]]:
    """For each moment the sentence that it stands in or that it follows, and the words since the moment before it."""
    flat: FlatText | None = None
    for node in walk(document.blocks):
        if isinstance(node, nodes.Paragraph | nodes.Heading | nodes.TableCell):
            flat = None
            container: Sequence[nodes.Inline] = node.children
        elif isinstance(node, nodes.Callout):
            flat = None
            container = node.title
        elif node.start in offsets and isinstance(node, nodes.Timestamp | nodes.Link | nodes.WikiLink):
            if flat is None:
                flat, last = FlatText(container), 0
            start, end = flat.span(node)
            before = flat.text[max(start - MAXIMUM_CHARACTERS_PER_SIDE, 0) : start]
            sentence = _without_clocks(flat.sentence_around(node).text) or _last_sentence(before)
            yield node.start, _Words(_shortened(sentence), _shortened(_without_clocks(flat.text[last:end])))
            last = end


def _last_sentence(text: str) -> str:
    """The last sentence of a text that ends where a stamp stands."""
    text = _without_clocks(text)
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if match.end() < len(text)]
    return text[ends[-1] :] if ends else text


def _without_clocks(text: str) -> str:
    without = " ".join(_CLOCK.sub(" ", text).split()).strip(_EDGES)
    without = re.sub(r"\s+([.,;:!?])", r"\1", without)
    return without if any(character.isalnum() for character in without) else ""


def _shortened(text: str) -> str:
    if len(text) <= MOST_CHARACTERS:
        return text
    return text[:MOST_CHARACTERS].rpartition(" ")[0].rstrip(_EDGES) + "…" if " " in text[:MOST_CHARACTERS] else text[:MOST_CHARACTERS] + "…"
