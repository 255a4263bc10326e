"""The moments of a page in the order of its text, under the headings that they stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from mkdocs_vault.note.compiled import Body, Heading, Moment
from mkdocs_vault.note.moments import without_clocks

PageMoments = Mapping[int, tuple[int, str]]
"""Moments that only the page could tell, by their offsets in the text: seconds, and an address that is ready for an attribute."""


@dataclass(frozen=True, slots=True)
class MomentLine:
    """A moment with the words around it, as plain text; its address is ready for an attribute."""

    seconds: int
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class MomentGroup:
    """The moments below one heading; `heading` and `anchor` are empty above the first one."""

    heading: str
    anchor: str
    moments: tuple[MomentLine, ...]


def moment_groups(body: Body, on_page: PageMoments, headings: Sequence[Heading]) -> tuple[MomentGroup, ...]:
    """The moments of a note by heading."""
    moments = [moment for moment in body.moments if moment.address or moment.offset in on_page]
    if not moments:
        return ()
    below_title = headings[1:] if body.first_is_title else headings
    starts = [heading.offset for heading in below_title]
    groups = []
    for number, some in groupby(moments, lambda moment: bisect_right(starts, moment.offset)):
        heading = below_title[number - 1] if number else None
        title = without_clocks(heading.text) if heading else ""
        groups.append(MomentGroup(title, heading.anchor if heading else "", tuple(_lines(some, on_page))))
    return tuple(groups)


def _lines(moments: Iterable[Moment], on_page: PageMoments) -> Iterator[MomentLine]:
    for moment in moments:
        seconds, address = on_page.get(moment.offset, (moment.seconds, moment.address))
        yield MomentLine(seconds, address, moment.words)
