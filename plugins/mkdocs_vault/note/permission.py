"""What a note's properties say about being published. Anything like a "no" is one; what can't be understood is a doubt, never a "yes"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_vault.note.property_values import Entry, Scalar, Sequence, Unusable, Value, is_empty

PUBLISHING = frozenset({"publish", "published", "dg-publish"})
HIDING = frozenset({"private", "draft"})
YES = frozenset({"true", "yes", "on", "1", "y"})
NO = frozenset({"false", "no", "off", "0", "n"})

_NAMES = "dg-publish|published|publish|private|draft"
_ANY_NAME = re.compile(_NAMES, re.IGNORECASE)
_MENTION = re.compile(rf"""^[\W_]*(?:{_NAMES})\b|\b(?:{_NAMES})["']?\s*[:=]""", re.IGNORECASE | re.MULTILINE)
_WITHOUT_SPACE = re.compile(
    r"""^[ \t]*["']?(?:(?:dg-publish|published|publish)["']?\s*:["']?(?:false|no|off|0|n)"""
    r"""|(?:private|draft)["']?\s*:["']?(?:true|yes|on|1|y))\b""",
    re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Permission:
    """`publish` is None where the note says nothing; a `doubt` says why nobody can tell, and `publish` is then False."""

    publish: bool | None = None
    doubt: str = ""


def permission(entries: Iterable[Entry], text: str) -> Permission:
    """What entries, read from the front matter `text`, say: one "no" outweighs all else, however often a name stands there."""
    if not _ANY_NAME.search(text) and "\\" not in text:
        return Permission()
    answers = [answer for entry in entries for answer in _answers(entry)]
    if False in answers:
        return Permission(publish=False)
    if None in answers:
        return Permission(publish=False, doubt="nobody can tell from its properties whether it may be published")
    if _WITHOUT_SPACE.search(text):
        return Permission(publish=False, doubt="a space is missing after the colon in its properties")
    return Permission(publish=True) if answers else Permission()


def mentions_permission(text: str) -> bool:
    """Whether text that can't be read as properties has a line, or a name with a colon, that was to decide about publishing."""
    return bool(_MENTION.search(text))


def _answers(entry: Entry) -> Iterator[bool | None]:
    """Yes, no, or None for a doubt, as often as an entry says so."""
    name = entry.key.strip().lower()
    if name not in PUBLISHING | HIDING or is_empty(entry.value):
        return
    for word in _words(entry.value):
        if word in YES:
            yield name in PUBLISHING
        elif word in NO:
            if name in PUBLISHING:
                yield False
        elif not (name == "published" and _has_digit(word)):
            yield None


def _has_digit(word: str) -> bool:
    """Whether a word may be a date: web clippers write the day an article came out as `published`."""
    return any(character.isdigit() for character in word)


def _words(value: Value) -> Iterator[str]:
    match value:
        case Scalar(text):
            yield text.strip().lower()
        case Sequence(items):
            for item in items:
                if not is_empty(item):
                    yield from _words(item)
        case Unusable() | _:
            yield ""
