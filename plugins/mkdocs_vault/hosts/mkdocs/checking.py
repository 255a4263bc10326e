"""All that is wrong in a vault, without building its site."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError
from mkdocs.utils import get_theme_names

from mkdocs_vault.diagnostics import Diagnostic
from mkdocs_vault.hosts.mkdocs.graph_files import GraphFiles
from mkdocs_vault.hosts.mkdocs.navigation.site_navigation import SiteNavigation
from mkdocs_vault.hosts.mkdocs.opened_vault import border_of, open_vault
from mkdocs_vault.hosts.mkdocs.plugin import VaultPlugin
from mkdocs_vault.hosts.mkdocs.publishing import Publication
from mkdocs_vault.hosts.mkdocs.reporting import Reporter
from mkdocs_vault.hosts.mkdocs.source_files import SourceFiles
from mkdocs_vault.website.filling.page import fill_note
from mkdocs_vault.website.findings import Finding, findings
from mkdocs_vault.website.page_meta import page_meta

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from mkdocs_vault.hosts.mkdocs.pages import NotePage

THEMES = ("material", "materialx", "mkdocs")
"""The themes for a vault without a site, those that know what properties may say (icons, templates) first."""


def check_site(config_file: Path) -> list[Finding]:
    """What is wrong in the vault of a site, given by its `mkdocs.yml`. Raises MkDocs' `ConfigurationError`."""
    config = load_config(config_file=str(config_file))
    reporter = Reporter(_plugin_of(config).config.diagnostics)
    for page in pages_of(config, reporter):
        reporter.add(_diagnostics_of(page))
    return findings(map(reporter.printable, reporter.sorted()), reporter.severity)


def pages_of(config: MkDocsConfig, reporter: Reporter) -> list[NotePage]:
    """The pages that the site would have for its notes, if no other plugin had a say."""
    plugin = _plugin_of(config)
    plugin.on_config(config)
    files = SourceFiles(border_of(config, plugin.config), reporter).collect(config)
    opened = open_vault(files, config, plugin.config, plugin.known, with_drafts=False)
    navigation, graph = SiteNavigation(config, plugin.config), GraphFiles(config, plugin.config)
    return Publication(config, plugin.config, reporter, navigation, graph, plugin.wiki_links).publish(opened, files)


def _plugin_of(config: MkDocsConfig) -> VaultPlugin:
    for plugin in config.plugins.values():
        if isinstance(plugin, VaultPlugin):
            return plugin
    raise ConfigurationError(f"'{config.config_file_path}' does not have the plugin 'vault'.")


def check_folder(vault: Path) -> list[Finding]:
    """What is wrong in a vault that has no `mkdocs.yml`; nothing is written into it."""
    with _temporary_site(vault) as config_file:
        return check_site(config_file)


def _diagnostics_of(page: NotePage) -> Iterator[Diagnostic]:
    yield from page_meta(page.note, page.site.theme)[1]
    yield from fill_note(page.note, page.site.vault_site).diagnostics


def _theme_name() -> str:
    """The first of the themes that is installed; MkDocs has one of its own."""
    installed = get_theme_names()
    return next(name for name in THEMES if name in installed)


@contextmanager
def _temporary_site(vault: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="mkdocs-vault-") as folder:
        config_file = Path(folder, "mkdocs.yml")
        settings = {
            "site_name": vault.name,
            "docs_dir": str(vault.resolve()),
            "site_dir": str(Path(folder, "site")),
            "theme": {"name": _theme_name()},
            "plugins": ["vault"],
        }
        config_file.write_text(json.dumps(settings), encoding="utf-8")
        yield config_file
