"""Which addresses of a site are taken, and by which file: no two files ever write to one place."""

from __future__ import annotations

import unicodedata
from hashlib import sha256
from itertools import chain, count, islice
from posixpath import dirname, join, splitext

LONGEST_NAME_BYTES = 240
"""Most file systems end at 255; the rest is for what is added to make a name unique."""


class AddressBook:
    """Addresses are paths of files below the site's folder, compared without regard to case and Unicode form.

    Systems differ in whether `Note` and `note` are two files, and a folder can't have the name of a file.
    """

    def __init__(self) -> None:
        """An empty book."""
        self._owners: dict[str, str] = {}
        self._folders: dict[str, str] = {}

    def claim(self, address: str, owner: str) -> None:
        """Write down whose the address is; whoever came first stays."""
        key = _key(address)
        self._owners.setdefault(key, owner)
        folder = dirname(key)
        while folder and folder not in self._folders:
            self._folders[folder] = owner
            folder = dirname(folder)

    def owner(self, address: str) -> str:
        """Who stands in the way of an address: its owner, a file where it needs a folder, or the other way round; empty if nobody."""
        key = _key(address)
        if key in self._owners:
            return self._owners[key]
        if key in self._folders:
            return self._folders[key]
        folder = dirname(key)
        while folder:
            if folder in self._owners:
                return self._owners[folder]
            folder = dirname(folder)
        return ""

    def first_free(self, *wishes: str) -> str:
        """The first of the wished addresses that is free, or else the first free one of a row with numbers."""
        numbered = (with_number(wishes[-1], number) for number in count(2))
        return next(address for address in chain(wishes, numbered) if not self.owner(address))


def with_number(address: str, number: int) -> str:
    """Another address for a file: `a/b/index.html` becomes `a/b-2/index.html`, `a/b.png` becomes `a/b-2.png`."""
    folder, name = dirname(address), address.rpartition("/")[2]
    if name == "index.html" and folder:
        return join(f"{folder}-{number}", name)
    stem, suffix = splitext(name)
    return join(folder, f"{stem}-{number}{suffix}")


def fitting(address: str) -> str:
    """The address, its parts cut to what file systems can hold; a cut part ends in a hash of the whole."""
    return "/".join(_fitting_part(part) for part in address.split("/"))


def _fitting_part(part: str) -> str:
    encoded = part.encode("utf-8")
    if len(encoded) <= LONGEST_NAME_BYTES:
        return part
    stem, suffix = splitext(part)
    suffix = "".join(islice(suffix, 20))
    mark = f"-{sha256(encoded).hexdigest()[:12]}"
    room = LONGEST_NAME_BYTES - len(mark) - len(suffix.encode("utf-8"))
    return stem.encode("utf-8")[:room].decode("utf-8", "ignore") + mark + suffix


def _key(address: str) -> str:
    return unicodedata.normalize("NFC", address.lstrip("/")).casefold()
