"""The names of all notes in small files, for finding the note that an address once meant, and for a note at random.

`names/BUCKET.json` holds every note one of whose words begins with letters of that bucket; `notes/PART.json` the addresses of 500 notes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

FOLDER = "assets/vault/notes"
NAMES_IN_A_BUCKET = 64
MOST_BUCKETS = 1024
MOST_NAMES_IN_A_BUCKET = 1500
"""Common words begin with the same letters everywhere: their bucket is cut, the note is found by its other words."""
MOST_WORDS = 6
PREFIX_LETTERS = 2
ADDRESSES_IN_A_FILE = 500
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class NameShards:
    """Buckets by their number, and all addresses. `count` is how many buckets there are, a power of two."""

    buckets: tuple[tuple[tuple[str, str], ...], ...]
    addresses: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many buckets there are."""
        return len(self.buckets)

    @property
    def notes(self) -> int:
        """How many notes there are."""
        return len(self.addresses)

    @classmethod
    def of(cls, notes: Iterable[tuple[str, str, str]]) -> NameShards:
        """The buckets of notes, given by their titles, the names of their files, and their addresses."""
        named = list(notes)
        count = 1
        while count < MOST_BUCKETS and count * NAMES_IN_A_BUCKET < len(named) * 3:
            count *= 2
        buckets: list[list[tuple[str, str]]] = [[] for _ in range(count)]
        for title, stem, address in named:
            words = dict.fromkeys(word[:PREFIX_LETTERS] for word in (*words_of(stem), *words_of(title)))
            for bucket in dict.fromkeys(bucket_of(prefix, count) for prefix in islice(words, MOST_WORDS)):
                if len(buckets[bucket]) < MOST_NAMES_IN_A_BUCKET:
                    buckets[bucket].append((title, address))
        return cls(tuple(map(tuple, buckets)), tuple(address for _, _, address in named))

    def write(self, site: Path) -> None:
        """Write all files below the site's folder."""
        folder = site / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for number, bucket in enumerate(self.buckets):
            (folder / f"names-{number}.json").write_text(_json(bucket), encoding="utf-8")
        for part, start in enumerate(range(0, len(self.addresses), ADDRESSES_IN_A_FILE)):
            (folder / f"all-{part}.json").write_text(_json(self.addresses[start : start + ADDRESSES_IN_A_FILE]), encoding="utf-8")


def words_of(name: str) -> list[str]:
    """The words of a name without accents and capitals, as the script has them."""
    folded = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return _WORD.findall(folded.lower())


def bucket_of(prefix: str, count: int) -> int:
    """The number of a prefix's bucket: a sum that a script can do as well."""
    number = 0
    for char in prefix:
        number = (number * 31 + ord(char)) % 65_521
    return number % count


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
