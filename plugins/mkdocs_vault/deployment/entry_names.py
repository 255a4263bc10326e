"""Which names in a repository can be files of a site; everything else is left out with its reason."""

from __future__ import annotations

import re
import unicodedata

LONGEST_NAME_BYTES = 255
LONGEST_PATH_BYTES = 1024
DEEPEST_PATH = 64
_IGNORED_BY_HFS = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")
_SHORT_DOT_GIT = re.compile(r"git~\d+")
_BARE_REPOSITORY = ({"head", "objects", "refs"}, {"head", "config", "objects"}, {"head", "config", "refs"})


def name_problem(name: bytes) -> str:
    """Why a name of a tree entry can't be published, or an empty string."""
    if name in {b"", b".", b".."} or b"/" in name:
        return "the name leads elsewhere"
    if len(name) > LONGEST_NAME_BYTES:
        return f"the name is longer than {LONGEST_NAME_BYTES} bytes"
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        return "the name is not UTF-8"
    if any(unicodedata.category(character) == "Cc" for character in text):
        return "the name holds control characters"
    if "\\" in text:
        return "the name holds a backslash"
    return "the name stands for a repository's own folder" if is_dot_git(text) else ""


def is_dot_git(name: str) -> bool:
    """Whether some file system takes the name for `.git`: other case, invisible characters, trailing dots, short names, streams."""
    plain = _IGNORED_BY_HFS.sub("", name).casefold().split(":", 1)[0].rstrip(". ")
    return plain == ".git" or _SHORT_DOT_GIT.fullmatch(plain) is not None


def path_problem(path: bytes) -> str:
    """Why a whole path, whose names are fine, can't be published, or an empty string."""
    if len(path) > LONGEST_PATH_BYTES:
        return f"the path is longer than {LONGEST_PATH_BYTES} bytes"
    return f"it lies deeper than {DEEPEST_PATH} folders" if path.count(b"/") >= DEEPEST_PATH else ""


def same_file_key(path: str) -> str:
    """What two paths have in common that some file systems take for one: case and Unicode form don't count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def is_bare_repository(names: frozenset[bytes]) -> bool:
    """Whether git would take a folder with these names for a repository, and do what its `config` says."""
    folded = {name.decode("utf-8", "replace").casefold() for name in names}
    return any(mark <= folded for mark in _BARE_REPOSITORY)
