"""What is wrong in one note, before anybody says in which file it stands."""

from __future__ import annotations

from msgspec import Struct

from mkdocs_vault.diagnostics import DiagnosticCode


class Problem(Struct, frozen=True, array_like=True):
    """Something that is wrong in a note, which does not know its file: where, counted from 1, and in which words."""

    code: DiagnosticCode
    line: int
    column: int
    message: str
    written: str = ""
    guess: str = ""
