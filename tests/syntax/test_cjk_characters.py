"""The table of CJK characters is that of Unicode: what Python knows of each character says the same."""

from __future__ import annotations

import sys
import unicodedata

from mkdocs_vault.syntax.cjk_characters import IS_CJK

WIDE = ("W", "F", "H")
WIDE_SINCE_UNICODE_16 = {*range(0x2630, 0x2638), *range(0x268A, 0x2690), *range(0x4DC0, 0x4E00), *range(0x1D300, 0x1D377)}
CHARACTERS = [chr(code) for code in range(0x80, sys.maxunicode + 1) if unicodedata.category(chr(code)) not in {"Cn", "Cs", "Co"}]


def is_hangul(character: str) -> bool:
    return unicodedata.name(character, "").startswith("HANGUL")


def may_be_emoji(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Sk", "Sm"}


def test_every_wide_character_but_emoji_is_in_it() -> None:
    wide = [character for character in CHARACTERS if unicodedata.east_asian_width(character) in WIDE or is_hangul(character)]
    assert not [character for character in wide if not IS_CJK(character) and not may_be_emoji(character)]


def test_nothing_else_is_in_it() -> None:
    others = [character for character in CHARACTERS if unicodedata.east_asian_width(character) not in WIDE and not is_hangul(character)]
    assert not [character for character in others if IS_CJK(character) and ord(character) not in WIDE_SINCE_UNICODE_16]


def test_pictures_are_emoji_where_they_have_colours() -> None:
    assert not [character for character in "⌚☔✨⭐🀄🈚🈯🎉🏂👍" if IS_CJK(character)]
    assert all(map(IS_CJK, "〰〽㊗㊙🈂🈷"))
