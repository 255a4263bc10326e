"""The ids that headings and blocks have on a page."""

from __future__ import annotations

import re
import unicodedata

_DROPPED = re.compile(r"[^\w\s-]")
_BETWEEN_WORDS = re.compile(r"[-\s]+")
_COUNTED = re.compile(r"(.*)_([0-9]{1,9})\Z", re.DOTALL)


def slug(text: str) -> str:
    """A heading's text as an id: what Python-Markdown's table of contents makes of it, with Unicode letters kept.

    Empty where the text has no letter or digit. Ids that begin with `__` belong to the theme, so leading underscores go then;
    a lone `_` goes because its second copy would be such an id.
    """
    kept = _DROPPED.sub("", unicodedata.normalize("NFC", text)).strip().lower()
    identifier = _BETWEEN_WORDS.sub("-", kept)
    return identifier.lstrip("_") if identifier.startswith("__") or identifier == "_" else identifier


class UniqueAnchors:
    """Gives each heading of one page an id of its own: the second `setup` is `setup_1`. Constant time per heading."""

    def __init__(self) -> None:
        """Nothing is taken yet."""
        self._taken: set[str] = set()
        self._next_number: dict[str, int] = {}

    def take(self, text: str) -> str:
        """The anchor for the next heading with this text."""
        wanted = slug(text)
        anchor = wanted if wanted and wanted not in self._taken else self._numbered(wanted)
        self._taken.add(anchor)
        return anchor

    def _numbered(self, wanted: str) -> str:
        counted = _COUNTED.match(wanted)
        base, number = (counted[1], int(counted[2]) + 1) if counted else (wanted, 1)
        number = max(number, self._next_number.get(base, 0))
        while f"{base}_{number}" in self._taken:
            number += 1
        self._next_number[base] = number + 1
        return f"{base}_{number}"


def block_anchor(block_id: str) -> str:
    """The id on the page of a block that is called `^id` in the note."""
    return f"^{block_id}"
