"""Which name somebody may have meant who wrote one that doesn't exist."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cached_property

from mkdocs_vault.vault.paths import NOTE_SUFFIX, VaultPath, is_note
from mkdocs_vault.vault.tolerant_names import simplified

MAXIMUM_CHARACTERS = 120
"""Of a name that anybody would compare by eye."""
_COMPARED_NAMES = 30
_VISITED_NAMES = 3000
_LIKENESS = 0.75
_DIGITS = re.compile(r"\d+")
_DIGITS_OF_A_DAY = 8
_NOT_DIGITS = re.compile(r"[\W\d_]+")


class NearestNames:
    """Names that look alike. Built at the first question; a question costs less than half a millisecond, however many names there are."""

    def __init__(self, paths: Iterable[VaultPath]) -> None:
        """The paths whose names may be guessed."""
        self._paths = paths

    def nearest(self, target: VaultPath) -> VaultPath | None:
        """The file whose name is most like that of a link's target, None where none is; only a file of its kind."""
        wanted = simplified(target.name)
        if not wanted or len(wanted) > MAXIMUM_CHARACTERS:
            return None
        suffix = target.suffix.lower()
        kinds = {NOTE_SUFFIX} if suffix in {"", NOTE_SUFFIX} else {suffix}
        near = ((number, self._files[number]) for number in self._with_common_parts(wanted))
        numbers = [number for number, path in near if path.suffix.lower() in kinds and not _are_of_one_series(target, path)]
        number = self._most_like(wanted, numbers)
        return None if number is None else self._files[number]

    @cached_property
    def _files(self) -> list[VaultPath]:
        return sorted(self._paths)

    @cached_property
    def _names(self) -> list[str]:
        return [simplified(path.stem if is_note(path) else path.name) for path in self._files]

    @cached_property
    def _numbers_by_part(self) -> Mapping[str, list[int]]:
        numbers: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            for part in _parts(name):
                numbers.setdefault(part, []).append(number)
        return numbers

    def _with_common_parts(self, wanted: str) -> list[int]:
        """The files that share most parts with a name, the rarest parts looked at first, and no more than a fixed number of files."""
        shared: Counter[int] = Counter()
        visited = 0
        # Parts that are equally rare come in the order of their letters: that of a set would be another in every run.
        for numbers in sorted((self._numbers_by_part.get(part, []) for part in sorted(_parts(wanted))), key=len):
            shared.update(numbers[: _VISITED_NAMES - visited])
            visited += len(numbers)
            if visited >= _VISITED_NAMES:
                break
        least = _least_of_the_first(_COMPARED_NAMES, shared)
        names = self._names
        order = [(-count, abs(len(names[number]) - len(wanted)), number) for number, count in shared.items() if count >= least]
        return [number for _, _, number in sorted(order)[:_COMPARED_NAMES]]

    def _most_like(self, wanted: str, numbers: Iterable[int]) -> int | None:
        """The number of the name that is most like the wanted one, of equals the first; None where none is like it.

        Likeness is difflib's ratio, which is what people see as alike, but slow. It is asked for the few names that can still win.
        """
        first_with_name = {self._names[number]: number for number in sorted(numbers, reverse=True)}
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        best, found = _LIKENESS, None
        for most, name in sorted(_most_likenesses(wanted, first_with_name), reverse=True):
            if most < best:
                break
            matcher.set_seq1(name)
            likeness, number = matcher.ratio(), first_with_name[name]
            if likeness > best or (likeness == best and (found is None or number < found)):
                best, found = likeness, number
        return found


def _are_of_one_series(target: VaultPath, path: VaultPath) -> bool:
    """Whether two names differ in what counts a series on: then both are meant, and one is no misspelling of the other.

    Days, weeks, chapters and versions differ in their numbers. Where numbers are much of a name and don't name a whole day, its words
    are those of a month or a quarter: `May 2024` is not a misspelled `March 2024`.
    """
    wanted = _name_of(target).split("/")
    found = _name_of(path).split("/")[-len(wanted) :]
    one, other = "/".join(wanted), "/".join(found)
    digits, other_digits = "".join(_DIGITS.findall(one)), "".join(_DIGITS.findall(other))
    if not digits or not other_digits:
        return False
    if digits != other_digits and [*map(int, _DIGITS.findall(one))] != [*map(int, _DIGITS.findall(other))]:
        return True
    is_most = len(digits) * 3 >= len(simplified(wanted[-1]))
    return is_most and len(digits) < _DIGITS_OF_A_DAY and _NOT_DIGITS.sub("", wanted[-1].lower()) != _NOT_DIGITS.sub("", found[-1].lower())


def _name_of(path: VaultPath) -> str:
    """A path without the extension of a note, and no longer than anybody would compare."""
    return str(path.removesuffix(path.suffix) if is_note(path) else path)[-MAXIMUM_CHARACTERS:]


def _parts(name: str) -> set[str]:
    """All runs of three characters, the ends of the name counting as a space each."""
    padded = f" {name[:MAXIMUM_CHARACTERS]} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


def _most_likenesses(wanted: str, names: Iterable[str]) -> Iterator[tuple[float, str]]:
    """For each name the most that its likeness can be: that of the longest common subsequence, without those that can't be alike."""
    places: dict[str, int] = {}
    for at, character in enumerate(wanted):
        places[character] = places.get(character, 0) | 1 << at
    for name in names:
        both = len(name) + len(wanted)
        if 2 * min(len(name), len(wanted)) >= _LIKENESS * both:
            yield 2 * _common_subsequence_length(places, len(wanted), name) / both, name


def _least_of_the_first(number: int, counts: Mapping[int, int]) -> int:
    """The count that the keys with the highest counts have at least, so many of them that there are `number`; 0 if there are fewer."""
    for count, keys in sorted(Counter(counts.values()).items(), reverse=True):
        number -= keys
        if number <= 0:
            return count
    return 0


def _common_subsequence_length(places: Mapping[str, int], length: int, other: str) -> int:
    """The length of the longest common subsequence of two texts, one given by its length and the bits of each character's places.

    Hyyrö's bit-parallel algorithm: a whole row of the usual table is one integer, in which a cleared bit is a match.
    """
    row = (1 << length) - 1
    for character in other:
        matches = row & places.get(character, 0)
        row = (row + matches) | (row - matches)
    return length - (row & ((1 << length) - 1)).bit_count()
