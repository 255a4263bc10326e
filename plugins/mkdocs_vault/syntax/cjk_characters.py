"""Characters that emphasis looks at beside its marks: Chinese, Japanese and Korean ones, punctuation, variation selectors.

The ranges are those of Unicode's East Asian Width W, F and H and of the script Hangul, without emoji; characters that no
version of Unicode has yet are taken along where that makes one range of two.
"""

from __future__ import annotations

import re
import unicodedata

CJK = (
    "\u1100-\u11ff\u20a9\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\u3247\u3250-\ua4cf\ua960-\ua97f\uac00-\ud7ff"
    "\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uffee\U00016fe0-\U00018dff\U0001aff0-\U0001b2ff\U0001d300-\U0001d376"
    "\U0001f200-\U0001f219\U0001f21b-\U0001f22e\U0001f230\U0001f231\U0001f237\U0001f23b-\U0001f265\U00020000-\U0003fffd"
)
"""The inside of a character class."""

IDEOGRAPHIC_SELECTORS = "\U000e0100-\U000e01ef"
"""What chooses a form of the ideograph before it."""

STANDARD_SELECTORS = "\ufe00-\ufe0e"
"""What chooses a form of the character before it, other than that of an emoji."""

IS_CJK = re.compile(f"[{CJK}]").match
IS_IDEOGRAPHIC_SELECTOR = re.compile(f"[{IDEOGRAPHIC_SELECTORS}]").match
IS_STANDARD_SELECTOR = re.compile(f"[{STANDARD_SELECTORS}]").match
WIDE_QUOTES = frozenset(quote + "\ufe01" for quote in "\u2018\u2019\u201c\u201d")
"""Quotation marks of all languages that a selector makes those of Chinese and Japanese."""


def is_punctuation(character: str) -> bool:
    """Whether a character is punctuation as CommonMark has it: Unicode's punctuation and symbols."""
    return unicodedata.category(character)[0] in "PS"
