"""Front matter that is none: not at the very beginning, not closed, or between the wrong lines. Its author may rely on it all the same."""

from __future__ import annotations

import re

from mkdocs_vault.note.permission import mentions_permission

MAXIMUM_LINES = 200
"""As far as the end of such front matter is looked for."""
MAXIMUM_CHARACTERS = 64 * 1024

DOUBT = "what looks like its properties is not where properties are read, and says something about publishing"

_OPENING = re.compile(r"\s*(?:%%.*?%%\s*)?(-{3,}|\+{3})[ \t]*\n", re.DOTALL)
_CLOSING = re.compile(r"^(?:-{3,}|\+{3})[ \t]*$", re.MULTILINE)
_PROPERTY = re.compile(r"""["']?\w[\w ./-]*["']?[ \t]*[:=](?:\s|$)""", re.MULTILINE)


def problem_of_misplaced_properties(text: str) -> str:
    """Why the lines at the beginning of a note without front matter are no properties, where they look like some; else empty."""
    opening = _OPENING.match(text)
    if not opening or not _PROPERTY.match(text, opening.end()):
        return ""
    if opening[1] == "+++":
        return "properties between '+++' lines are not read; Obsidian knows YAML between '---' lines"
    if opening.start(1) == 0 and opening[1] == "---":
        return "the properties have no closing '---' line"
    return ""


def doubt_about_publishing(text: str) -> str:
    """Why a note without front matter may not be for publishing: lines that look like misplaced properties decide about it. Else empty."""
    opening = _OPENING.match(text)
    if not opening:
        return ""
    rest = text[opening.end() : opening.end() + MAXIMUM_CHARACTERS]
    closing = _CLOSING.search(rest)
    lines = rest[: closing.start()] if closing else "\n".join(rest.split("\n", MAXIMUM_LINES)[:MAXIMUM_LINES])
    return DOUBT if mentions_permission(lines) else ""
