"""What other notes say of a note: the sentences that link to it or name it, the words that do so marked, note by note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from mkdocs_vault.vault.notes import Backlink
from mkdocs_vault.vault.paths import VaultPath

MAXIMUM_MARKED_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class Reference:
    """A sentence in parts, of which every second one leads to the note; `anchor` is that of the heading above it."""

    parts: tuple[str, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class ReferringNote:
    """A note that speaks of another one, and where it does."""

    path: VaultPath
    references: tuple[Reference, ...]


def referring_notes(backlinks: Iterable[Backlink]) -> tuple[ReferringNote, ...]:
    """Backlinks, which come in the order of their notes, note by note; several links in one sentence are one reference."""
    return tuple(ReferringNote(path, tuple(_references(group))) for path, group in groupby(backlinks, key=lambda backlink: backlink.source))


def _references(backlinks: Iterable[Backlink]) -> Iterator[Reference]:
    last: Backlink | None = None
    marks = Marks("")
    for backlink in backlinks:
        link = backlink.link
        is_further = last and (last.link.sentence, last.anchor) == (link.sentence, backlink.anchor) and link.place >= marks.done
        if not is_further:
            if last:
                yield Reference(marks.finished(), last.anchor)
            marks = Marks(link.sentence)
        marks.add(link.place, link.text)
        last = backlink
    if last:
        yield Reference(marks.finished(), last.anchor)


@dataclass(slots=True)
class Marks:
    """Cuts a sentence into parts from left to right; `done` is how far it is cut."""

    sentence: str
    parts: list[str] = field(default_factory=list)
    done: int = 0

    def add(self, place: int, words: str) -> None:
        """Mark the words at a place. Where they are not (an embed shows no words) they are put there."""
        start = self.sentence.find(words, place)
        if 0 <= start <= place + 1:
            self.parts += (self.sentence[self.done : start], _shortened(words))
            self.done = start + len(words)
            return
        before = self.sentence[self.done : place]
        self.parts += (f"{before} " if before and not before.endswith(" ") else before, _shortened(words))
        self.sentence = f"{self.sentence[:place]} {self.sentence[place:].lstrip()}".rstrip()
        self.done = place

    def finished(self) -> tuple[str, ...]:
        """All parts, plain and marked in turn."""
        return (*self.parts, self.sentence[self.done :])


def _shortened(words: str) -> str:
    return f"{words[:MAXIMUM_MARKED_CHARACTERS]}…" if len(words) > MAXIMUM_MARKED_CHARACTERS else words
