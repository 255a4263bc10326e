"""How long the videos of a vault are, as far as its notes tell: notes of one video are each other's witnesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from mkdocs_vault.note.stamp_groups import VideoLength
from mkdocs_vault.note.stamp_readings import UNKNOWN_LENGTH
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath

NOT_BELIEVED = 3
"""Who alone tells of this many times more than all others isn't believed, where there are two others at least."""

SLACK = 1.1
"""A length in words is a round number, so stamps may lie a little beyond it."""


class _Word(NamedTuple):
    """What one note tells of its video: the `duration` of its properties, and the last second that its stamps are sure of."""

    exact: int | None
    last: int


@dataclass(frozen=True)
class VideoLengths:
    """The lengths of the videos that notes are about. Rests on the facts of all notes; nothing is read before the first question."""

    notes: Mapping[VaultPath, Note]

    def of(self, note: Note) -> VideoLength:
        """What is known of the length of a note's video: from itself a `duration`, or its own words, and what its sisters know."""
        words = [word for path, word in self._by_video.get(note.video.video_id, {}).items() if path != note.path]
        exact = note.properties.duration or max((word.exact for word in words if word.exact), default=None)
        if exact is not None:
            return VideoLength(exact)
        last = sorted(word.last for word in words if word.last)
        if len(last) > 2 and last[-1] > NOT_BELIEVED * last[-2]:  # noqa: PLR2004 - two others
            last.pop()
        told = round(note.video.told_seconds * SLACK)
        if told and (not last or told > last[-1]):
            return VideoLength(None, told, 3)
        return VideoLength(None, last[-1], len(last)) if last else UNKNOWN_LENGTH

    def sisters(self, note: Note) -> Iterator[Note]:
        """All notes of a note's video, itself included; the note alone where it is about none."""
        paths = self._by_video.get(note.video.video_id)
        return (self.notes[path] for path in paths) if paths and note.path in paths else iter((note,))

    def replace(self, before: Note, after: Note) -> None:
        """Take a new version of a note."""
        self._by_video.get(before.video.video_id, {}).pop(before.path, None)
        if after.video.video_id:
            self._by_video.setdefault(after.video.video_id, {})[after.path] = _word(after)

    @cached_property
    def _by_video(self) -> dict[str, dict[VaultPath, _Word]]:
        words: dict[str, dict[VaultPath, _Word]] = {}
        for path, note in self.notes.items():
            if note.video.video_id:
                words.setdefault(note.video.video_id, {})[path] = _word(note)
        return words


def _word(note: Note) -> _Word:
    return _Word(note.properties.duration, note.video.last_second)
