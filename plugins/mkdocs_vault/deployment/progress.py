"""What a run tells while it works: one line a phase with its time, as text or as JSON; every line passes the redactor."""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from mkdocs_vault.deployment.redaction import Redactor
from mkdocs_vault.diagnostics import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs_vault.deployment.errors import DeploymentError
    from mkdocs_vault.diagnostics import Diagnostic

MOST_WARNINGS = 200
"""Of a repository with a million bad names the first ones tell enough."""


class Phase:
    """One phase under way; `note` is what its line will say."""

    def __init__(self) -> None:
        """Without a note."""
        self.note = ""


class Progress:
    """The log of one run: phases on standard output, warnings and errors on standard error; as JSON all on standard output."""

    def __init__(self, *, as_json: bool = False, quiet: bool = False) -> None:
        """`quiet` leaves out the phases: cron mails whatever is printed."""
        self.redact = Redactor()
        self._as_json = as_json
        self._quiet = quiet
        self._warnings = 0

    @contextmanager
    def phase(self, name: str) -> Iterator[Phase]:
        """Tell a phase and its time when it has succeeded."""
        start = time.monotonic()
        phase = Phase()
        yield phase
        seconds = time.monotonic() - start
        if not self._quiet:
            line = f"{name:<9} {seconds:7.2f} s  {visible(phase.note)}".rstrip()
            self._say(sys.stdout, line, phase=name, seconds=round(seconds, 3), note=phase.note)

    def result(self, sentence: str, **fields: str | int | None) -> None:
        """Tell how the run ended well."""
        if not self._quiet:
            self._say(sys.stdout, sentence, result=sentence, **fields)

    def answer(self, text: str) -> None:
        """Print what a command was asked for, as it is."""
        _print(sys.stdout, self.redact(text))

    def warn(self, problem: Diagnostic | str) -> None:
        """Tell a problem that doesn't stop the run; after `MOST_WARNINGS` only that there are more."""
        self._warnings += 1
        if self._warnings <= MOST_WARNINGS:
            self._say(sys.stderr, f"warning: {problem}", warning=str(problem))
        elif self._warnings == MOST_WARNINGS + 1:
            self._say(sys.stderr, "warning: there are more warnings than are shown", warning="more")

    def fail(self, error: DeploymentError) -> None:
        """Tell why the run ends without success, and what to do."""
        text = f"error: {error.message}" + (f"\n  {error.hint}" if error.hint else "")
        self._say(sys.stderr, text, error=error.message, hint=error.hint, exit_code=int(error.exit_code))

    def _say(self, stream: TextIO, line: str, **fields: str | float | None) -> None:
        if self._as_json:
            moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            clean = {name: self.redact(value) if isinstance(value, str) else value for name, value in fields.items()}
            _print(sys.stdout, json.dumps({"time": moment, **clean}, ensure_ascii=True))
        else:
            _print(stream, self.redact(line))


def _print(stream: TextIO, line: str) -> None:
    try:
        stream.write(line.encode(stream.encoding or "utf-8", "backslashreplace").decode(stream.encoding or "utf-8") + "\n")
        stream.flush()
    except (OSError, ValueError):
        # A closed pipe or a full disk behind the log must not decide about the site.
        return
