"""How long a video is by the words of a note: `a 70-minute talk`, `Length: 1:10:02`, a title that ends in `(12:34)`."""

from __future__ import annotations

import re

from mkdocs_vault.syntax.clocks import clock_of

_UNITS = r"(?:h|hours?|hrs?|stunden?|heures?|horas?|min|mins|minutes?|minuten?|minutos?)\b"
_AMOUNT = re.compile(rf"(\d{{1,3}}(?:[.,]\d)?)[\s\u00a0-]*({_UNITS})", re.IGNORECASE)
"""Begins with a figure and nothing else, so that a long text is gone through quickly."""

_KINDS = (
    r"(?:video|talk|lecture|episode|interview|course|film|documentary|tutorial|podcast|conversation|recording|"
    r"vortrag|vorlesung|folge|gespräch|kurs|vidéo|cours|vídeo|charla|curso)"
)
_KIND_AFTER = re.compile(rf"[\s-]*(?:long\s+)?{_KINDS}\b", re.IGNORECASE)
_KIND_BEFORE = re.compile(rf"\b{_KINDS}\s+(?:(?:is|of|lasts|runs|takes|dauert|dure|dura)\s+)+(?:about\s+|around\s+)?\Z", re.IGNORECASE)
_LONGEST_BEFORE = 80
"""Characters of `documentary runs about` and its like, spaces and all."""

_IN_A_WORD = re.compile(r"\w")

_LABELS = ("length", "runtime", "running time", "dauer", "länge", "durée", "duración")
_LABEL = re.compile(
    rf"\b(?:video )?(?:{'|'.join(_LABELS)})\b[*_\"']*\s*:+[*_\"'\s]*(?:(\d{{1,3}}:\d{{2}}(?::\d{{2}})?)\b|{_AMOUNT.pattern})", re.IGNORECASE
)
_END_OF_TITLE = re.compile(r"[(\[](\d{1,3}:[0-5]\d(?::[0-5]\d)?)[)\]]\s*\Z")
_MINUTES = "m"


def told_seconds(title: str, text: str) -> int:
    """The seconds that a title or a text names as the length of the video; 0 where neither does."""
    in_title = _END_OF_TITLE.search(title)
    if in_title:
        return _of_clock(in_title[1])
    label = _LABEL.search(text) if any(map(text.lower().count, _LABELS)) else None
    if label:
        return _of_clock(label[1]) if label[1] else _of_amount(label[2], label[3])
    return _of_kind(title, is_title=True) or _of_kind(text)


def _of_kind(text: str, *, is_title: bool = False) -> int:
    """`a 70-minute talk`, else `the talk lasts 70 minutes`, which no title says."""
    later = 0
    for match in _AMOUNT.finditer(text):
        if match.start() and _IN_A_WORD.match(text, match.start() - 1):
            continue
        if _KIND_AFTER.match(text, match.end()):
            return _of_amount(match[1], match[2])
        if not later and not is_title and _KIND_BEFORE.search(text[max(0, match.start() - _LONGEST_BEFORE) : match.start()]):
            later = _of_amount(match[1], match[2])
    return later


def _of_clock(written: str) -> int:
    clock = clock_of(written)
    return (clock.literal if clock else 0) or 0


def _of_amount(number: str, unit: str) -> int:
    return round(float(number.replace(",", ".")) * (60 if unit.lower().startswith(_MINUTES) else 3600))
