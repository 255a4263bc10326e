"""Which words belong to which time stamp of a note."""

from __future__ import annotations

import re
from time import process_time

import pytest

from mkdocs_vault.note.compiled import CompileOptions
from mkdocs_vault.note.compiling import compile_note

CASES = {
    "one on each line": ("<0:00> Introduction\n<1:10> Setup\n<2:20> Conclusion", ["Introduction", "Setup", "Conclusion"]),
    "behind each line": ("Introduction <0:00>\nSetup <1:10>\nConclusion <2:20>", ["Introduction", "Setup", "Conclusion"]),
    "with dashes": ("<0:00> - Introduction\n<1:10> \u2013 Setup", ["Introduction", "Setup"]),
    "on lines of their own": ("<0:00>\nIntroduction\n<1:10>\nSetup", ["Introduction", "Setup"]),
    "two spaces at the end of each line": ("<0:00> Introduction  \n<1:10> Setup", ["Introduction", "Setup"]),
    "a line that an editor broke": (
        "<0:10> Water boils sooner on mountains, since the air\nabove them weighs less. <0:40> Eggs\nneed longer there.",
        ["Water boils sooner on mountains, since the air above them weighs less.", "Eggs need longer there."],
    ),
    "before the full stop": ("Water boils <0:10>. Eggs are hard <0:20>.", ["Water boils.", "Eggs are hard."]),
    "behind the full stop": ("Water boils. <0:10> Eggs are hard. <0:20>", ["Water boils.", "Eggs are hard."]),
    "before the sentence": ("<0:10> Water boils. <0:20> Eggs are hard.", ["Water boils.", "Eggs are hard."]),
    "before a later sentence": ("Water is put on. <0:10> It boils.", ["It boils."]),
    "within a sentence": ("Water <0:10> boils soon. Eggs are hard.", ["Water boils soon."]),
    "several in a sentence": (
        "Water boils <0:10>, eggs are hard <0:20>, and we eat <0:30>.",
        ["Water boils", "eggs are hard", "and we eat."],
    ),
    "side by side": ("Water boils <0:10> <1:20>.", ["Water boils.", "Water boils."]),
    "side by side at the begin of a line": ("<0:10>, <1:20> Water boils\n<2:00> Done", ["Water boils", "Water boils", "Done"]),
    "side by side with a comma": ("Water boils <0:10>, <1:20>.", ["Water boils.", "Water boils."]),
    "a span": ("<0:10> \u2013 <1:20> Water boils", ["Water boils", "Water boils"]),
    "items": ("- <0:10> Water\n- Eggs <0:20>\n- Salt, <0:30> and more", ["Water", "Eggs", "Salt, and more"]),
    "tasks": ("- [ ] <0:10> Water\n- [x] Eggs <0:20>", ["Water", "Eggs"]),
    "an item with a list in it": ("- <0:10>\n    - Water boils", ["Water boils"]),
    "cells": ("| When | What |\n| --- | --- |\n| <0:10> Water | Eggs <0:20> |", ["Water", "Eggs"]),
    "alone in a cell": (
        "| When | What | Who |\n| --- | --- | --- |\n| <0:10> | Water | Ann |\n| <0:20> | Eggs | Bo |",
        ["Water, Ann", "Eggs, Bo"],
    ),
    "two cells of a row": ("| From | To | What |\n| --- | --- | --- |\n| <0:10> | <0:20> | Water |", ["Water", "Water"]),
    "lines of a cell": ("| What |\n| --- |\n| <0:10> Water<br><0:20> Eggs |", ["Water", "Eggs"]),
    "before a heading": ("## <0:10> Water\n\nIt boils.", ["Water"]),
    "behind a heading": ("## Water <0:10>\n\nIt boils. <0:20>", ["Water", "It boils."]),
    "a callout": ("> [!note] <0:10> Water\n> <0:20> Eggs\n> Salt <0:30>", ["Water", "Eggs", "Salt"]),
    "a quote": ("> <0:10> Water\n> <0:20> Eggs", ["Water", "Eggs"]),
    "a paragraph of its own": ("<0:10>\n\nWater boils. Eggs are hard.\n\n<0:20>\n\nWe eat.", ["Water boils.", "We eat."]),
    "bold": ("**<0:10>** Water\n**<0:20>** Eggs", ["Water", "Eggs"]),
    "a fence of stamps": ("```timestamp\n0:10\n```\n\nWater boils. Eggs are hard.", ["Water boils."]),
    "bold as clippers write it": ("**0:10** · Water boils.\n\n**0:20** · Eggs are hard.", ["Water boils.", "Eggs are hard."]),
    "in brackets": ("Water boils (<0:10>). Eggs are hard (<0:20>).", ["Water boils.", "Eggs are hard."]),
    "links that have words": ("[Water](#t=10)\n[Eggs](#t=20)", ["Water", "Eggs"]),
    "other scripts": ("水が沸く <0:10>。卵は固い <0:20>。", ["水が沸く。", "卵は固い。"]),
    "nothing but stamps": ("<0:10>", [""]),
    "long words": ("<0:10> " + "word " * 40, ["word " * 17 + "word…"]),
}


def words_of(text: str) -> list[str]:
    stamped = re.sub(r"<(\d+:\d\d)>", r'<a class="yt-timestamp" data-t="\1">[\1]</a>', text)
    note = compile_note(f"---\nvideoId: aircAruvnKk\n---\n{stamped}\n", CompileOptions())
    return [moment.words for moment in note.body.moments]


@pytest.mark.parametrize(("text", "words"), CASES.values(), ids=CASES.keys())
def test_a_stamp_has_the_words_that_its_author_meant(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "<0:10> " * 3000,
        "Word <0:10>" + ", " * 100_000,
        "## " + ", " * 50_000 + "<0:10>",
        "<iframe " * 10_000 + "<0:10>",
        "<0:10> a, " * 3000,
        "|" + " <0:10> |" * 1500 + "\n|" + " - |" * 1500 + "\n|" + " <0:10> |" * 1500,
        "```timestamp\n" + "0:10\n" * 3000 + "```",
    ],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    """A quadratic rule would take minutes for each."""
    started = process_time()
    words_of(text)
    assert process_time() - started < 20
