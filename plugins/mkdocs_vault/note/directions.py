"""The direction that a language or a text is read in."""

from __future__ import annotations

import re
from typing import Literal
from unicodedata import bidirectional

Direction = Literal["ltr", "rtl"]

RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ku-iq", "ps", "sd", "syr", "ug", "ur", "yi"})
"""Languages by their code, one of them in one country only."""

RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "aran", "hebr", "mand", "mend", "nkoo", "rohg", "samr", "syrc", "thaa"})
SCRIPT_LENGTH = 4
STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
"""The classes of letters that Unicode's bidirectional algorithm calls strong."""

RIGHT_TO_LEFT_LETTERS = re.compile("[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
"""The blocks of Unicode that hold all letters of right-to-left scripts."""


def direction_of_language(code: str) -> Direction:
    """The direction of a language such as `ar`, `pt-BR` or `az-Arab`; a script decides for itself."""
    first, *others = re.split(r"[-_]", code.lower())
    script = next((part for part in others if len(part) == SCRIPT_LENGTH and part.isalpha()), "")
    if script:
        return "rtl" if script in RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if first in RIGHT_TO_LEFT or "-".join([first, *others]) in RIGHT_TO_LEFT else "ltr"


def direction_of_text(text: str) -> Direction | None:
    """The direction of the first letter that has one; None where none has."""
    for character in text:
        if direction := STRONG.get(bidirectional(character)):
            return direction
    return None
