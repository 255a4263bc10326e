"""From an opened vault to MkDocs' pages: every public file gets its address, every note its page."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.hosts.mkdocs.addresses import AddressPlan, SiteAddresses
from mkdocs_vault.hosts.mkdocs.generated_pages import GeneratedPages
from mkdocs_vault.hosts.mkdocs.interface_text import interface_text
from mkdocs_vault.hosts.mkdocs.note_values.surroundings import Surroundings
from mkdocs_vault.hosts.mkdocs.page_meta import ThemeFiles
from mkdocs_vault.hosts.mkdocs.pages import NotePage, NoteSite
from mkdocs_vault.hosts.mkdocs.redirects import redirect_files
from mkdocs_vault.vault.checks import check_vault
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.website.site import Site

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions
    from mkdocs_vault.hosts.mkdocs.graph.site_graph import SiteGraph
    from mkdocs_vault.hosts.mkdocs.navigation.site_navigation import SiteNavigation
    from mkdocs_vault.hosts.mkdocs.opened_vault import OpenedVault
    from mkdocs_vault.hosts.mkdocs.reporting import Reporter


@dataclass(frozen=True)
class Publication:
    """One build's way from the vault to pages."""

    config: MkDocsConfig
    options: VaultOptions
    reporter: Reporter
    navigation: SiteNavigation
    graph: SiteGraph

    def publish(self, opened: OpenedVault, files: Files) -> list[NotePage]:
        """Give every file of the vault its address and every note its page, add redirects, and report what is wrong in the vault."""
        plan = self._placed(opened, files)
        site = self._note_site(opened)
        pages = [NotePage(note, file, self.config, site) for note, file in opened.note_files()]
        for redirect in redirect_files(opened.note_files(), plan, self.config):
            if redirect.src_uri not in files.src_uris:
                files.append(redirect)
        generated = GeneratedPages(self.config, files, plan)
        self.navigation.add_pages(opened, files, generated, site.surroundings.last_change)
        site.addresses.tags.update(self.navigation.tag_files)
        self.reporter.add(opened.diagnostics)
        self.reporter.add(plan.diagnostics)
        self.reporter.index = site.site.index
        self.reporter.add(check_vault(opened.vault, site.site.index))
        self.graph.add(opened, site.site.index, generated, site.text)
        self.navigation.remember("graph", self.graph.page_file)
        return pages

    def _placed(self, opened: OpenedVault, files: Files) -> AddressPlan:
        plan = AddressPlan(self.options.folder)
        ours = {file.src_uri for file in (opened.files.notes | opened.movable_attachments()).values()}
        plan.keep(file for file in files if file.src_uri not in ours and not file.inclusion.is_excluded())
        plan.place(opened.note_files(), opened.movable_attachments().items())
        return plan

    def _note_site(self, opened: OpenedVault) -> NoteSite:
        addresses = SiteAddresses(opened.files.all())
        site = Site(
            vault=opened.vault,
            index=LinkIndex(opened.vault, tolerant=self.options.links == "tolerant"),
            addresses=addresses,
            bodies=opened.compiled,
        )
        theme = self.config.theme
        language = str(theme.get("language") or theme.get("locale") or "")
        surroundings = Surroundings(site, self.options, Path(self.config.docs_dir, self.options.folder), language)
        text = interface_text(language, theme.dirs)
        return NoteSite(
            site=site,
            compiler=opened.compiled,
            addresses=addresses,
            theme=ThemeFiles(tuple(theme.dirs)),
            reporter=self.reporter,
            surroundings=surroundings,
            graph=self.graph,
            folder=self.config.site_dir,
            text=text,
        )
