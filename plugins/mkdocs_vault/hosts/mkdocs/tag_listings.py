"""The places for lists of tags that Material's `tags` plugin marks in a note.

It replaces its directive in the text by a heading `ID/name { #ID/slug }`, and expects what Python-Markdown makes of it with attribute
lists, in the HTML and in the table of contents. Obsidian has no attribute lists, so those headings are written here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import yaml
from material.plugins.tags.structure.listing.config import ListingConfig
from mkdocs.exceptions import ConfigurationError

from mkdocs_vault.website.filling.page import FilledNote, TocEntry

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_MARK = re.compile(r"(?P<id>\S+)/name \{ #(?P=id)/slug \}\Z")


LONGEST_DIRECTIVE = 1000
SPECIAL_IN_PATTERNS = frozenset("()[]{}*+?^$|\\")


def without_broken_listings(markdown: str, path: str, config: MkDocsConfig) -> tuple[str, list[int]]:
    """The text without the directives that would end the build in the `tags` plugin, and where in the text each of them stood.

    A directive is broken where its words are no YAML or name nothing that the plugin knows; and in a file whose name the plugin can't
    take into its patterns, all of them are.
    """
    plugin = config.plugins.get(f"{config.theme.name}/tags") or config.plugins.get("tags")
    if plugin is None or "<!--" not in markdown or not hasattr(plugin.config, "listings_directive"):
        return markdown, []
    directive = re.compile(rf"<!--\s*?{plugin.config.listings_directive}(.*?)\s*-->", re.IGNORECASE | re.DOTALL)
    named: Mapping[str, object] = plugin.config.listings_map
    broken = [found for found in directive.finditer(markdown) if SPECIAL_IN_PATTERNS & set(path) or not _is_readable(found[1], named)]
    for found in reversed(broken):
        markdown = markdown[: found.start()] + markdown[found.end() :]
    return markdown, [found.start() for found in broken]


def _is_readable(words: str, named: Mapping[str, object]) -> bool:
    """Whether the `tags` plugin can read what a directive says: nothing, the name of a list, or the settings of one."""
    if len(words) > LONGEST_DIRECTIVE:
        return False
    try:
        said = yaml.safe_load(words)
    except (yaml.YAMLError, ValueError, RecursionError):
        return False
    if isinstance(said, str):
        return said in named
    if not isinstance(said or {}, dict):
        return False
    settings = ListingConfig()
    try:
        settings.load_dict(said or {})
        errors, _ = settings.validate()
    except (ConfigurationError, TypeError, AttributeError):
        return False
    return not errors


def with_listing_places(rendered: FilledNote) -> FilledNote:
    """The note with the headings that mark places for lists as the `tags` plugin looks for them."""
    html = rendered.html
    entries: list[TocEntry] = []
    for entry in rendered.toc:
        match = _MARK.match(entry.title)
        if match:
            place = f"{match['id']}/slug"
            html = _replace_heading(html, entry, place, f"{match['id']}/name")
            entries.append(replace(entry, anchor=place))
        else:
            entries.append(entry)
    return replace(rendered, html=html, toc=tuple(entries))


def _replace_heading(html: str, entry: TocEntry, place: str, name: str) -> str:
    heading = f'<h{entry.level} id="{escape(place)}">{escape(name)}</h{entry.level}>'
    pattern = rf'<h{entry.level}[^>]*\bid="{re.escape(escape(entry.anchor))}"[^>]*>.*?</h{entry.level}>'
    return re.sub(pattern, lambda _: heading, html, count=1, flags=re.DOTALL)
