"""What a note's properties say about being published. Anything like a "no" is one; what may be one is a doubt, never a "yes"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto

from mkdocs_vault.note.property_values import Entry, Scalar, Sequence, Unusable, Value, is_empty
from mkdocs_vault.note.refusals import is_about_something_else

PUBLISHING = frozenset({"publish", "published", "dg-publish"})
HIDING = frozenset({"private", "draft"})
YES = frozenset({"true", "yes", "on", "1", "y"})
NO = frozenset({"false", "no", "off", "0", "n"})

_NAMES = "dg-publish|published|publish|private|draft"
_ANY_NAME = re.compile(_NAMES, re.IGNORECASE)
_MENTION = re.compile(rf"""^(?:[^\w\n]|_)*(?:{_NAMES})\b|\b(?:{_NAMES})["']?\s*[:=]""", re.IGNORECASE | re.MULTILINE)
_WITHOUT_SPACE = re.compile(
    r"""^[ \t]*["']?(?:(?:dg-publish|published|publish)["']?\s*:["']?(?:false|no|off|0|n)"""
    r"""|(?:private|draft)["']?\s*:["']?(?:true|yes|on|1|y))\b""",
    re.IGNORECASE | re.MULTILINE,
)
_CLEAR_LINE = re.compile(
    rf"""(["']?)(?P<name>{_NAMES})\1[ ]*:[ \t]+(["']?)(?P<value>{"|".join(YES | NO)})\3[ \t]*(?:[ \t]\#.*)?\r?\Z""", re.IGNORECASE
)
_ESCAPED_NAME = re.compile(r"""^[^\n:]*"[^"\n]*\\[ux][^"\n]*"\s*:""", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Permission:
    """`publish` is None where the note says nothing; a `doubt` says why nobody can tell, and `publish` is then False.

    `unclear` says why a site that publishes only what says yes can't be sure of a yes.
    """

    publish: bool | None = None
    doubt: str = ""
    unclear: str = ""


class _Answer(Enum):
    YES = auto()
    NO = auto()
    DOUBT = auto()
    SOMETHING_ELSE = auto()


def permission(entries: Iterable[Entry], text: str) -> Permission:
    """What entries, read from the front matter `text`, say: one "no" outweighs all else, however often a name stands there."""
    if not _ANY_NAME.search(text) and "\\" not in text:
        return Permission()
    answers = [answer for entry in entries for answer in _answers(entry)]
    if _Answer.NO in answers:
        return Permission(publish=False)
    if _Answer.DOUBT in answers:
        return Permission(publish=False, doubt="nobody can tell from its properties whether it may be published")
    if _WITHOUT_SPACE.search(text):
        return Permission(publish=False, doubt="a space is missing after the colon in its properties")
    unclear = "a property that decides about publishing says neither yes nor no" if _Answer.SOMETHING_ELSE in answers else ""
    return Permission(publish=True if _Answer.YES in answers else None, unclear=unclear)


def permission_of_unreadable(text: str) -> Permission:
    """What front matter says that is no YAML: its lines that are plain `publish: true` count, as a reader would read them.

    Any other mention may be a no, so nobody can tell.
    """
    if not mentions_permission(text):
        return Permission()
    doubt = Permission(publish=False, doubt="its properties can't be read, and they say something about publishing")
    lines = text.split("\n")
    clear = [_clear_line(line, below) for line, below in zip(lines, [*lines[1:], ""], strict=True)]
    others = "\n".join(line for line, said in zip(lines, clear, strict=True) if said is None)
    if mentions_permission(others) or _ESCAPED_NAME.search(others):
        return doubt
    answers = [answer for said in clear if said for answer in _said(said["name"].lower(), said["value"].lower())]
    if _Answer.NO in answers:
        return doubt
    return Permission(publish=True if answers else None)


def _clear_line(line: str, below: str) -> re.Match[str] | None:
    """The line, if it says yes or no and nothing else, and the one below it doesn't go on with it."""
    goes_on = below[:1] in {" ", "\t"} and below.strip()
    return None if goes_on else _CLEAR_LINE.match(line)


def mentions_permission(text: str) -> bool:
    """Whether text that can't be read as properties has a line, or a name with a colon, that was to decide about publishing."""
    return bool(_MENTION.search(text))


def _answers(entry: Entry) -> Iterator[_Answer]:
    """What an entry says, as often as it says so."""
    name = entry.key.strip().lower()
    if name not in PUBLISHING | HIDING or is_empty(entry.value):
        return
    for word in _words(entry.value):
        yield from _said(name, word)


def _said(name: str, value: str) -> Iterator[_Answer]:
    """What a value says under a name; that something is no draft doesn't say that it may be published."""
    word = value.lower()
    if word in YES:
        yield _Answer.YES if name in PUBLISHING else _Answer.NO
    elif word in NO:
        if name in PUBLISHING:
            yield _Answer.NO
    elif name in PUBLISHING and is_about_something_else(value):
        if not (name == "published" and _has_digit(word)):
            yield _Answer.SOMETHING_ELSE
    elif not (name == "published" and _has_digit(word)):
        yield _Answer.DOUBT


def _has_digit(word: str) -> bool:
    """Whether a word may be a date: web clippers write the day an article came out as `published`."""
    return any(character.isdigit() for character in word)


def _words(value: Value) -> Iterator[str]:
    match value:
        case Scalar(text):
            yield text.strip()
        case Sequence(items):
            for item in items:
                if not is_empty(item):
                    yield from _words(item)
        case Unusable() | _:
            yield ""
