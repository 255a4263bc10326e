"""The front matter that nearly all notes have -> entries, a hundred times faster than a YAML parser.

Only what can have one meaning is read here: `key: value` lines from the first column, plain or simply quoted scalars, block lists of
them, and flow lists without anything inside. For all else the answer is None, and the YAML parser decides. Both give the same entries
wherever this one gives any (tests compare them).
"""

from __future__ import annotations

import re

from mkdocs_vault.note.property_values import Entry, Scalar, Sequence, Value

_UNUSUAL = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""Tabs, the other line ends that YAML knows, the byte order mark, and what YAML forbids."""
_KEY_LINE = re.compile(r"(\w(?:[\w ./-]{0,98}[\w./-])?):(?: +(.*))?\Z")
_ITEM_LINE = re.compile(r"( {0,8})- +(.*)\Z")
_PLAIN = re.compile(r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[^ ]))(?:[^:#]|:(?! |\Z)|(?<! )#)*\Z")
_QUOTED = re.compile(r"""(?:"([^"\\]*)"|'([^']*)')\Z""")
_FLOW_ITEM = re.compile(r""" *(?:"([^"\\]*)"|'([^']*)'|([^\s\-?:,\[\]{}#&*!|>'"%@`][^:#,\[\]{}]*?)) *(?:,(?= *[^ ])|\Z)""")


def read_plain_entries(text: str, first_line: int) -> tuple[Entry, ...] | None:
    """The entries of a plain front matter, or None where it is not plain; lines count from `first_line`. Linear."""
    if _UNUSUAL.search(text):
        return None
    entries: list[Entry] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        line = lines[at]
        number = first_line + at
        at += 1
        if _says_nothing(line):
            continue
        match = _KEY_LINE.match(line)
        if not match:
            return None
        written = match[2]
        if written:
            value = _value(written.rstrip(" "), number)
        else:
            value, at = _block_list(lines, at, first_line)
        if value is None:
            return None
        entries.append(Entry(match[1], value, number))
    return tuple(entries)


def _says_nothing(line: str) -> bool:
    return not line.strip(" ") or line[0] == "#"


def _value(written: str, number: int) -> Value | None:
    if written.startswith("["):
        return _flow_list(written, number)
    return _scalar(written, number)


def _scalar(written: str, number: int) -> Scalar | None:
    if _PLAIN.match(written):
        return Scalar(written, plain=True, line=number)
    match = _QUOTED.match(written)
    return Scalar(match[1] or match[2] or "", plain=False, line=number) if match else None


def _block_list(lines: list[str], at: int, first_line: int) -> tuple[Value | None, int]:
    """The list below a key without a value, or that key's null; None where it is not plain; and the line after it."""
    items: list[Scalar] = []
    indent = None
    null = Scalar("", plain=True, line=first_line + at - 1)
    while at < len(lines):
        line = lines[at]
        if not _says_nothing(line):
            match = _ITEM_LINE.match(line)
            if not match:
                break
            item = _scalar(match[2].rstrip(" "), first_line + at)
            if item is None or indent not in {None, match[1]}:
                return None, at
            indent = match[1]
            items.append(item)
        at += 1
    return Sequence(tuple(items), items[0].line) if items else null, at


def _flow_list(written: str, number: int) -> Sequence | None:
    if not written.endswith("]"):
        return None
    inner = written[1:-1].strip(" ")
    items: list[Scalar] = []
    at = 0
    while at < len(inner):
        match = _FLOW_ITEM.match(inner, at)
        if not match:
            return None
        plain = match[3]
        items.append(Scalar(plain or match[1] or match[2] or "", plain=plain is not None, line=number))
        at = match.end()
    return Sequence(tuple(items), number)
