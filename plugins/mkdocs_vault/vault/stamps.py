"""What the time stamps of a note mean once all notes of its video are heard, and which of them nobody can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.note.stamp_readings import StampReading, stamp_readings
from mkdocs_vault.note.stamps import Stamp, unpacked
from mkdocs_vault.syntax.document import Source
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.video_lengths import VideoLengths

LONGEST_STAMP_BYTES = 300
_WRITTEN = re.compile(r"\d{1,3}:\d{1,3}(?::\d{1,3})?")


def read_stamps(note: Note, lengths: VideoLengths) -> list[tuple[Stamp, StampReading]]:
    """The stamps of a note in the order of the text, each with its reading."""
    stamps = list(unpacked(note.facts.stamps))
    if not stamps:
        return []
    return list(zip(stamps, stamp_readings(stamps, lengths.of(note), note.properties.timestamp_format), strict=True))


def check_stamps(notes: Mapping[VaultPath, Note], lengths: VideoLengths) -> Iterator[Diagnostic]:
    """What is wrong with the stamps of all notes, in the order of their paths."""
    for path in sorted(notes):
        yield from check_stamps_of(notes[path], lengths)


def check_stamps_of(note: Note, lengths: VideoLengths) -> Iterator[Diagnostic]:
    """At most three diagnostics for a note, each at the first stamp that it is about: repaired, open, beyond the end."""
    read = read_stamps(note, lengths)
    repaired = [(stamp, reading) for stamp, reading in read if reading.is_repaired]
    if repaired:
        yield _repaired(repaired, note)
    unread = [stamp for stamp, reading in read if reading.is_open]
    if unread:
        yield _open(unread, note)
    beyond = [stamp for stamp, reading in read if reading.seconds is None and not reading.is_open]
    if beyond:
        message = f"this time stamp lies beyond the end of the video, so it leads nowhere{_and_others(beyond)}"
        yield _about(beyond[0], note, DiagnosticCode.TIMESTAMP_UNCLEAR, message, "the property 'duration' says how long the video is")


def _repaired(repaired: list[tuple[Stamp, StampReading]], note: Note) -> Diagnostic:
    stamps = [stamp for stamp, _ in repaired]
    message = f"this time stamp has minutes and seconds where hours and minutes belong{_and_others(stamps)}"
    return _about(stamps[0], note, DiagnosticCode.TIMESTAMP_REPAIRED, message, f"read as {clock(repaired[0][1].seconds or 0)}")


def _open(stamps: list[Stamp], note: Note) -> Diagnostic:
    first = stamps[0]
    readings = f"{clock(first.literal or 0)} or {clock(first.shifted or 0)}"
    message = f"this time stamp may mean {readings}, so it leads nowhere{_and_others(stamps)}"
    guess = "the property 'duration: 1:10:02' or 'timestamp_format: mm:ss:ff' (or 'hh:mm:ss') decides"
    return _about(first, note, DiagnosticCode.TIMESTAMP_UNCLEAR, message, guess)


def _about(stamp: Stamp, note: Note, code: DiagnosticCode, message: str, guess: str) -> Diagnostic:
    source = Source(note.text)
    line, column = source.line_and_column(stamp.offset)
    text = source.data[stamp.offset : stamp.offset + LONGEST_STAMP_BYTES].decode("utf-8", "replace")
    written = _WRITTEN.search(text)
    return Diagnostic(code, SourcePosition(note.path, line, column), message, written[0] if written else "", guess)


def _and_others(stamps: list[Stamp]) -> str:
    others = len(stamps) - 1
    return f", like {others} more of this note" if others else ""


def clock(seconds: int) -> str:
    """`HH:MM:SS`."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
