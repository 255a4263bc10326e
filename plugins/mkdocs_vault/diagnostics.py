"""What can be wrong in a vault, and where: every problem is a value, never a log line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Severity = Literal["warning", "info", "ignore"]


class DiagnosticCode(StrEnum):
    """The closed set of things that a diagnostic can say; the user guide explains each one."""

    # Links and embeds
    UNRESOLVED_LINK = "unresolved-link"
    UNRESOLVED_HEADING = "unresolved-heading"
    UNRESOLVED_BLOCK = "unresolved-block"
    UNRESOLVED_EMBED = "unresolved-embed"
    AMBIGUOUS_LINK = "ambiguous-link"
    TOLERANT_LINK = "tolerant-link"
    EMBED_CYCLE = "embed-cycle"
    EMBED_LIMIT = "embed-limit"
    UNSAFE_LINK = "unsafe-link"
    # Text
    UNSAFE_HTML = "unsafe-html"
    UNCLOSED_COMMENT = "unclosed-comment"
    UNCLOSED_FORMULA = "unclosed-formula"
    NESTED_TOO_DEEP = "nested-too-deep"
    MATH_NOT_CONVERTED = "math-not-converted"
    PLUGIN_SYNTAX = "plugin-syntax"
    FOREIGN_SYNTAX = "foreign-syntax"
    NOT_SHOWN_YET = "not-shown-yet"
    TIMESTAMP_REPAIRED = "timestamp-repaired"
    TIMESTAMP_UNCLEAR = "timestamp-unclear"
    CONFLICT_MARKER = "conflict-marker"
    # Properties
    PROPERTIES_UNREADABLE = "properties-unreadable"
    PROPERTY_INVALID = "property-invalid"
    PROPERTY_DUPLICATE = "property-duplicate"
    NOTE_HELD_BACK = "note-held-back"
    PERMALINK_INVALID = "permalink-invalid"
    ADDRESS_TAKEN = "address-taken"
    # Files
    FILE_SKIPPED = "file-skipped"
    TEXT_ENCODING = "text-encoding"
    LFS_POINTER = "lfs-pointer"
    DATES_UNKNOWN = "dates-unknown"
    SETTINGS_UNREADABLE = "settings-unreadable"
    SEARCH_UNAVAILABLE = "search-unavailable"


INFORMATION = frozenset(
    {
        DiagnosticCode.TOLERANT_LINK,
        DiagnosticCode.PLUGIN_SYNTAX,
        DiagnosticCode.FOREIGN_SYNTAX,
        DiagnosticCode.NOT_SHOWN_YET,
        DiagnosticCode.TIMESTAMP_REPAIRED,
        DiagnosticCode.DATES_UNKNOWN,
    }
)
"""Codes that are information unless the site says otherwise; all others are warnings."""


def default_severity(code: DiagnosticCode) -> Severity:
    """How much a code weighs on a site that says nothing about it."""
    return "info" if code in INFORMATION else "warning"


@dataclass(frozen=True, slots=True, order=True)
class SourcePosition:
    """A place in a file: path with `/` relative to the vault's root, line and column counted from 1, columns in characters."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """`path:line:column`, as editors read it."""
        return f"{visible(self.path)}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing that is wrong at one place.

    `written` is what the author wrote there, `guess` a sentence that may help; both may be empty. A guess that takes a search is added
    by whoever prints the diagnostic.
    """

    code: DiagnosticCode
    position: SourcePosition
    message: str
    written: str = ""
    guess: str = ""

    def __str__(self) -> str:
        """`path:line:column: message 'written' [code] guess`, always one line."""
        written = f" '{visible(shortened(self.written))}'" if self.written else ""
        guess = f" {visible(self.guess)}" if self.guess else ""
        return f"{self.position}: {visible(self.message)}{written} [{self.code}]{guess}"


def shortened(text: str, length: int = 120) -> str:
    """The text, cut to `length` characters with an ellipsis, so that one broken line can't flood a log."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def visible(text: str) -> str:
    """The text with control, bidirectional and zero-width characters escaped: a file name can't forge a log line."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
