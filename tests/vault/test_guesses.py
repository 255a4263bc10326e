"""Names that somebody may have meant: found among few, the same in every run."""

from __future__ import annotations

import os
import subprocess
import sys
from difflib import SequenceMatcher

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_vault.vault import guesses
from mkdocs_vault.vault.guesses import NearestNames
from mkdocs_vault.vault.paths import VaultPath

SYLLABLES = [f"{first}{last}" for first in ("ab", "cd", "ef", "gh", "ij", "kl", "mn", "op", "qr", "st") for last in ("on", "er", "is")]
NAMES = [f"{one} {two} {three}" for one in SYLLABLES for two in SYLLABLES[:20] for three in SYLLABLES[:20]]

MANY_NAMESAKES = """
from mkdocs_vault.vault.guesses import NearestNames
from mkdocs_vault.vault.paths import VaultPath
words = ["history", "evolution", "matrix", "theory", "linear", "number", "machine", "learning", "rocket", "silicon"]
names = [f"{one} and {two}" for one in words for two in words]
near = NearestNames(VaultPath(f"{folder}/{name}.md") for folder in range(100) for name in names)
print([near.nearest(VaultPath(f"{one} of {two}s in {one}")) for one in words for two in words])
"""


def nearest_of(names: list[str]) -> NearestNames:
    return NearestNames(VaultPath(f"{name}.md") for name in names)


@pytest.mark.parametrize("notes", [500, 12_000])
def test_a_guess_compares_thirty_names_at_most_however_many_there_are(notes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[str] = []
    measured = guesses._common_subsequence_length

    def counted(places: dict[str, int], length: int, other: str) -> int:
        compared.append(other)
        return measured(places, length, other)

    monkeypatch.setattr(guesses, "_common_subsequence_length", counted)
    near = nearest_of(NAMES[:notes])
    for name in NAMES[:100]:
        assert near.nearest(VaultPath(name[:2] + name[3:])) is not None
    assert 100 <= len(compared) <= 30 * 100


def test_the_slow_comparison_is_asked_for_the_few_that_can_win(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    ratio = SequenceMatcher.ratio

    def counted(matcher: SequenceMatcher[str]) -> float:
        asked.append(matcher)
        return ratio(matcher)

    monkeypatch.setattr(SequenceMatcher, "ratio", counted)
    near = nearest_of(NAMES)
    for name in NAMES[:100]:
        near.nearest(VaultPath(name + "x"))
    assert len(asked) <= 3 * 100


@given(st.text("abc ", max_size=40), st.text("abc ", max_size=40))
@settings(deadline=None)
def test_no_name_is_more_like_another_than_its_bound_says(wanted: str, name: str) -> None:
    matcher = SequenceMatcher(None, name, wanted, autojunk=False)
    for most, _ in guesses._most_likenesses(wanted, [name]) if wanted or name else ():
        assert matcher.ratio() <= most <= 1


@pytest.mark.parametrize(
    ("one", "other", "length"), [("", "", 0), ("a", "", 0), ("abc", "abc", 3), ("aplha", "alpha", 4), ("xaybzc", "abc", 3), ("ab", "ba", 1)]
)
def test_the_longest_common_subsequence_is_measured(one: str, other: str, length: int) -> None:
    places = {character: sum(1 << at for at, found in enumerate(one) if found == character) for character in one}
    assert guesses._common_subsequence_length(places, len(one), other) == length


def test_of_namesakes_the_first_path_is_guessed() -> None:
    near = NearestNames(VaultPath(f"{folder}/Alpha.md") for folder in "cab")
    assert near.nearest(VaultPath("Aplha")) == "a/Alpha.md"


def test_guesses_are_the_same_in_every_run() -> None:
    """Python orders the members of a set by another seed in every run."""
    said = [
        subprocess.run(
            [sys.executable, "-c", MANY_NAMESAKES],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    ]
    assert said[0].count(".md") > 10
    assert said[0] == said[1] == said[2]


@pytest.mark.parametrize(
    ("missing", "there"),
    [
        ("2024-01-05", "2024-01-06"), ("2024-W03", "2024-W04"), ("Daily/2024-01-05", "Daily/2024-02-05"), ("20240105", "20240106"),
        ("5 March 2024", "5 May 2024"), ("15 November 2024", "15 December 2024"), ("June 2024", "July 2024"),
        ("2024-01-05.png", "2024-01-06.png"),
        ("Chapter 11", "Chapter 12"), ("2024\u5e741\u67085\u65e5", "2024\u5e741\u67086\u65e5"),
        ("2023/Summary", "2024/Summary"), ("v1.2 notes", "v1.3 notes"),
    ],
)  # fmt: skip
def test_a_missing_note_of_a_series_is_no_misspelling_of_its_neighbour(missing: str, there: str) -> None:
    near = NearestNames([VaultPath(there if "." in there[-4:] else f"{there}.md")])
    assert near.nearest(VaultPath(missing)) is None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-01-05 Metting", "2024-01-05 Meeting"), ("Chapetr 11", "Chapter 11"), ("Old/2024-01-05", "Daily/2024-01-05"),
        ("Log", "Logs"), ("Sourdoh", "Sourdough"), ("Chapter 1", "Chapter"), ("2024-1-5", "2024-01-05"), ("Meeting", "Meeting 2"),
    ],
)  # fmt: skip
def test_a_misspelled_name_with_the_same_numbers_is_guessed(written: str, meant: str) -> None:
    assert NearestNames([VaultPath(f"{meant}.md")]).nearest(VaultPath(written)) == f"{meant}.md"
