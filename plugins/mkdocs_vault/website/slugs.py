"""How the names of files become parts of addresses, where a site doesn't want them as they are."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, TypeAlias

Slugs: TypeAlias = Literal["as-is", "lowercase", "ascii"]

_SPACES = re.compile(r"\s+")
_NOT_PLAIN = re.compile(r"[^a-z0-9._~-]+")


def slugged(path: str, slugs: Slugs) -> str:
    """A path with each of its parts as the site wants it; hidden names and those of which nothing would be left stay."""
    return path if slugs == "as-is" else "/".join(_part(part, slugs) for part in path.split("/"))


def _part(part: str, slugs: Slugs) -> str:
    if part.startswith("."):
        return part
    lower = _SPACES.sub("-", unicodedata.normalize("NFC", part).strip().lower())
    if slugs == "lowercase":
        return lower or part
    from anyascii import anyascii  # noqa: PLC0415 - few sites need its tables

    plain = _NOT_PLAIN.sub("-", anyascii(lower).lower())
    stem, dot, suffix = plain.rpartition(".")
    cleaned = re.sub(r"-{2,}", "-", f"{stem.strip('-')}{dot}{suffix.strip('-')}")
    return cleaned if cleaned.strip(".-_~") else part
