"""Front matter -> typed properties (Obsidian help, Properties). Nothing that is written there can stop a build."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from msgspec import Struct

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.note.guarded_yaml import UnreadableError, read_entries
from mkdocs_vault.note.permission import HIDING, PUBLISHING, permission, permission_of_unreadable
from mkdocs_vault.note.plain_properties import read_plain_entries
from mkdocs_vault.note.problems import Problem
from mkdocs_vault.note.property_readers import (
    Complaints,
    Reader,
    read_aliases,
    read_classes,
    read_duration,
    read_home,
    read_image,
    read_language,
    read_moment,
    read_permalink,
    read_stamp_format,
    read_tags,
    read_text,
    read_video_id,
    video_id_in,
)
from mkdocs_vault.note.property_values import Entry, PropertyValue, text_of, texts_of, typed, unusable_in
from mkdocs_vault.note.stamp_readings import StampFormat
from mkdocs_vault.syntax.document import FrontMatter

MAXIMUM_CHARACTERS = 64 * 1024
"""A YAML parser in Python reads about 100 KB a second; the front matter of a real note is a few hundred characters."""


class Properties(Struct, frozen=True, array_like=True, kw_only=True):
    """What a note says of itself. A property that is missing, empty or unusable is None, or an empty tuple.

    `publish` sums up all names that decide about publishing; `doubt` says why nobody can tell, `unclear` why nobody can be sure of a yes.
    `readable` is False where the front matter is not YAML; lines in it that plainly decide about publishing count all the same. `others`
    are the properties that the site doesn't know, typed as Obsidian does; `lines` has the line of every property by its name as written.
    `date`, `created` and `updated` are of the type `Moment`, the values of `others` of the type `PropertyValue`: a decoder can't tell
    dates from texts, so `note/encoding.py` does.
    """

    title: str | None = None
    description: str | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    cssclasses: tuple[str, ...] = ()
    image: str | None = None
    permalink: str | None = None
    date: Any = None
    created: Any = None
    updated: Any = None
    lang: str | None = None
    video_id: str | None = None
    duration: int | None = None
    timestamp_format: StampFormat | None = None
    template: str | None = None
    publish: bool | None = None
    doubt: str = ""
    unclear: str = ""
    readable: bool = True
    others: dict[str, Any] = {}
    lines: dict[str, int] = {}

    def as_meta(self) -> dict[str, object]:
        """All properties that have a value, by name, with lists for tuples: what templates and plugins expect of a page's metadata."""
        known = {_WRITTEN.get(name, name): getattr(self, name) for name in _SHOWN}
        values = self.others | {name: value for name, value in known.items() if value not in {None, ()}}
        return {name: _plain(value) for name, value in values.items()}

    def written(self) -> Iterator[tuple[str, PropertyValue]]:
        """All properties by their names as written, in the order of the note; one that could not be used has no value."""
        for name in self.lines:
            known = _KNOWN.get(name.strip().lower())
            yield name, getattr(self, known.field) if known else self.others.get(name)


class _Known(NamedTuple):
    field: str
    read: Reader


_KNOWN = {
    "title": _Known("title", read_text),
    "description": _Known("description", read_text),
    "tags": _Known("tags", read_tags),
    "aliases": _Known("aliases", read_aliases),
    "cssclasses": _Known("cssclasses", read_classes),
    "cover": _Known("image", read_image),
    "image": _Known("image", read_image),
    "dg-home": _Known("permalink", read_home),
    "dg-permalink": _Known("permalink", read_permalink),
    "permalink": _Known("permalink", read_permalink),
    "date": _Known("date", read_moment),
    "created": _Known("created", read_moment),
    "updated": _Known("updated", read_moment),
    "lang": _Known("lang", read_language),
    "videoid": _Known("video_id", read_video_id),
    "video_id": _Known("video_id", read_video_id),
    "duration": _Known("duration", read_duration),
    "timestamp_format": _Known("timestamp_format", read_stamp_format),
    "template": _Known("template", read_text),
}
"""Names in lower case: Obsidian doesn't mind the case of `Tags` or `Aliases`. Of two names for one field the later one here wins."""

_ADDRESSES = frozenset({"url", "source"})
"""Properties that may hold the address of a video; `source` is what Obsidian's Web Clipper writes."""

