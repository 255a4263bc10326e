"""The picture of the whole vault: the same for the same notes, none upon another, what is linked near each other."""

from __future__ import annotations

from itertools import combinations
from math import dist
from random import Random

from mkdocs_vault.vault.graph_layout import UNIT, layout
from mkdocs_vault.vault.note_graph import Place

NAMES = [f"n{number}" for number in range(60)]
GROUPS = ["a"] * 30 + ["b"] * 30
LINKS = sorted({(number, number + 1) for number in range(29)} | {(number, number + 1) for number in range(30, 57)} | {(0, 30), (0, 45)})


def test_no_note_has_no_picture() -> None:
    assert layout([], [], [], {}) == []


def test_one_note_and_two_of_the_same_name_stand_somewhere() -> None:
    assert len(layout(["n"], [""], [], {})) == 1
    assert len(set(layout(["n", "n"], ["", ""], [(0, 1)], {}))) >= 1


def test_the_same_notes_stand_in_the_same_places() -> None:
    assert layout(NAMES, GROUPS, LINKS, {}) == layout(NAMES, GROUPS, LINKS, {})


def test_linked_notes_stand_near_each_other_and_none_upon_another() -> None:
    places = layout(NAMES, GROUPS, LINKS, {})
    linked = [dist(places[first], places[second]) for first, second in LINKS]
    every = [dist(first, second) for first, second in combinations(places, 2)]
    assert sum(linked) / len(linked) < sum(every) / len(every) / 2
    assert min(every) > UNIT / 4


def test_notes_that_are_kept_do_not_move() -> None:
    places = layout(NAMES, GROUPS, LINKS, {})
    kept: dict[int, Place] = {number: place for number, place in enumerate(places) if number not in {5, 59}}
    again = layout(NAMES, GROUPS, LINKS, kept)
    assert {number: again[number] for number in kept} == kept
    assert dist(again[5], places[4]) < 6 * UNIT
    assert layout(NAMES, GROUPS, LINKS, dict(enumerate(places))) == places


def test_a_large_vault_has_room_for_all() -> None:
    chance = Random(1)  # noqa: S311 - no secret depends on it
    links = sorted({(min(pair), max(pair)) for pair in (chance.sample(range(2000), 2) for _ in range(6000))})
    places = layout([str(number) for number in range(2000)], ["" for _ in range(2000)], links, {})
    assert len(set(places)) == len(places)
