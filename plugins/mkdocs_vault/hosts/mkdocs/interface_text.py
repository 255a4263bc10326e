"""The words of the interface for a site: those that come with the plugin, and the site's own in its `custom_dir`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import ConfigurationError

from mkdocs_vault.hosts.mkdocs.theme_files import theme_folder
from mkdocs_vault.website import interface_text as texts
from mkdocs_vault.website.interface_text import FOLDER, InterfaceTextError

if TYPE_CHECKING:
    from mkdocs.structure.files import Files


def interface_text(language: str, theme_folders: Iterable[str] = ()) -> Mapping[str, str]:
    """Every text by its key, escaped for a page. Raises `ConfigurationError` over a file that can't be used.

    A site gives its own words, or a further language, as a file of the same place in its `custom_dir`: `theme_folders` are those of
    the site's theme, the first wins.
    """
    folders = list(dict.fromkeys([*map(Path, theme_folders), theme_folder()]))
    try:
        return texts.interface_text(language, folders)
    except InterfaceTextError as error:
        raise ConfigurationError(str(error)) from error


def leave_out_interface_text(files: Files) -> None:
    """The files of texts lie among the theme's, but they are no part of the site."""
    for file in [file for file in files if file.src_uri.startswith(f"{FOLDER}/") and file.src_dir and Path(file.src_dir) == theme_folder()]:
        files.remove(file)
