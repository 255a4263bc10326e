"""What a theme can show, asked of its files. So Material, MaterialX and themes that extend one of them are treated alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.theme import Theme

PARTIALS_OF_NAVIGATION = (
    "partials/nav.html",
    "partials/path.html",
    "partials/tabs.html",
    "partials/tabs-item.html",
    "partials/toc-item.html",
    "partials/logo.html",
    "partials/source.html",
    "partials/language.html",
)
"""What our templates of the navigation replace or include."""

HEADER = "partials/header.html"
SCRIPTS = "assets/javascripts/bundle*.js"
_SEARCH_PLUGIN = re.compile(r"""["']([\w-]+/search)["'] in config\.plugins""")
_DIAGRAMS = b"mermaid.initialize"


def can_show_navigation(theme: Theme) -> bool:
    """Whether our sidebar, breadcrumbs and neighbours fit into the theme's pages."""
    return all(any(_files(theme, partial)) for partial in PARTIALS_OF_NAVIGATION)


def search_plugin_name(theme: Theme) -> str:
    """The plugin, such as `material/search`, for which the theme's header shows the button and the box; empty if it asks for none."""
    for header in _files(theme, HEADER):
        if asked := _SEARCH_PLUGIN.search(header.read_text(encoding="utf-8", errors="replace")):
            return asked[1]
    return ""


def can_draw_diagrams(theme: Theme) -> bool:
    """Whether the theme's scripts draw Mermaid's diagrams."""
    return any(_DIAGRAMS in script.read_bytes() for script in _files(theme, SCRIPTS))


def _files(theme: Theme, pattern: str) -> Iterator[Path]:
    """The theme's files of that path or pattern, those that win first."""
    return (path for folder in theme.dirs for path in Path(folder).glob(pattern) if path.is_file())
