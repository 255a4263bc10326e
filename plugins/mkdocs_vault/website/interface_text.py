"""The words of the interface in the site's language: one file for each language, English for whatever it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from markupsafe import escape

FOLDER = "interface-text"
FALLBACK = "en"
_REGION, _SCRIPT = 2, 4
"""How long the parts of a language's name are that say where it is spoken, and how it is written."""
NEAREST = {"pt": "pt-BR", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant", "iw": "he", "in": "id"}
"""Languages without a file of their own, and the nearest that has one; some of them are old codes of the same language (BCP 47)."""


class InterfaceTextError(Exception):
    """A file of texts can't be used; the message says which, and why."""


def interface_text(language: str, folders: Sequence[Path]) -> Mapping[str, str]:
    """Every text by its key, escaped for a page. `de-AT` takes `de` for what it lacks, every language takes English.

    The texts are files `interface-text/LANGUAGE.yml` in these folders, of which the first wins. Raises `InterfaceTextError`.
    """
    texts: dict[str, str] = {}
    for name in (FALLBACK, *_names_of(language)):
        for folder in reversed(folders):
            texts |= _texts(folder / FOLDER / f"{name}.yml")
    return {key: escape(text) for key, text in texts.items()}


def _names_of(language: str) -> list[str]:
    """`zh-TW` -> `zh`, `zh-Hant`, `zh-TW`: the more a file knows of the language, the later it speaks."""
    parts = [_written(part, is_first=number == 0) for number, part in enumerate(language.replace("_", "-").split("-"))]
    if not all(part.isalnum() for part in parts):
        return []
    names = ["-".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return [known for name in names for known in (*filter(None, [NEAREST.get(name)]), name)]


def _written(part: str, *, is_first: bool) -> str:
    """A part of the name of a language as files have it, whatever its case: `de`, `BR`, `Hant` (BCP 47, 2.1.1)."""
    if is_first or len(part) not in {_REGION, _SCRIPT}:
        return part.lower()
    return part.upper() if len(part) == _REGION else part.title()


def _texts(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    try:
        texts = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise InterfaceTextError(f"The interface text '{file}' can't be read: {error}") from error
    if not isinstance(texts, dict):
        raise InterfaceTextError(f"The interface text '{file}' is no list of keys and their texts.")
    return {str(key): str(text) for key, text in texts.items()}
