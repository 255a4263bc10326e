"""All that is wrong in a vault, as `check` shows it: to people and to programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic and what it weighs on the site."""

    severity: Severity
    diagnostic: Diagnostic

    def as_dict(self) -> dict[str, object]:
        """The finding for programs."""
        diagnostic = self.diagnostic
        return {
            "severity": self.severity,
            "code": diagnostic.code.value,
            "path": diagnostic.position.path,
            "line": diagnostic.position.line,
            "column": diagnostic.position.column,
            "message": diagnostic.message,
            "written": diagnostic.written,
            "guess": diagnostic.guess,
        }


def findings(diagnostics: Iterable[Diagnostic], severity: Callable[[DiagnosticCode], Severity]) -> list[Finding]:
    """These diagnostics, in their order, each with what it weighs."""
    return [Finding(severity(diagnostic.code), diagnostic) for diagnostic in diagnostics]
