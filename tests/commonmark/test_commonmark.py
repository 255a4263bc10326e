"""With Obsidian's own syntax switched off, the parser reads CommonMark 0.31.2: all examples of the specification, to the byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonmark.printer import to_html

EXAMPLES = json.loads((Path(__file__).parent / "examples.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{example['example']} {example['section']}" for example in EXAMPLES])
def test_an_example_becomes_its_html(example: dict[str, str]) -> None:
    assert to_html(example["markdown"]) == example["html"]


def test_all_examples_of_the_specification_are_there() -> None:
    assert [example["example"] for example in EXAMPLES] == [*range(1, 653)]
