"""All that is wrong in a vault, without building its site."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config import load_config
from mkdocs.exceptions import ConfigurationError

from mkdocs_vault.diagnostics import Diagnostic, Severity
from mkdocs_vault.hosts.mkdocs.graph.site_graph import SiteGraph
from mkdocs_vault.hosts.mkdocs.navigation.site_navigation import SiteNavigation
from mkdocs_vault.hosts.mkdocs.opened_vault import border_of, open_vault
from mkdocs_vault.hosts.mkdocs.page_meta import page_meta
from mkdocs_vault.hosts.mkdocs.plugin import VaultPlugin
from mkdocs_vault.hosts.mkdocs.publishing import Publication
from mkdocs_vault.hosts.mkdocs.reporting import Reporter
from mkdocs_vault.hosts.mkdocs.source_files import SourceFiles
from mkdocs_vault.website.filling.page import fill_note

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from mkdocs_vault.hosts.mkdocs.pages import NotePage


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic and what it weighs on the site."""

    severity: Severity
    diagnostic: Diagnostic

    def as_dict(self) -> dict[str, object]:
        """The finding as it stands in the output of `check --json`."""
        diagnostic = self.diagnostic
        return {
            "severity": self.severity,
            "code": diagnostic.code.value,
            "path": diagnostic.position.path,
            "line": diagnostic.position.line,
            "column": diagnostic.position.column,
            "message": diagnostic.message,
            "written": diagnostic.written,
            "guess": diagnostic.guess,
        }


def check_site(config_file: Path) -> list[Finding]:
    """What is wrong in the vault of a site, given by its `mkdocs.yml`. Raises MkDocs' `ConfigurationError`."""
    config = load_config(config_file=str(config_file))
    reporter = Reporter(_plugin_of(config).config.diagnostics)
    for page in pages_of(config, reporter):
        reporter.add(_diagnostics_of(page))
    return [Finding(reporter.severity(diagnostic.code), reporter.printable(diagnostic)) for diagnostic in reporter.sorted()]


def pages_of(config: MkDocsConfig, reporter: Reporter) -> list[NotePage]:
    """The pages that the site would have for its notes, if no other plugin had a say."""
    plugin = _plugin_of(config)
    plugin.on_config(config)
    border = border_of(config, plugin.config)
    files = SourceFiles(border, reporter).collect(config)
    opened = open_vault(files, border, plugin.config, with_drafts=False)
    navigation, graph = SiteNavigation(config, plugin.config), SiteGraph(config, plugin.config)
    return Publication(config, plugin.config, reporter, navigation, graph).publish(opened, files)


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
    yield from fill_note(page.note, page.site.site).diagnostics


@contextmanager
def _temporary_site(vault: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="mkdocs-vault-") as folder:
        config_file = Path(folder, "mkdocs.yml")
        settings = {
            "site_name": vault.name,
            "docs_dir": str(vault.resolve()),
            "site_dir": str(Path(folder, "site")),
            "theme": {"name": "material"},
            "plugins": ["vault"],
        }
        config_file.write_text(json.dumps(settings), encoding="utf-8")
        yield config_file
