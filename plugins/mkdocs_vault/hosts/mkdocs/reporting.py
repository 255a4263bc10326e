"""Diagnostics become log lines: sorted, weighed by the site's options, summed up where there are many of one kind."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, Severity, default_severity
from mkdocs_vault.vault.checks import with_guess
from mkdocs_vault.vault.links import LinkIndex

log = logging.getLogger("mkdocs.plugins.vault")
"""MkDocs counts warnings of loggers below `mkdocs` when it is strict."""

SHOWN_OF_ONE_CODE = 20
LEVELS = {"warning": logging.WARNING, "info": logging.INFO}


@dataclass
class Reporter:
    """Collects the diagnostics of one build and logs them once, at its end.

    `index` has the names that may have been meant where a link leads nowhere; it is there once the vault is.
    """

    severities: Mapping[DiagnosticCode, Severity] = field(default_factory=dict)
    index: LinkIndex | None = None
    _seen: set[Diagnostic] = field(default_factory=set)

    def add(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Remember diagnostics; the same one of two pages counts once."""
        self._seen.update(diagnostics)

    def severity(self, code: DiagnosticCode) -> Severity:
        """What a code weighs on this site."""
        return self.severities.get(code) or default_severity(code)

    def sorted(self) -> list[Diagnostic]:
        """All that are not ignored, in the order of path, line and column."""
        heard = (diagnostic for diagnostic in self._seen if self.severity(diagnostic.code) != "ignore")
        return sorted(heard, key=lambda diagnostic: (diagnostic.position, diagnostic.code, str(diagnostic)))

    def printable(self, diagnostic: Diagnostic) -> Diagnostic:
        """The diagnostic with all that may help whoever reads it: names are guessed for what is printed alone."""
        return with_guess(diagnostic, self.index) if self.index else diagnostic

    def taken(self) -> list[Diagnostic]:
        """All that are not ignored, in order; then they are forgotten."""
        taken = self.sorted()
        self._seen.clear()
        return taken

    def log(self) -> None:
        """Log all that were added, at most 20 of each code, then forget them."""
        self.log_these(self.taken())

    def log_these(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Log diagnostics, at most 20 of each code."""
        counts: Counter[DiagnosticCode] = Counter()
        for diagnostic in diagnostics:
            counts[diagnostic.code] += 1
            if counts[diagnostic.code] <= SHOWN_OF_ONE_CODE:
                log.log(LEVELS[self.severity(diagnostic.code)], "%s", self.printable(diagnostic))
        for code in sorted(counts):
            rest = counts[code] - SHOWN_OF_ONE_CODE
            if rest > 0:
                log.log(LEVELS[self.severity(code)], "%d more [%s]; `mkdocs-vault check` lists all", rest, code)
