"""The values of properties: what YAML says, and what Obsidian makes of it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

Moment: TypeAlias = date | datetime
"""A day, or a day and a time."""

if TYPE_CHECKING:
    PropertyValue: TypeAlias = str | int | float | bool | date | datetime | tuple["PropertyValue", ...] | dict[str, "PropertyValue"] | None
else:
    PropertyValue = object  # pydantic can't follow a type into itself
"""A property as Obsidian types it."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """One scalar as written. `plain` is False where it was quoted or tagged: it is then text, whatever it looks like."""

    text: str
    plain: bool
    line: int


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list, in block or flow form."""

    items: tuple[Value, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping in its written order; a key may stand twice."""

    entries: tuple[Entry, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Unusable:
    """A value that nothing may be made of, and why: an unknown tag, a mapping as a key, an alias to itself."""

    reason: str
    line: int


Value: TypeAlias = Scalar | Sequence | Mapping | Unusable


@dataclass(frozen=True, slots=True)
class Entry:
    """One `key: value`; `line` is the key's, counted from 1 in the file."""

    key: str
    value: Value
    line: int


MOST_SHOWN = 120
MOST_SHOWN_ITEMS = 8
"""Of a value in a message: as much as one can take in, however a value is nested."""
NULLS = frozenset({"", "~", "null", "Null", "NULL"})
BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,300}|[0-9]{1,300}(?:\.[0-9]{0,300})?)(?:[eE][-+]?[0-9]{1,5})?\Z")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_DATE_AND_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:[Zz]|[-+]\d{2}(?::?\d{2})?))?\Z", re.ASCII
)


def typed(value: Value) -> PropertyValue:
    """A value with the type that Obsidian shows: YAML 1.2's few, so `no`, `1:30` and `0o14` stay text."""
    match value:
        case Scalar(text, True):
            return _typed_scalar(text)
        case Scalar(text):
            return text
        case Sequence(items):
            return tuple(typed(item) for item in items)
        case Mapping(entries):
            return {entry.key: typed(entry.value) for entry in entries}
        case Unusable():
            return None


def _typed_scalar(text: str) -> PropertyValue:
    if text in NULLS:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    first = text[0]
    if not (first.isascii() and (first.isdigit() or first in "-+.")):
        return text
    if _INTEGER.match(text):
        return int(text)
    if _FLOAT.match(text):
        number = float(text)
        return number if math.isfinite(number) else text
    moment = moment_of(text)
    return text if moment is None else moment


def moment_of(text: str) -> Moment | None:
    """The date, or date and time, that a text in ISO form names; None where it has another form or names no real day."""
    is_date = _DATE.match(text)
    if not is_date and not _DATE_AND_TIME.match(text):
        return None
    try:
        return date.fromisoformat(text) if is_date else datetime.fromisoformat(_as_iso(text))
    except ValueError:
        return None


def _as_iso(text: str) -> str:
    """`2024-01-02 10:00 +01` as Python reads it."""
    return text.upper().replace(",", ".").replace(" ", "T", 1).replace(" ", "")


def text_of(value: Value) -> str | None:
    """The one line of text that a scalar says, as written (`1.10` stays `1.10`); None for no value and for anything else."""
    if not isinstance(value, Scalar) or (value.plain and value.text in NULLS):
        return None
    return " ".join(value.text.split()) or None


def texts_of(value: Value) -> list[Scalar]:
    """The scalars of a list, or the one scalar, that are not empty."""
    items = value.items if isinstance(value, Sequence) else (value,)
    return [item for item in items if isinstance(item, Scalar) and text_of(item) is not None]


def written_as(value: Value) -> str:
    """A value as its author may have written it, on one line, cut where it gets long: for messages."""
    match value:
        case Scalar(text):
            return " ".join(text[:MOST_SHOWN].split())
        case Sequence(items):
            return f"[{', '.join(map(written_as, items[:MOST_SHOWN_ITEMS]))}]"[:MOST_SHOWN]
        case Mapping(entries):
            shown = (f"{entry.key}: {written_as(entry.value)}" for entry in entries[:MOST_SHOWN_ITEMS])
            return f"{{{', '.join(shown)}}}"[:MOST_SHOWN]
        case Unusable():
            return ""


def is_empty(value: Value) -> bool:
    """Whether a property is there without a value: Obsidian shows it as undetermined."""
    match value:
        case Scalar(text, plain):
            return not text.strip() or (plain and text in NULLS)
        case Sequence(items):
            return all(is_empty(item) for item in items)
        case Mapping(entries):
            return not entries
        case Unusable():
            return False


def unusable_in(value: Value) -> Unusable | None:
    """The first part of a value that nothing can be made of, or None."""
    match value:
        case Unusable():
            return value
        case Sequence(items):
            return next(filter(None, map(unusable_in, items)), None)
        case Mapping(entries):
            return next(filter(None, (unusable_in(entry.value) for entry in entries)), None)
        case Scalar():
            return None
