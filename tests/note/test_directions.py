"""The direction of languages and of texts."""

from __future__ import annotations

import unicodedata

import pytest

from mkdocs_vault.note.compiled import CompileOptions
from mkdocs_vault.note.compiling import compile_note
from mkdocs_vault.note.directions import RIGHT_TO_LEFT_LETTERS, direction_of_language, direction_of_text


@pytest.mark.parametrize("code", ["ar", "AR-eg", "fa_IR", "he", "ku-IQ", "ur", "yi", "az-Arab", "pa-Arab-PK", "ff-Adlm"])
def test_these_languages_are_read_from_right_to_left(code: str) -> None:
    assert direction_of_language(code) == "rtl"


@pytest.mark.parametrize("code", ["", "en", "de-AT", "ku", "az", "yi-Latn", "zh-Hans", "klingon"])
def test_these_languages_are_read_from_left_to_right(code: str) -> None:
    assert direction_of_language(code) == "ltr"


def test_the_first_letter_decides_about_a_text() -> None:
    assert [direction_of_text(text) for text in ("1. (نص) a", "«a» نص", "12 — 🎉", "")] == ["rtl", "ltr", None, None]


def test_no_letter_of_a_right_to_left_script_is_overlooked() -> None:
    letters = [chr(code) for code in range(0x110000) if unicodedata.bidirectional(chr(code)) in {"R", "AL"}]
    assert not [hex(ord(letter)) for letter in letters if not RIGHT_TO_LEFT_LETTERS.match(letter)]


def test_in_a_site_from_right_to_left_other_blocks_turn() -> None:
    text = "نص\n\nText\n\n- عنصر\n- item\n\n| أ | b |\n| - | - |"
    html = compile_note(text, CompileOptions(direction="rtl")).body.html
    assert [piece.partition(">")[2].partition("<")[0] for piece in html.split(' dir="auto"')[1:]] == ["Text", "item", "b"]
