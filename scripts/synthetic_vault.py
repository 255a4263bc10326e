"""Makes vaults for measuring: notes of about 7 KB as a collection of video notes has them, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, product
from pathlib import Path

NOTE_CHARACTERS = 7000
NOTES_IN_A_FOLDER = 75
SYLLABLES = ("ka", "lo", "mi", "ren", "tu", "sha", "ve", "dor", "pli", "on", "gra", "sel", "bi", "hu", "stra", "nek")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a note lies."""

    folder: str
    name: str


class SyntheticVault:
    """A number of notes, linked at random; common words are common, as in a language."""

    def __init__(self, notes: int, seed: int = 1) -> None:
        """Decide the names; the texts are made one by one."""
        self._random = random.Random(seed)  # noqa: S311 - no secret depends on it
        self._words = ["".join(parts) for size in (1, 2, 3) for parts in product(SYLLABLES, repeat=size)]
        self._random.shuffle(self._words)
        self._weights = list(accumulate(1 / (rank + 8) for rank in range(len(self._words))))
        self._places = [self._place(number) for number in range(notes)]

    def notes(self) -> Iterator[tuple[str, str]]:
        """Path and text of every note."""
        for place in self._places:
            yield f"{place.folder}/{place.name}.md", self._note(place)

    def write(self, folder: Path) -> None:
        """Write the vault to a folder."""
        for path, text in self.notes():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def _place(self, number: int) -> Place:
        return Place(f"topic_{number // NOTES_IN_A_FOLDER}", f"{'_'.join(self._take(3))}_{number}")

    def _note(self, place: Place) -> str:
        parts = [self._properties(place), f"From: {self._link()} <br/>\n\n{self._paragraph()}\n\n## Overview\n\n{self._paragraph()}\n"]
        kinds = (self._section, self._callout, self._section, self._list, self._table, self._section, self._folded, self._tasks)
        number = 0
        while sum(map(len, parts)) < NOTE_CHARACTERS:
            parts.append(kinds[number % len(kinds)]())
            number += 1
        return "\n".join(parts)

    def _properties(self, place: Place) -> str:
        tags = "".join(f"  - {word}\n" for word in sorted(set(self._take(3))))
        return (
            f"---\ntitle: {place.name.replace('_', ' ').title()}\nvideoId: abcDEF_{self._random.randrange(1000, 9999)}\ntags:\n{tags}---\n"
        )

    def _section(self) -> str:
        return f"### {' '.join(self._take(3)).title()}\n\n{self._paragraph()}\n"

    def _callout(self) -> str:
        return f"> [!note] {' '.join(self._take(3)).title()}\n> {self._sentence()} {self._timestamp()}\n> {self._sentence()}\n"

    def _folded(self) -> str:
        return f"> [!tip]- Folded\n> - {self._sentence()}\n> - {self._sentence()}\n"

    def _list(self) -> str:
        return "".join(f"- {self._sentence()} {self._link()}\n" for _ in range(4))

    def _tasks(self) -> str:
        return "".join(f"- [{mark}] {self._sentence()}\n" for mark in " x")

    def _table(self) -> str:
        rows = "".join(f"| {' | '.join(' '.join(self._take(3)) for _ in range(3))} |\n" for _ in range(4))
        return f"| One | Two | Three |\n| --- | --- | --- |\n{rows}"

    def _paragraph(self) -> str:
        return " ".join(f"{self._sentence()} {self._timestamp()}" for _ in range(self._random.randint(2, 5))) + f" {self._link()}"

    def _sentence(self) -> str:
        words = self._take(self._random.randint(9, 18))
        marks = self._random.choice(("", "", "", "", "**", "*", "`", "=="))
        words[3] = f"{marks}{words[3]}{marks}"
        return f"{' '.join(words).capitalize()}."

    def _link(self) -> str:
        place = self._random.choice(self._places)
        forms = (f"[[{place.name}]]", f"[[{place.name} | {' '.join(self._take(2))}]]", f"[[{place.folder}/{place.name}#Overview]]")
        return self._random.choice(forms)

    def _timestamp(self) -> str:
        stamp = f"00:{self._random.randrange(60):02}:{self._random.randrange(60):02}"
        return f'<a class="yt-timestamp" data-t="{stamp}">[{stamp}]</a>'

    def _take(self, number: int) -> list[str]:
        return self._random.choices(self._words, cum_weights=self._weights, k=number)
