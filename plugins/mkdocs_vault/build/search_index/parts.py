"""The parts of an index, each made by a run of Pagefind of its own.

A run's memory grows with what it is told, to gigabytes for thousands of notes; so a large site has an index of several parts, which
the browser asks together. The hash of its address says in which part a page is. So an edited page changes one part, parts are of about
one size, and each is a fair sample of the site: how rare a word is, which decides on the order of results, is about the same in all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from mkdocs_vault.website.search.documents import ANY_LANGUAGE
from mkdocs_vault.website.search.port import Searchable

PART_WEIGHT = 8_000_000
"""The weight of the heaviest part, see `weight_of`: some 1,300 notes of 6,000 characters, for which Pagefind needs half a gigabyte.
Smaller parts would need less, but each one costs every reader who searches some 40 KB."""

_SMALLEST_CHOICE = 4


@dataclass(frozen=True, slots=True)
class Part:
    """Some documents of one language, in the order in which they are indexed: the order decides on bytes of the index."""

    language: str
    number: int
    documents: tuple[Searchable, ...]

    @property
    def name(self) -> str:
        """Different for all parts of a site, and good for a folder."""
        return f"{self.language}-{self.number}"

    def digest(self, maker: str) -> str:
        """Tells apart parts whose files differ; `maker` is who makes them, and how."""
        told = blake2b(maker.encode(), digest_size=20)
        for document in self.documents:
            told.update(f"\n{document.address}\0{document.digest}".encode(errors="surrogatepass"))
        return told.hexdigest()


def parts_of(documents: Iterable[Searchable], part_weight: int = PART_WEIGHT) -> list[Part]:
    """The parts of an index, ordered by language, none of them empty unless there are no documents. The order of documents is no matter."""
    by_language: dict[str, list[Searchable]] = {}
    for document in sorted(documents, key=lambda document: document.address):
        by_language.setdefault(document.language, []).append(document)
    parts = [part for language in sorted(by_language) for part in _parts_of_language(language, by_language[language], part_weight)]
    return parts or [Part(ANY_LANGUAGE, 0, ())]


def number_of_parts(weight: int, part_weight: int) -> int:
    """1, 2, 3, 4, 6, 8, 12, 16 and so on: with another number all parts are others, so it changes only when a site has grown a lot."""
    needed = max(1, -(-weight // part_weight))
    power = 1 << (needed - 1).bit_length()
    fewer = power * 3 // 4
    return fewer if power >= _SMALLEST_CHOICE and needed <= fewer else power


def _parts_of_language(language: str, documents: list[Searchable], part_weight: int) -> Iterator[Part]:
    count = number_of_parts(sum(document.weight for document in documents), part_weight)
    groups: dict[int, list[Searchable]] = {}
    for document in documents:
        groups.setdefault(_hash(document.address) % count, []).append(document)
    for number, group in sorted(groups.items()):
        yield Part(language, number, tuple(group))


def _hash(address: str) -> int:
    return int.from_bytes(blake2b(address.encode(errors="surrogatepass"), digest_size=8).digest(), "big")
