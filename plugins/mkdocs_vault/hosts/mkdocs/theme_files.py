"""The plugin's own templates, stylesheets and script, added to the theme of every site; the site's own files win over them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.config_options import ExtraScriptValue

from mkdocs_vault.hosts.mkdocs.theme_abilities import can_show_navigation

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

SEARCH_STYLESHEET = "assets/vault/search.css"
STYLESHEETS = (
    "assets/vault.css",
    "assets/vault/video.css",
    "assets/vault/navigation.css",
    "assets/vault/reading.css",
    "assets/vault/graph.css",
    "assets/vault/tools.css",
    SEARCH_STYLESHEET,
)
"""One for each part of a page, those of the text first."""

SCRIPT = "assets/vault/vault.js"
NAVIGATION_TEMPLATES = "navigation"
SEARCH_TEMPLATES = "search"
"""Templates that would otherwise hide those of Material that have the same name."""


def theme_folder() -> Path:
    """Where the templates and assets lie: inside the installed package, or in `overrides/` of the source tree."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "theme"
    return installed if installed.is_dir() else package.parent.parent / "overrides"


def add_theme_files(config: MkDocsConfig, *, stylesheet: bool, navigation: bool = True, search: bool = True) -> None:
    """Let the theme find our files after the site's `custom_dir` and before its own, and link stylesheets and script.

    The stylesheets come first, so that the site's own `extra_css` overrides them. `navigation`, `search`: our
    templates of these replace Material's.
    """
    folders = [theme_folder()]
    if navigation and can_show_navigation(config.theme):
        folders.append(theme_folder() / NAVIGATION_TEMPLATES)
    if search:
        folders.append(theme_folder() / SEARCH_TEMPLATES)
    for folder in map(str, folders):
        if folder not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, folder)
    if stylesheet:
        left_out = {*config.extra_css, *(() if search else (SEARCH_STYLESHEET,))}
        config.extra_css[:0] = [path for path in STYLESHEETS if path not in left_out]
    if SCRIPT not in map(str, config.extra_javascript):
        script = ExtraScriptValue(SCRIPT)
        script.type = "module"
        config.extra_javascript.append(script)


def add_theme_features(config: MkDocsConfig, *, breadcrumbs: bool, neighbours: bool) -> None:
    """Switch on what Material has for the way to a page and for the pages beside it."""
    if not can_show_navigation(config.theme):
        return
    features = list(config.theme.get("features") or ())
    wanted = [name for name, is_wanted in (("navigation.path", breadcrumbs), ("navigation.footer", neighbours)) if is_wanted]
    config.theme["features"] = [*features, *(name for name in wanted if name not in features)]
