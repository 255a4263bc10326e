"""The order of names in Obsidian's file explorer: numbers by their value, capitals and accents without weight."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NUMBERS = re.compile(r"(\d+)")
_MOST_DIGITS = 200
"""A longer row of figures is compared as text: Python refuses to read numbers of thousands of digits."""

NaturalKey = tuple[tuple[tuple[int, int | str], ...], str]


@lru_cache(maxsize=32_768)
def natural_key(name: str) -> NaturalKey:
    """What to sort a name by: `Part 2` before `Part 10`, `a` beside `A` and `ä`; the name itself decides between equals.

    Obsidian compares with the browser's collator (numeric, base sensitivity); accents are taken off here to the same end.
    """
    folded = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char)).casefold()
    return tuple(_part(part) for part in _NUMBERS.split(folded) if part), name


def _part(part: str) -> tuple[int, int | str]:
    """Figures stand before letters, and most signs before figures."""
    if part.isdecimal() and len(part) <= _MOST_DIGITS:
        return 1, int(part)
    return (2, part) if part[0].isalnum() else (0, part)
