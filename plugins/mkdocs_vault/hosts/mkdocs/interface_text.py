"""The words of the interface in the site's language: one file for each language, English for whatever it lacks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from markupsafe import escape
from mkdocs.exceptions import ConfigurationError

from mkdocs_vault.hosts.mkdocs.theme_files import theme_folder

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

FOLDER = "interface-text"
FALLBACK = "en"


def interface_text(language: str, theme_folders: Iterable[str] = ()) -> Mapping[str, str]:
    """Every text by its key, escaped for a page. `de-AT` takes `de` for what it lacks, every language takes English.

    A site gives its own words, or a further language, as a file of the same place in its `custom_dir`: `theme_folders` are those of
    the site's theme, the first wins.
    """
    folders = dict.fromkeys([*map(Path, theme_folders), theme_folder()])
    texts: dict[str, str] = {}
    for name in (FALLBACK, *_names_of(language)):
        for folder in reversed(folders):
            texts |= _texts(folder / FOLDER / f"{name}.yml")
    return {key: escape(text) for key, text in texts.items()}


def leave_out_interface_text(files: Files) -> None:
    """The files of texts lie among the theme's, but they are no part of the site."""
    for file in [file for file in files if file.src_uri.startswith(f"{FOLDER}/") and file.src_dir and Path(file.src_dir) == theme_folder()]:
        files.remove(file)


def _names_of(language: str) -> list[str]:
    """`pt-BR` -> `pt`, `pt-BR`: the more a file knows of the language, the later it speaks."""
    parts = language.replace("_", "-").split("-")
    return ["-".join(parts[:count]) for count in range(1, len(parts) + 1) if all(part.isalnum() for part in parts)]


def _texts(file: Path) -> dict[str, str]:
    if not file.is_file():
        return {}
    try:
        texts = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise ConfigurationError(f"The interface text '{file}' can't be read: {error}") from error
    if not isinstance(texts, dict):
        raise ConfigurationError(f"The interface text '{file}' is no list of keys and their texts.")
    return {str(key): str(text) for key, text in texts.items()}