_SHOWN = tuple(dict.fromkeys(known.field for known in _KNOWN.values()))
_WRITTEN = {"video_id": "videoId"}


def read_properties(front: FrontMatter | None) -> tuple[Properties, tuple[Problem, ...]]:
    """What a note's front matter says, and what is wrong with it. Never raises; about 0.1 ms for a usual note."""
    if front is None:
        return Properties(), ()
    try:
        entries = _entries(front.text, front.first_line)
    except UnreadableError as error:
        return _unreadable(front, error)
    return _Reading(front.text).properties(entries)


def _entries(text: str, first_line: int) -> tuple[Entry, ...]:
    if len(text) > MAXIMUM_CHARACTERS:
        reason = f"the properties are longer than {MAXIMUM_CHARACTERS // 1024} KB"
        raise UnreadableError(reason, 1)
    entries = read_plain_entries(text, first_line)
    return read_entries(text, first_line) if entries is None else entries


def _unreadable(front: FrontMatter, error: UnreadableError) -> tuple[Properties, tuple[Problem, ...]]:
    line = front.first_line + error.line - 1
    problem = Problem(DiagnosticCode.PROPERTIES_UNREADABLE, line, 1, error.reason, error.written)
    allowed = permission_of_unreadable(front.text)
    return Properties(readable=False, publish=allowed.publish, doubt=allowed.doubt), (problem,)


class _Reading:
    """One note's entries on their way to properties."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.complaints = Complaints()
        self.duplicates: list[Entry] = []

    def properties(self, entries: tuple[Entry, ...]) -> tuple[Properties, tuple[Problem, ...]]:
        last = self._last_of_each(entries)
        values = {name: self._read(known, last[name]) for name, known in _KNOWN.items() if name in last}
        fields: dict[str, Any] = {_KNOWN[name].field: value for name, value in values.items() if value is not None}
        others = {entry.key: typed(entry.value) for name, entry in last.items() if name not in _KNOWN and self._is_usable(entry)}
        if "video_id" not in fields:
            fields["video_id"] = self._video_id_of_address(last) or None
        allowed = permission(entries, self.text)
        fields |= {"publish": allowed.publish, "doubt": allowed.doubt, "unclear": allowed.unclear}
        fields |= {"others": others, "lines": {entry.key: entry.line for entry in last.values()}}
        return Properties(**fields), tuple(self._problems())

    def _read(self, known: _Known, entry: Entry) -> object:
        self.complaints.name = entry.key
        return known.read(entry.value, self.complaints)

    def _last_of_each(self, entries: tuple[Entry, ...]) -> dict[str, Entry]:
        """Entries by name, that of a known property in lower case; where a name stands twice the last one counts."""
        last: dict[str, Entry] = {}
        for entry in entries:
            lower = entry.key.strip().lower()
            name = lower if lower in _KNOWN else entry.key
            if name in last:
                self.duplicates.append(entry)
            last[name] = entry
        return last

    def _is_usable(self, entry: Entry) -> bool:
        self.complaints.name = entry.key
        if unusable := unusable_in(entry.value):
            self.complaints.add(f"can't be read: {unusable.reason}", unusable, guess="write text in quotes")
        elif not entry.key:
            self.complaints.add("is no name of a property: write one before the colon", entry.value)
        return not unusable and bool(entry.key)

    def _video_id_of_address(self, last: dict[str, Entry]) -> str:
        named = (entry.value for name, entry in last.items() if name.strip().lower() in _ADDRESSES)
        addresses = (text_of(value) for address in named for value in texts_of(address))
        return next(filter(None, (video_id_in(address) for address in addresses if address)), "")

    def _problems(self) -> Iterator[Problem]:
        for entry in self.duplicates:
            counts = "the strictest" if entry.key.strip().lower() in PUBLISHING | HIDING else "the last"
            message = f"this property is there twice; {counts} one counts"
            yield Problem(DiagnosticCode.PROPERTY_DUPLICATE, entry.line, 1, message, entry.key)
        for complaint in self.complaints.found:
            yield Problem(complaint.code, complaint.line, 1, complaint.message, complaint.written, complaint.guess)


def _plain(value: object) -> object:
    """Tuples as lists, all the way down."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, tuple) else value
