"""The plugin's own templates and stylesheet, added to the theme of every site; the site's own files win over them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

STYLESHEET = "assets/vault.css"


def theme_folder() -> Path:
    """Where the templates and assets lie: inside the installed package, or in `overrides/` of the source tree."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "theme"
    return installed if installed.is_dir() else package.parent.parent / "overrides"


def add_theme_files(config: MkDocsConfig, *, stylesheet: bool) -> None:
    """Let the theme find our files after the site's `custom_dir` and before its own, and link the stylesheet first.

    First, so that the site's own `extra_css` overrides it.
    """
    folder = str(theme_folder())
    if folder not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, folder)
    if stylesheet and STYLESHEET not in config.extra_css:
        config.extra_css.insert(0, STYLESHEET)
