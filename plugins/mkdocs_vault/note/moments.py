"""The words that belong to the moments of a note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mkdocs_vault.note.body.printing import FoundMoment
from mkdocs_vault.note.compiled import Moment
from mkdocs_vault.note.facts import Found
from mkdocs_vault.note.flat_texts import Container, FlatTexts
from mkdocs_vault.note.sentences import MAXIMUM_CHARACTERS_PER_SIDE

MOST_CHARACTERS = 90
_CLOCK = re.compile(r"[\[(]?\b\d{1,3}:\d\d(?::\d\d)?(?!\d)[\])]?(?:\s*[-\u2013\u2014:|]\s+(?=\S))?")
_SENTENCE_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*\s+|[\u3002\uff01\uff1f]")
_SPACE_BEFORE_MARK = re.compile(r" ([.,;:!?])")
_EDGES = " \t-\u2013\u2014:|\u2022,;"


def moments_with_words(moments: Iterable[FoundMoment], found: Found, flats: FlatTexts) -> Iterator[Moment]:
    """The moments in the order of the text, each with the sentence around it and the words since the one before it in its block."""
    block: Container | None = None
    last = 0
    for moment in sorted(moments, key=lambda moment: moment.offset):
        if moment.offset not in found.anchors_of_moments:
            yield Moment(moment.offset, moment.seconds, moment.address, "", "")
            continue
        container, node = found.anchors_of_moments[moment.offset]
        flat = flats.of(container)
        if container is not block:
            block, last = container, 0
        start, end = flat.span(node)
        before = flat.text[max(start - MAXIMUM_CHARACTERS_PER_SIDE, 0) : start]
        sentence = without_clocks(flat.sentence_around(node).text) or _last_sentence(before)
        since = without_clocks(flat.text[last:end])
        yield Moment(moment.offset, moment.seconds, moment.address, _shortened(sentence), _shortened(since))
        last = end


def _last_sentence(text: str) -> str:
    """The last sentence of a text that ends where a stamp stands."""
    text = without_clocks(text)
    ends = [match.end() for match in _SENTENCE_END.finditer(text) if match.end() < len(text)]
    return text[ends[-1] :] if ends else text


def without_clocks(text: str) -> str:
    """The text without the times in it and what stood around them; empty where it says nothing else."""
    if ":" in text:
        text = _CLOCK.sub(" ", text)
    without = " ".join(text.split()).strip(_EDGES)
    if " ." in without or " ," in without or " :" in without or " ;" in without or " !" in without or " ?" in without:
        without = _SPACE_BEFORE_MARK.sub(r"\1", without)
    return without if any(map(str.isalnum, without)) else ""


def _shortened(text: str) -> str:
    if len(text) <= MOST_CHARACTERS:
        return text
    return text[:MOST_CHARACTERS].rpartition(" ")[0].rstrip(_EDGES) + "…" if " " in text[:MOST_CHARACTERS] else text[:MOST_CHARACTERS] + "…"
