"""Material's plugin `tags`, for builds that print few of the pages and for previews that make a page when it is asked for.

It collects the tags of all pages as they are read: for its lists, to which the tags of every page lead, and for a file that other
projects read. Everything here is asked by its events.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from mkdocs.plugins import BasePlugin

from mkdocs_vault.hosts.mkdocs.host_seams import run_event_of
from mkdocs_vault.hosts.mkdocs.pages import NotePage

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page


def is_tags_plugin(plugin: object) -> bool:
    """Whether this is Material's own: other packages have plugins of that name."""
    return isinstance(plugin, BasePlugin) and type(plugin).__module__.startswith("material.plugins.tags")


def begin_collecting(config: MkDocsConfig) -> None:
    """Forget the tags of all pages: some of these pages may be gone."""
    run_event_of(config.plugins, "config", _names(config), config=config)


def collect_tags(notes: Iterable[NotePage], config: MkDocsConfig, files: Files) -> None:
    """Have the plugin know the tags of notes, and the lists in their texts, without reading their pages."""
    names = _names(config)
    for page in notes if names else ():
        markdown = page.without_broken_listings(page.note_text, config)
        run_event_of(config.plugins, "page_markdown", names, markdown=markdown, page=page, config=config, files=files)


def lists_of_tags(config: MkDocsConfig) -> list[str]:
    """The names of the plugins that have found a place for a list of tags."""
    plugins: dict[str, Any] = dict(config.plugins)
    return [name for name in _names(config) if any(True for _ in plugins[name].listings)]


def printed_tags(page: Page, config: MkDocsConfig, nav: Navigation) -> list[tuple[object, ...]]:
    """What templates print of the tags of a page, once all pages are read: the lists that they lead to stand on other pages."""
    context: dict[str, Any] = {}
    run_event_of(config.plugins, "page_context", _names(config), context=context, page=page, config=config, nav=nav)
    tags = (tag for name in sorted(context) for tag in context[name])
    return [(tag.name, tag.hidden, [(link.title, link.url) for link in tag.links]) for tag in tags]


def _names(config: MkDocsConfig) -> list[str]:
    return [name for name, plugin in config.plugins.items() if is_tags_plugin(plugin) and plugin.config.enabled]
