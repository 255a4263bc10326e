"""How long the videos of a vault are, as far as its notes tell: notes of one video are each other's witnesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from heapq import nlargest
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

    exact: int
    last: int


class _Told(NamedTuple):
    """What all notes tell of a video: the highest durations and last seconds, each with its note, and how many tell of a last second."""

    exact: list[tuple[int, VaultPath]]
    last: list[tuple[int, VaultPath]]
    witnesses: int


@dataclass(frozen=True)
class VideoLengths:
    """The lengths of the videos that notes are about. Rests on the facts of all notes; nothing is read before the first question."""

    notes: Mapping[VaultPath, Note]
    _told: dict[str, _Told] = field(default_factory=dict)

    def of(self, note: Note) -> VideoLength:
        """What is known of the length of a note's video: from itself a `duration`, or its own words, and what its sisters know."""
        told = self._told_of(note.video.video_id)
        exact = note.properties.duration or next((seconds for seconds, path in told.exact if path != note.path), None)
        if exact is not None:
            return VideoLength(exact)
        last = [seconds for seconds, path in told.last if path != note.path]
        own = self._by_video.get(note.video.video_id, {}).get(note.path)
        witnesses = told.witnesses - bool(own and own.last)
        if len(last) > 2 and last[0] > NOT_BELIEVED * last[1]:  # noqa: PLR2004 - two others
            last, witnesses = last[1:], witnesses - 1
        in_words = round(note.video.told_seconds * SLACK)
        if in_words and (not last or in_words > last[0]):
            return VideoLength(None, in_words, 3)
        return VideoLength(None, last[0], witnesses) if last else UNKNOWN_LENGTH

    def _told_of(self, video_id: str) -> _Told:
        if video_id not in self._told:
            words = self._by_video.get(video_id, {})
            exact = nlargest(2, ((word.exact, path) for path, word in words.items() if word.exact))
            last = [(word.last, path) for path, word in words.items() if word.last]
            self._told[video_id] = _Told(exact, nlargest(4, last), len(last))
        return self._told[video_id]

    def sisters(self, note: Note) -> Iterator[Note]:
        """All notes of a note's video, itself included; the note alone where it is about none."""
        paths = self._by_video.get(note.video.video_id)
        return (self.notes[path] for path in paths) if paths and note.path in paths else iter((note,))

    def replace(self, before: Note, after: Note) -> None:
        """Take a new version of a note."""
        self._told.pop(before.video.video_id, None)
        self._told.pop(after.video.video_id, None)
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
    return _Word(note.properties.duration or 0, note.video.last_second)
