"""What `.obsidian/app.json` says that matters to a reader of the vault."""

from __future__ import annotations

import json
import os
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.vault.file_reading import Skipped, read_file
from mkdocs_vault.vault.paths import VaultPath

SETTINGS_FOLDER = ".obsidian"
SETTINGS_FILE = "app.json"
MAXIMUM_BYTES = 1024 * 1024


class ObsidianSettings(BaseModel):
    """The vault's settings, each with Obsidian's own default.

    Of those that one might miss, `newLinkFormat` says how the app writes links: all forms are read whatever it says. `userIgnoreFilters`
    ("Excluded files") only ranks files lower in the app's search, so it hides nothing from a site.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    strict_line_breaks: bool = Field(default=False, alias="strictLineBreaks", strict=True)


def read_settings(root: Path) -> tuple[ObsidianSettings, tuple[Diagnostic, ...]]:
    """The settings of the vault at `root`, and what is wrong with its file; a missing file means the defaults."""
    folder = root / SETTINGS_FOLDER
    if not os.path.lexists(folder / SETTINGS_FILE):
        return ObsidianSettings(), ()
    data = read_file(folder, VaultPath(SETTINGS_FILE), maximum_bytes=MAXIMUM_BYTES)
    if isinstance(data, Skipped):
        return ObsidianSettings(), (_diagnostic(data.reason),)
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return ObsidianSettings(), (_diagnostic(f"Obsidian's settings are not JSON ({error})"),)
    if not isinstance(values, dict):
        return ObsidianSettings(), (_diagnostic("Obsidian's settings are not a JSON object"),)
    return _validated(values)


def _validated(values: dict[str, object]) -> tuple[ObsidianSettings, tuple[Diagnostic, ...]]:
    """Settings from values; one that can't be used has its default and a diagnostic."""
    try:
        return ObsidianSettings.model_validate(values), ()
    except ValidationError as error:
        wrong = {str(problem["loc"][0]): problem["msg"] for problem in error.errors()}
    usable = {name: value for name, value in values.items() if name not in wrong}
    diagnostics = tuple(_diagnostic(f"{message}; the default is used", name) for name, message in wrong.items())
    return ObsidianSettings.model_validate(usable), diagnostics


def _diagnostic(message: str, written: str = "") -> Diagnostic:
    position = SourcePosition(f"{SETTINGS_FOLDER}/{SETTINGS_FILE}")
    return Diagnostic(DiagnosticCode.SETTINGS_UNREADABLE, position, message, written)
