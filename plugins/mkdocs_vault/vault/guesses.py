"""Which name somebody may have meant who wrote one that doesn't exist."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cached_property

from mkdocs_vault.vault.paths import NOTE_SUFFIX, VaultPath, is_note
from mkdocs_vault.vault.tolerant_names import simplified

MAXIMUM_CHARACTERS = 120
"""Of a name that anybody would compare by eye."""
_COMPARED_NAMES = 30
_VISITED_NAMES = 3000
_LIKENESS = 0.75


class NearestNames:
    """Names that look alike. Built at the first question; a question costs about a millisecond, however many names there are."""

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
        matcher = SequenceMatcher(autojunk=False)
        matcher.set_seq2(wanted)
        numbers = [number for number in self._with_common_parts(wanted) if self._files[number].suffix.lower() in kinds]
        likeness, number = max(((self._likeness(matcher, number), -number) for number in numbers), default=(0.0, 0))
        return self._files[-number] if likeness >= _LIKENESS else None

    @cached_property
    def _files(self) -> list[VaultPath]:
        return sorted(self._paths)

    @cached_property
    def _names(self) -> list[str]:
        return [simplified(path.stem if is_note(path) else path.name) for path in self._files]

    @cached_property
    def _numbers_by_part(self) -> dict[str, list[int]]:
        numbers: dict[str, list[int]] = {}
        for number, name in enumerate(self._names):
            for part in _parts(name):
                numbers.setdefault(part, []).append(number)
        return numbers

    def _with_common_parts(self, wanted: str) -> list[int]:
        """The files that share most parts with a name, the rarest parts looked at first, and no more than a fixed number of files."""
        shared: Counter[int] = Counter()
        visited = 0
        for numbers in sorted((self._numbers_by_part.get(part, []) for part in _parts(wanted)), key=len):
            shared.update(numbers[: _VISITED_NAMES - visited])
            visited += len(numbers)
            if visited >= _VISITED_NAMES:
                break
        order = {number: (-count, abs(len(self._names[number]) - len(wanted)), number) for number, count in shared.items()}
        return heapq.nsmallest(_COMPARED_NAMES, order, key=order.__getitem__)

    def _likeness(self, matcher: SequenceMatcher[str], number: int) -> float:
        matcher.set_seq1(self._names[number])
        quick = matcher.real_quick_ratio() >= _LIKENESS and matcher.quick_ratio() >= _LIKENESS
        return matcher.ratio() if quick else 0.0


def _parts(name: str) -> set[str]:
    """All runs of three characters, the ends of the name counting as a space each."""
    padded = f" {name[:MAXIMUM_CHARACTERS]} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}
