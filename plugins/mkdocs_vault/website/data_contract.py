"""What this package and the scripts of its sites must do alike: how data is cut into files, and in which of them a name stands.

Numbers that scripts need are printed into attributes `data-vault-…`. `name_words` and `bucket` stand a second time in the script
`names.js`; `tests/website/contract_vectors.json` says what both answer.
"""

from __future__ import annotations

import re
import unicodedata

ITEMS_IN_A_FILE = 200
"""Items of one folder of the navigation in a file of the sidebar's data."""

ADDRESSES_IN_A_FILE = 500
"""Addresses of notes in a file that a note at random is drawn from."""

NAMES_IN_A_BUCKET = 64
MOST_BUCKETS_OF_NAMES = 1024
BUCKETS_OF_A_NAME = 3
"""In about so many buckets each note stands, by its different words."""
LETTERS_OF_A_BUCKET = 2
"""So many first letters of a word decide about its bucket."""

NOTES_IN_A_BUCKET = 16
"""Of the graph beside a note."""
MOST_BUCKETS_OF_THE_GRAPH = 4096

_MODULUS = 65_521
_WORD = re.compile(r"[^\W_]+")


def name_words(name: str) -> list[str]:
    """The words of a name without accents and capitals: rows of letters and numbers, all marks (Unicode category M) taken off.

    Vowel signs of Hindi, Tamil and Thai are marks: they are left out, and divide no word.
    """
    folded = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.category(char).startswith("M"))
    return _WORD.findall(folded.lower())


def bucket(text: str, count: int) -> int:
    """The number of a text's bucket, of so many: a sum over its code points."""
    number = 0
    for char in text:
        number = (number * 31 + ord(char)) % _MODULUS
    return number % count


def buckets_of_names(notes: int) -> int:
    """How many buckets the names of so many notes have."""
    return _power_of_two(notes * BUCKETS_OF_A_NAME, NAMES_IN_A_BUCKET, MOST_BUCKETS_OF_NAMES)


def buckets_of_the_graph(notes: int) -> int:
    """How many buckets the graph of so many notes has."""
    return _power_of_two(notes, NOTES_IN_A_BUCKET, MOST_BUCKETS_OF_THE_GRAPH)


def _power_of_two(entries: int, in_each: int, most: int) -> int:
    """A number of buckets that seldom changes, and with it nothing on the pages."""
    count = 1
    while count < most and count * in_each < entries:
        count *= 2
    return count
