"""How each property that the site knows is read: a value as written -> the value, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeAlias

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.note.permalinks import HOME, permalink_problem, without_outer_slashes
from mkdocs_vault.note.permission import YES
from mkdocs_vault.note.property_values import (
    Moment,
    Scalar,
    Sequence,
    Unusable,
    Value,
    is_empty,
    moment_of,
    text_of,
    texts_of,
    typed,
    written_as,
)
from mkdocs_vault.note.stamp_readings import StampFormat
from mkdocs_vault.syntax.clocks import clock_of


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something about a property that can't be used: what it must be, and what was written."""

    message: str
    line: int
    written: str = ""
    code: DiagnosticCode = DiagnosticCode.PROPERTY_INVALID
    guess: str = ""


@dataclass(slots=True)
class Complaints:
    """Where readers say what is wrong with the property of this `name`, as it is written."""

    name: str = ""
    found: list[Complaint] = field(default_factory=list)

    def add(self, rule: str, value: Value, code: DiagnosticCode = DiagnosticCode.PROPERTY_INVALID, guess: str = "") -> None:
        """Remember that `value` can't be used; `rule` goes on from the property's name, and says what would be right."""
        self.found.append(Complaint(f"'{self.name}' {rule}", value.line, written_as(value), code, guess))


Reader: TypeAlias = Callable[[Value, Complaints], object]
"""Gives what a property's value says, None where it says nothing that can be used."""

_TAG_SEPARATORS = re.compile(r"[,\s]+")
_CLASS = re.compile(r"[\w-]+\Z")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*\Z")
_VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{11}\Z")
_YOUTUBE = re.compile(
    r"(?:https?:)?//(?:www\.|m\.|music\.)?(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:[^#\s]*&)?v=|embed/|shorts/|live/)|youtu\.be/)([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])"
)
_DURATION = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,7})(?:\.\d{1,9})?\Z", re.ASCII)
_FRACTION = re.compile(r"mm:ss:(?:00|ff|fff|cs|ms)\Z")
_WIKI_LINK = re.compile(r"!?\[\[([^\]|#]+)[^\]]*\]\]\Z")


def read_text(value: Value, complaints: Complaints) -> str | None:
    """One line of text."""
    if not isinstance(value, Scalar) and not is_empty(value):
        complaints.add("must be one line of text", value)
    return text_of(value)


def read_tags(value: Value, complaints: Complaints) -> tuple[str, ...]:
    """Tags without their `#`; a single text holds several between commas or spaces, as it did in older vaults."""
    tags = [tag for text in _texts(value, complaints, _TAG_SEPARATORS) if (tag := text.strip().lstrip("#").strip("/ "))]
    return _unique(tags)


def read_aliases(value: Value, complaints: Complaints) -> tuple[str, ...]:
    """Other names of the note; a single text holds several between commas."""
    return _unique(_texts(value, complaints, re.compile(",")))


def read_classes(value: Value, complaints: Complaints) -> tuple[str, ...]:
    """CSS classes: letters, digits, `-` and `_`; a single text or item holds several between spaces."""
    classes = [name for text in _texts(value, complaints, _TAG_SEPARATORS) for name in text.split()]
    for name in classes:
        if not _CLASS.match(name):
            complaints.add("must be CSS classes: letters, digits, '-' and '_'", Scalar(name, plain=False, line=value.line))
    return _unique(filter(_CLASS.match, classes))


def read_image(value: Value, complaints: Complaints) -> str | None:
    """A path in the vault or an address; `[[picture.png]]`, quoted or not, means its target."""
    while isinstance(value, Sequence) and value.items:
        value = value.items[0]
    text = read_text(value, complaints)
    link = _WIKI_LINK.match(text) if text else None
    return link[1].strip() if link else text


