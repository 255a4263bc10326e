"""The names of all notes in small files, for finding the note that an address once meant, and for a note at random.

`names-BUCKET.json` holds every note one of whose words begins with letters of that bucket; `all-PART.json` the addresses of 500 notes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from mkdocs_vault.website.data_contract import ADDRESSES_IN_A_FILE, LETTERS_OF_A_BUCKET, bucket, buckets_of_names, name_words
from mkdocs_vault.website.site_files import SiteFile, compact_json

FOLDER = "assets/vault/notes"
MOST_NAMES_IN_A_BUCKET = 1500
"""Common words begin with the same letters everywhere: their bucket is cut, the note is found by its other words."""
MOST_WORDS = 6


class NamedNote(NamedTuple):
    """A note by its title, the name of its file without extension, and its address on the site."""

    title: str
    stem: str
    address: str


@dataclass(frozen=True)
class NameShards:
    """The names of a site's notes; nothing is cut into files before they are asked for."""

    names: Sequence[NamedNote]

    @property
    def count(self) -> int:
        """How many buckets there are, a power of two."""
        return buckets_of_names(len(self.names))

    def files(self) -> Iterator[SiteFile]:
        """All files. Linear in the names."""
        for number, names in enumerate(self._buckets()):
            yield SiteFile(f"{FOLDER}/names-{number}.json", compact_json(names))
        addresses = [note.address for note in self.names]
        for part, start in enumerate(range(0, len(addresses), ADDRESSES_IN_A_FILE)):
            yield SiteFile(f"{FOLDER}/all-{part}.json", compact_json(addresses[start : start + ADDRESSES_IN_A_FILE]))

    def _buckets(self) -> list[list[tuple[str, str]]]:
        count = self.count
        buckets: list[list[tuple[str, str]]] = [[] for _ in range(count)]
        for title, stem, address in self.names:
            words = dict.fromkeys(word[:LETTERS_OF_A_BUCKET] for word in (*name_words(stem), *name_words(title)))
            for number in dict.fromkeys(bucket(prefix, count) for prefix in islice(words, MOST_WORDS)):
                if len(buckets[number]) < MOST_NAMES_IN_A_BUCKET:
                    buckets[number].append((title, address))
        return buckets
