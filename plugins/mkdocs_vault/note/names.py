"""How names of files and tags are compared, and what an ending says about a file."""

from __future__ import annotations

import unicodedata

NOTE_SUFFIX = ".md"


def comparable(text: str) -> str:
    """The form that names are compared in: NFC, lower case, a no-break space like any other (as Obsidian reads link text)."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", text).replace("\xa0", " ").lower()


def suffix_of(path: str) -> str:
    """The extension with its dot, in lower case; empty where there is none, and for a name like `.env`."""
    name = path.rpartition("/")[2]
    dot = name.rfind(".")
    return name[dot:].lower() if 0 < dot < len(name) - 1 else ""