def read_permalink(value: Value, complaints: Complaints) -> str | None:
    """An address in the site, without a `/` around it; `/` alone is the site's first page."""
    permalink = read_text(value, complaints)
    if isinstance(value, Scalar) and not value.plain and not permalink:
        permalink = ""
    if permalink is None:
        return None
    problem = permalink_problem(permalink)
    if isinstance(typed(value), int | float):
        problem = "a number is no text, so write it in quotes"
    if problem:
        complaints.add(f"must be an address such as 'notes/first': {problem}", value, DiagnosticCode.PERMALINK_INVALID)
        return None
    return without_outer_slashes(permalink)


def read_home(value: Value, complaints: Complaints) -> str | None:
    """The address of the site's first page where the property is a yes."""
    return HOME if (read_text(value, complaints) or "").lower() in YES else None


def read_moment(value: Value, complaints: Complaints) -> Moment | None:
    """A day, or a day and time, in ISO form."""
    text = read_text(value, complaints)
    moment = moment_of(text) if text else None
    if text and moment is None:
        complaints.add("must be a day that exists, as YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS", value)
    return moment


def read_language(value: Value, complaints: Complaints) -> str | None:
    """A language as HTML names it: `en`, `pt-BR`; with `_` as systems name it."""
    language = _matching(_LANGUAGE, "must be a language code such as 'en' or 'pt-BR'", value, complaints)
    return language.replace("_", "-") if language else language


def read_video_id(value: Value, complaints: Complaints) -> str | None:
    """A video's id at YouTube; its whole address will do."""
    text = text_of(value)
    if text and (video_id := video_id_in(text)):
        return video_id
    return _matching(_VIDEO_ID, "must be a YouTube video's address, or its id: 11 letters, digits, '-' and '_'", value, complaints)


def read_duration(value: Value, complaints: Complaints) -> int | None:
    """Whole seconds, from a number of seconds, `MM:SS` (more than 59 minutes will do), `HH:MM:SS`, `1h10m` or as ISO 8601 has it."""
    text = read_text(value, complaints)
    match = _DURATION.match(text) if text else None
    if text and not match and (clock := clock_of(text.removeprefix("PT"))) and clock.literal:
        return clock.literal
    if text and not match:
        complaints.add("must be a time such as '1:10:02' or '70:02', or a number of seconds", value)
    if not match:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def read_stamp_format(value: Value, complaints: Complaints) -> StampFormat | None:
    """How the note's time stamps are written; `mm:ss:00` is `mm:ss:ff`, too."""
    text = read_text(value, complaints)
    written = _FRACTION.sub("mm:ss:ff", text.strip().lower()) if text else ""
    if written in {*StampFormat}:
        return StampFormat(written)
    if written:
        complaints.add("must be 'hh:mm:ss' or 'mm:ss:ff'", value)
    return None


def video_id_in(address: str) -> str:
    """The id of the YouTube video that an address names, or an empty string."""
    match = _YOUTUBE.match(address)
    return match[1] if match else ""


def _matching(pattern: re.Pattern[str], reason: str, value: Value, complaints: Complaints) -> str | None:
    text = read_text(value, complaints)
    if text and not pattern.match(text):
        complaints.add(reason, value)
        return None
    return text


def _texts(value: Value, complaints: Complaints, separators: re.Pattern[str]) -> list[str]:
    """The texts of a list, or of a single text cut at its separators."""
    if isinstance(value, Scalar):
        return [part for part in separators.split(text_of(value) or "") if part.strip()]
    items = value.items if isinstance(value, Sequence) else (value,)
    for item in items:
        if not isinstance(item, Scalar) and not is_empty(item):
            wrong = f"can't be read: {item.reason}" if isinstance(item, Unusable) else "must be a list of texts, such as [one, two]"
            complaints.add(wrong, item)
    return [text for item in texts_of(value) if (text := text_of(item))]


def _unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Trimmed, in their order, each once whatever its case."""
    first: dict[str, str] = {}
    for text in texts:
        first.setdefault(text.strip().lower(), text.strip())
    return tuple(first.values())
