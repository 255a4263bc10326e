"""Which plugins let pages be made on demand: decided from what each is known to do, or from the events that it has.

A plugin that collects something over all pages, or shows on one page what another one holds, needs them all before one is served.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from mkdocs.plugins import BasePlugin

from mkdocs_vault.hosts.mkdocs.host_seams import event_methods
from mkdocs_vault.hosts.mkdocs.tags_plugin import is_tags_plugin, lists_of_tags

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

COLLECTING = {
    "blog": "lists posts on other pages",
    "group": "brings further plugins with it",
    "i18n": "builds the site once for each language",
    "include-markdown": "may give a page another title, which other pages show",
    "macros": "may give a page another title, which other pages show",
    "meta": "gives pages properties that other pages show",
    "mkdocstrings": "collects what pages may link to",
    "autorefs": "collects what pages may link to",
    "offline": "rewrites the search of the whole site",
    "optimize": "rewrites the pictures of the whole site",
    "privacy": "collects the addresses of other sites over all pages",
    "projects": "builds other sites into this one",
    "roamlinks": "rewrites the text of notes, and with it perhaps their titles",
    "rss": "collects the dates of all pages",
    "social": "draws pictures of all pages",
    "typeset": "changes the titles that other pages show",
}
"""Plugins that need all pages, and why."""

PAGE_BY_PAGE = frozenset(
    {
        "awesome-nav",
        "awesome-pages",
        "exclude",
        "git-revision-date",
        "git-revision-date-localized",
        "glightbox",
        "info",
        "literate-nav",
        "minify",
        "redirects",
        "search",
        "section-index",
        "tags",
        "vault",
    }
)
"""Plugins that look at one page, at the configuration, or at the navigation, and at nothing else. `search` collects pages, too, but no page
shows what it collects: its index is made in the background. `tags` is Material's: see `tags_plugin.py` for what it collects."""
LISTS_TAGS = "lists pages by their tags on other pages"

WRITES_FILES_OF_ITS_OWN = ("glightbox", "redirects")
"""Of these, those whose `on_post_build` adds files to the site that depend on no page."""

HARMLESS_EVENTS = frozenset(
    {
        "startup",
        "shutdown",
        "serve",
        "config",
        "pre_build",
        "files",
        "nav",
        "build_error",
        "pre_template",
        "template_context",
        "post_template",
    }
)
"""What a plugin that nobody knows may have: all else is about pages, or comes when all of them are there."""

_MINIFIES_FILES = ("minify_js", "minify_css", "cache_safe")


@dataclass(frozen=True, slots=True)
class Need:
    """A plugin that needs the whole build, and why."""

    plugin: str
    reason: str

    def __str__(self) -> str:
        """`rss (collects the dates of all pages)`."""
        return f"{self.plugin} ({self.reason})"


def needs_of_whole_builds(config: MkDocsConfig) -> list[Need]:
    """The plugins and hooks of a site that keep its pages from being made on demand."""
    found = (_need(name, events, config) for name, events in event_methods(config.plugins).items())
    return [need for need in found if need]


def needs_once_opened(config: MkDocsConfig) -> list[Need]:
    """What keeps pages from being made on demand, and shows only when the site's notes are known."""
    return [Need(name, LISTS_TAGS) for name in lists_of_tags(config)]


def _need(name: str, events: frozenset[str], config: MkDocsConfig) -> Need | None:
    plugin: object = config.plugins.get(name)
    if not isinstance(plugin, BasePlugin):  # MkDocs keeps the modules of hooks among the plugins.
        return _need_of_unknown(PurePath(name).name, events)
    known, options = plain_name(name), plugin.config
    if known in COLLECTING:
        return None if options.get("enabled") is False else Need(name, COLLECTING[known])
    if known == "tags" and not is_tags_plugin(plugin):
        return _need_of_unknown(name, events)
    if known in PAGE_BY_PAGE:
        rewrites = known == "minify" and any(options.get(option) for option in _MINIFIES_FILES)
        return Need(name, "rewrites scripts and style sheets of the finished site") if rewrites else None
    return _need_of_unknown(name, events)


def _need_of_unknown(name: str, events: Iterable[str]) -> Need | None:
    telling = sorted(frozenset(events) - HARMLESS_EVENTS)
    return Need(name, f"nobody knows what its on_{telling[0]} collects") if telling else None


def plain_name(name: str) -> str:
    """The name of a plugin without its theme and its number: `material/search #2` -> `search`."""
    return name.rpartition("/")[2].partition(" ")[0]
