"""The words that belong to the moments of a note.

A stamp belongs to what follows it where it begins a line, an item, a cell or a sentence, else to what it ends. Stamps side by side share
their words, one alone in a cell has those of its row, one in a heading has the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from mkdocs_vault.note.body.printing import FoundMoment
from mkdocs_vault.note.compiled import Moment
from mkdocs_vault.note.facts import Found
from mkdocs_vault.note.flat_texts import Container, FlatTexts
from mkdocs_vault.note.lines_of_text import LinesOfText
from mkdocs_vault.syntax import nodes

MOST_CHARACTERS = 90
_CLOCK = re.compile(r"[\[(]?\b\d{1,3}:\d\d(?::\d{2,3})?(?!\d)[\])]?(?:\s*[-\u2013\u2014:|]\s+(?=\S))?")
_EMPTY_BRACKETS = re.compile(r" ?(?:\( ?\)|\[ ?\])")
_COMMA_AT_END = re.compile(r"(?<![ ,;])[ ,;]+(?=[.!?])")
_SPACE_BEFORE_MARK = re.compile(r" ([.,;:!?\u3001\u3002\uff0c\uff01\uff1f\uff1a\uff1b])")
_EDGES = " \t-\u2013\u2014:|\u2022\u00b7,;"
_CONTINUES = ".,;:!?)\u2026\u3002\uff0c\uff01\uff1f"

Span = tuple[int, int]


def moments_with_words(moments: Iterable[FoundMoment], found: Found, flats: FlatTexts) -> Iterator[Moment]:
    """The moments in the order of the text, each with its words."""
    ordered = sorted(moments, key=lambda moment: moment.offset)
    words_of = _Words(found, flats, {id(container): number for number, container in enumerate(found.containers)})
    for container, some in groupby(ordered, lambda moment: _container_of(moment, found)):
        together = list(some)
        words = [""] * len(together)
        if container is not None:
            spans = [flats.of(container).span(found.anchors_of_moments[moment.offset][1]) for moment in together]
            words = words_of.of(container, spans)
        for moment, said in zip(together, words, strict=True):
            yield Moment(moment.offset, moment.seconds, moment.address, _shortened(said))


def _container_of(moment: FoundMoment, found: Found) -> Container | None:
    anchor = found.anchors_of_moments.get(moment.offset)
    return anchor[0] if anchor else None


@dataclass(frozen=True, slots=True)
class _Words:
    """The words for the moments of a note; `numbers` are the places of its blocks, `rows` what rows of tables say, once it was asked."""

    found: Found
    flats: FlatTexts
    numbers: dict[int, int]
    rows: dict[int, str] = field(default_factory=dict)

    def of(self, container: Container, spans: Sequence[Span]) -> list[str]:
        """The words for each of the spans."""
        text = self.flats.of(container).text
        if isinstance(container, nodes.Heading):
            return [without_clocks(text)] * len(spans)
        block = _Block.of(text, LinesOfText.of(container, self.flats.of(container)), spans)
        said = [words for group, words in zip(block.groups, block.words(), strict=True) for _ in range(group.count)]
        if any(said):
            return said
        return [self._around(container)] * len(said)

    def _around(self, container: Container) -> str:
        """What stands around a block that holds nothing but stamps: the words of its row, or the block after it, or before."""
        row = self.found.rows.get(id(container))
        if row is not None:
            if id(row) not in self.rows:
                self.rows[id(row)] = ", ".join(filter(None, (without_clocks(self.flats.of(cell).text) for cell in row.children)))
            return self.rows[id(row)]
        number = self.numbers[id(container)]
        for neighbour in (*self.found.containers[number + 1 : number + 2], *self.found.containers[max(number - 1, 0) : number]):
            lines = LinesOfText.of(neighbour, self.flats.of(neighbour))
            if words := without_clocks(lines.sentence_from(0)):
                return words
        return ""


@dataclass(frozen=True, slots=True)
class _Group:
    """Stamps side by side: where in the block's text they begin and end, how many they are, whether one of them says more than a time."""

    start: int
    end: int
    count: int
    has_words: bool


def _side_by_side(text: str, spans: Sequence[Span]) -> list[_Group]:
    groups: list[_Group] = []
    for start, end in spans:
        last = groups[-1] if groups else None
        has_words = bool(without_clocks(text[start:end]))
        if last is not None and not _has_words(text[last.end : start]) and not (has_words and last.has_words):
            groups[-1] = _Group(last.start, end, last.count + 1, last.has_words or has_words)
        else:
            groups.append(_Group(start, end, 1, has_words))
    return groups


@dataclass(frozen=True, slots=True)
class _Block:
    """The text of a block with its lines and its stamps."""

    text: str
    lines: LinesOfText
    groups: list[_Group]
    stamps_come_last: bool
    """Whether stamps stand behind their sentences throughout: the block ends in one, and does not begin with one."""

    @classmethod
    def of(cls, text: str, lines: LinesOfText, spans: Sequence[Span]) -> _Block:
        """A block and the places of its stamps, of which there is one at least."""
        groups = _side_by_side(text, spans)
        return cls(text, lines, groups, not _has_words(text[groups[-1].end :]) and _has_words(text[: groups[0].start]))

    def words(self) -> Iterator[str]:
        """The words of each group."""
        for number, group in enumerate(self.groups):
            lower = self.groups[number - 1].end if number else 0
            upper = self.groups[number + 1].start if number + 1 < len(self.groups) else len(self.text)
            if self._leads(group, lower, upper):
                yield self._following(group, upper) or self._ended(group, lower, upper)
            else:
                yield self._ended(group, lower, upper) or self._following(group, upper)

    def _leads(self, group: _Group, lower: int, upper: int) -> bool:
        """Whether a group stands before its words."""
        after = self.text[group.end : upper]
        if not _has_words(after) or after.lstrip()[:1] in _CONTINUES:
            return group.has_words and not _has_words(self.text[lower : group.start])
        begin = self.lines.start_of_line(group.start)
        if begin >= lower and not _has_words(self.text[begin : group.start]):
            return True
        return self.lines.ends_a_sentence(group.start, lower) and not self.stamps_come_last

    def _following(self, group: _Group, upper: int) -> str:
        return without_clocks(self.lines.sentence_from(group.end, upper, self.text[group.start : group.end]))

    def _ended(self, group: _Group, lower: int, upper: int) -> str:
        """The sentence that a group ends or stands in, as far as it isn't that of another one."""
        begin = self.lines.start_of_sentence(group.start, lower)
        end = group.end if self.lines.ends_a_sentence(group.start, lower) else self.lines.end_of_sentence(group.end)
        return without_clocks(self.text[begin : end if end <= upper else group.end])


def without_clocks(text: str) -> str:
    """The text without the times in it and what stood around them; empty where it says nothing else."""
    without = " ".join((_CLOCK.sub(" ", text) if ":" in text else text).split()).strip(_EDGES)
    if not without:
        return ""
    if without != text:
        without = _SPACE_BEFORE_MARK.sub(r"\1", _COMMA_AT_END.sub("", _EMPTY_BRACKETS.sub("", without)))
    return without if _has_words(without) else ""


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _shortened(text: str) -> str:
    if len(text) <= MOST_CHARACTERS:
        return text
    return text[:MOST_CHARACTERS].rpartition(" ")[0].rstrip(_EDGES) + "…" if " " in text[:MOST_CHARACTERS] else text[:MOST_CHARACTERS] + "…"
