"""What the files in `.obsidian` say that matters to a reader of the vault."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from posixpath import normpath

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.vault.excluded_files import ExcludedFiles, excluded_files
from mkdocs_vault.vault.file_reading import Skipped, read_file
from mkdocs_vault.vault.paths import VaultPath

SETTINGS_FOLDER = ".obsidian"
SETTINGS_FILE = "app.json"
TEMPLATES_SETTINGS = {"templates.json": "folder", "plugins/templater-obsidian/data.json": "templates_folder"}
"""The files in which the plugins Templates and Templater name their folder, and under which name."""
TEMPLATES_FOLDERS = "templates folders"
MAXIMUM_BYTES = 1024 * 1024


class ObsidianSettings(BaseModel):
    """The vault's settings, each with Obsidian's own default.

    Of those that one might miss, `newLinkFormat` says how the app writes links: all forms are read whatever it says.
    `templates_folders` are those that the core plugin Templates and the plugin Templater take templates from.
    """

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)

    strict_line_breaks: bool = Field(default=False, alias="strictLineBreaks", strict=True)
    user_ignore_filters: tuple[str, ...] | None = Field(default=None, alias="userIgnoreFilters")
    templates_folders: tuple[str, ...] = Field(default=(), alias=TEMPLATES_FOLDERS)

    @property
    def excluded_files(self) -> ExcludedFiles:
        """What the setting "Excluded files" names."""
        return excluded_files(self.user_ignore_filters or ())


def read_settings(root: Path) -> tuple[ObsidianSettings, tuple[Diagnostic, ...]]:
    """The settings of the vault at `root`, and what is wrong with their files; a missing file means the defaults."""
    diagnostics: list[Diagnostic] = []
    values = _read(root, SETTINGS_FILE, diagnostics)
    settings, wrong = _validated(values | {TEMPLATES_FOLDERS: tuple(_templates_folders(root, diagnostics))})
    message = "this filter of 'Excluded files' is not read: it might take for ever, or it is no regular expression"
    refused = [_diagnostic(message, written) for written in settings.excluded_files.refused]
    return settings, (*diagnostics, *wrong, *refused)


def _templates_folders(root: Path, diagnostics: list[Diagnostic]) -> Iterator[str]:
    """The folders of templates, as paths in the vault; the vault itself is none."""
    for file, name in TEMPLATES_SETTINGS.items():
        folder = _read(root, file, diagnostics).get(name)
        if isinstance(folder, str) and (path := normpath(folder.strip()).strip("/")) not in {"", "."}:
            yield path


def _read(root: Path, file: str, diagnostics: list[Diagnostic]) -> dict[str, object]:
    """The values in a file of `.obsidian`; none where it is missing or can't be read, which is added to `diagnostics`."""
    folder = root / SETTINGS_FOLDER
    if not os.path.lexists(folder / file):
        return {}
    data = read_file(folder, VaultPath(file), maximum_bytes=MAXIMUM_BYTES)
    if isinstance(data, Skipped):
        diagnostics.append(_diagnostic(data.reason, file=file))
        return {}
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        diagnostics.append(_diagnostic(f"Obsidian's settings are not JSON ({error})", file=file))
        return {}
    if isinstance(values, dict):
        return values
    diagnostics.append(_diagnostic("Obsidian's settings are not a JSON object", file=file))
    return {}


def _validated(values: dict[str, object]) -> tuple[ObsidianSettings, tuple[Diagnostic, ...]]:
    """Settings from values; one that can't be used has its default and a diagnostic."""
    try:
        return ObsidianSettings.model_validate(values), ()
    except ValidationError as error:
        wrong = {str(problem["loc"][0]): problem["msg"] for problem in error.errors()}
    usable = {name: value for name, value in values.items() if name not in wrong}
    diagnostics = tuple(_diagnostic(f"{message}; the default is used", name) for name, message in wrong.items())
    return ObsidianSettings.model_validate(usable), diagnostics


def _diagnostic(message: str, written: str = "", file: str = SETTINGS_FILE) -> Diagnostic:
    position = SourcePosition(f"{SETTINGS_FOLDER}/{file}")
    return Diagnostic(DiagnosticCode.SETTINGS_UNREADABLE, position, message, written)
