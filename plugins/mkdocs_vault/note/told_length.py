"""How long a video is by the words of a note: `a 70-minute talk`, `Length: 1:10:02`, a title that ends in `(12:34)`."""

from __future__ import annotations

import re

from mkdocs_vault.syntax.clocks import clock_of

_AMOUNT = r"(\d{1,3}(?:[.,]\d)?)[\s\u00a0-]*(h|hours?|hrs?|stunden?|heures?|horas?|min|mins|minutes?|minuten?|minutos?)\b"
_KINDS = (
    r"(?:video|talk|lecture|episode|interview|course|film|documentary|tutorial|podcast|conversation|recording|"
    r"vortrag|vorlesung|folge|gespräch|kurs|vidéo|cours|vídeo|charla|curso)"
)
_OF_KIND = re.compile(rf"\b{_AMOUNT}[\s-]*(?:long\s+)?{_KINDS}\b", re.IGNORECASE)
_KIND_OF = re.compile(rf"\b{_KINDS}\s+(?:(?:is|of|lasts|runs|takes|dauert|dure|dura)\s+)+(?:about\s+|around\s+)?{_AMOUNT}", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:length|runtime|running time|video length|dauer|länge|durée|duración)\b[*_\"']*\s*:+[*_\"'\s]*"
    rf"(?:(\d{{1,3}}:\d{{2}}(?::\d{{2}})?)\b|{_AMOUNT})",
    re.IGNORECASE,
)
_END_OF_TITLE = re.compile(r"[(\[](\d{1,3}:[0-5]\d(?::[0-5]\d)?)[)\]]\s*\Z")
_MINUTES = "m"


def told_seconds(title: str, text: str) -> int:
    """The seconds that a title or a text names as the length of the video; 0 where neither does."""
    in_title = _END_OF_TITLE.search(title)
    if in_title:
        return _of_clock(in_title[1])
    label = _LABEL.search(text)
    if label:
        return _of_clock(label[1]) if label[1] else _of_amount(label[2], label[3])
    found = _OF_KIND.search(title) or _OF_KIND.search(text) or _KIND_OF.search(text)
    return _of_amount(found[1], found[2]) if found else 0


def _of_clock(written: str) -> int:
    clock = clock_of(written)
    return (clock.literal if clock else 0) or 0


def _of_amount(number: str, unit: str) -> int:
    return round(float(number.replace(",", ".")) * (60 if unit.lower().startswith(_MINUTES) else 3600))
