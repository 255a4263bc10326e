"""The plugin `vault`: MkDocs' events, each handed on to the module that knows what to do."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority

from mkdocs_vault.build.digests import compiler_version
from mkdocs_vault.build.note_cache import NoteCache
from mkdocs_vault.hosts.mkdocs.announcing import SITE_MAP, is_announced, without_engines
from mkdocs_vault.hosts.mkdocs.build_report import write_build_report
from mkdocs_vault.hosts.mkdocs.compiled_templates import compiled_templates
from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions
from mkdocs_vault.hosts.mkdocs.diagram_library import add_diagram_library
from mkdocs_vault.hosts.mkdocs.framing.framed_site import frame_quickly
from mkdocs_vault.hosts.mkdocs.garbage_collection import PatientCollection
from mkdocs_vault.hosts.mkdocs.graph_files import GraphFiles
from mkdocs_vault.hosts.mkdocs.host_seams import collect_files_by, running_serve
from mkdocs_vault.hosts.mkdocs.interface_text import leave_out_interface_text
from mkdocs_vault.hosts.mkdocs.languages import follow_locale
from mkdocs_vault.hosts.mkdocs.navigation.given_titles import apply_navigation
from mkdocs_vault.hosts.mkdocs.navigation.site_navigation import SiteNavigation
from mkdocs_vault.hosts.mkdocs.opened_vault import KnownVault, OpenedVault, border_of, open_vault, seen_in
from mkdocs_vault.hosts.mkdocs.pages import NotePage, is_rendered
from mkdocs_vault.hosts.mkdocs.preview_server import rebuild_only_for_the_site
from mkdocs_vault.hosts.mkdocs.progress import BuildProgress
from mkdocs_vault.hosts.mkdocs.publishing import Publication
from mkdocs_vault.hosts.mkdocs.reporting import Reporter
from mkdocs_vault.hosts.mkdocs.search.site_search import SiteSearch
from mkdocs_vault.hosts.mkdocs.shared_pages import shared_page
from mkdocs_vault.hosts.mkdocs.site_cache import open_note_cache
from mkdocs_vault.hosts.mkdocs.site_output.output_of_build import OutputOfBuild
from mkdocs_vault.hosts.mkdocs.site_output.page_inputs import values_digest
from mkdocs_vault.hosts.mkdocs.source_files import SourceFiles
from mkdocs_vault.hosts.mkdocs.tags_plugin import printed_tags
from mkdocs_vault.hosts.mkdocs.theme_files import add_theme_features, add_theme_files
from mkdocs_vault.hosts.mkdocs.wiki_links import WikiLinks
from mkdocs_vault.website.article_attributes import with_article_attributes
from mkdocs_vault.website.social_tags import with_social_tags

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from mkdocs_vault.hosts.mkdocs.preview.preview import Preview

log = logging.getLogger("mkdocs.plugins.vault")


class VaultPlugin(BasePlugin[VaultOptions]):
    """Publishes an Obsidian vault."""

    def __init__(self) -> None:
        """Without a site: `on_config` brings its configuration, once for each build."""
        super().__init__()
        self.reporter = Reporter()
        self._with_drafts = self._writes_again = False
        self._output: OutputOfBuild | None = None
        self._opened: OpenedVault | None = None
        self._preview: Preview | None = None
        self._collection = PatientCollection()
        self._progress = BuildProgress()
        self.navigation: SiteNavigation
        self.graph: GraphFiles
        self.wiki_links: WikiLinks
        self.search = SiteSearch()
        self.known = KnownVault(NoteCache(None, compiler_version()))

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Show drafts while the site is being served. MkDocs keeps a plugin with this method for all builds of a preview."""
        self._with_drafts = command == "serve"
        self._writes_again = command != "serve" and not dirty
        self.search = SiteSearch(is_serving=command == "serve", is_dirty=dirty)
        if serve := running_serve():
            from mkdocs_vault.hosts.mkdocs.preview.preview import take_over  # noqa: PLC0415 - A build needs no server.

            self._preview = take_over(serve, self)

    def on_config(self, config: MkDocsConfig) -> None:
        """Check what only the whole configuration can tell, and add our files to the theme."""
        folder = border_of(config, self.config).root
        if not folder.is_dir():
            raise ConfigurationError(f"Plugin 'vault' option 'folder': The path '{folder}' isn't an existing directory.")
        follow_locale(config)
        self._open_cache(config)
        self.wiki_links = WikiLinks(self.config.folder)
        cast("list[object]", config.markdown_extensions).append(self.wiki_links)
        add_theme_features(config, breadcrumbs=self.config.breadcrumbs, neighbours=self.config.neighbours)
        kept = self.known.cache.folder
        self.search.begin(config, self.config, cache=kept / "search" if kept else None)
        navigation, search = self.config.navigation != "material", self.search.values is not None
        add_theme_files(config, stylesheet=self.config.stylesheet, navigation=navigation, search=search)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Begin with an empty site, and have MkDocs collect its files with care."""
        self.reporter = Reporter(self.config.diagnostics)
        self.navigation = SiteNavigation(config, self.config)
        self.graph = GraphFiles(config, self.config)
        self._collection.begin()
        self._progress.begin()
        if self._writes_again and self.known.cache.folder:
            self._output = OutputOfBuild(config, self.known.cache.folder, self.search, self._inputs_around, self._progress.step)
        sources = SourceFiles(border_of(config, self.config), self.reporter)
        collect_files_by(sources.collect)

    @event_priority(100)
    def _on_files_first(self, files: Files, *, config: MkDocsConfig) -> None:
        """Before any other plugin sees them, take out all files that nobody may see."""
        collect_files_by(None)
        leave_out_interface_text(files)
        self._opened = self._open(files, config)

    @event_priority(-100)
    def _on_files_last(self, files: Files, *, config: MkDocsConfig) -> None:
        """Once other plugins have added and removed theirs, give every note its page."""
        opened = self._opened
        if opened is None or opened.seen != seen_in(files):
            opened = self._open(files, config)
        self._opened = None
        Publication(config, self.config, self.reporter, self.navigation, self.graph, self.wiki_links).publish(opened, files)

    on_files = CombinedEvent(_on_files_first, _on_files_last)

    @event_priority(100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give notes the titles that the site's `nav` has for them; without one, order the navigation by folders."""
        apply_navigation(nav, config, files)
        self._progress.expect("pages read", len(files.documentation_pages()))
        return self.navigation.order(nav, files)

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:  # noqa: ARG002 - MkDocs' signature
        """Before other plugins read a note, take out what would end the build in them."""
        self._progress.step()
        return page.without_broken_listings(markdown, config) if isinstance(page, NotePage) else None

    @event_priority(0)
    def _on_env_first(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Once every page is known, say which note became which, bring what diagrams are drawn with, and keep compiled templates."""
        frame_quickly(env, config.plugins)
        env.bytecode_cache = env.bytecode_cache or compiled_templates(env)
        add_diagram_library(files, config)
        write_build_report(files)

    @event_priority(-100)
    def _on_env_last(self, env: Environment, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Once other plugins have added to the rendered pages, have search and graph made beside the rest of the build."""
        if self.search.is_on_demand:
            self._progress.end()  # The site is open; from now on pages are made one by one.
        else:
            self._progress.expect("pages printed", len(files.documentation_pages()))
            self.graph.begin()
        known = self._output.known_documents(config) if self._output else None
        self.search.make((file.page for file in files if file.page is not None and is_rendered(file.page)), known)

    on_env = CombinedEvent(_on_env_first, _on_env_last)

    @event_priority(100)
    def _on_page_context_first(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> None:  # noqa: ARG002
        """Before another plugin makes an index of a page, put in what it would miss."""
        self.search.prepare(page)

    @event_priority(-100)
    def _on_page_context_last(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002 - MkDocs' signature
        nav: Navigation,
    ) -> TemplateContext:
        """Give the templates what they print of a note (`note` is None on other pages), and of the navigation."""
        self.search.restore(page)
        if self._output is None:
            self._progress.step()
        values = {"vault_nav": self.navigation.values(page, nav), "vault_graph": self.graph.whole(page.file)}
        note = page.values() if isinstance(page, NotePage) else None
        return cast("TemplateContext", {**context, **values, "note": note, "vault_search": self.search.values})

    on_page_context = CombinedEvent(_on_page_context_first, _on_page_context_last)

    def on_template_context(self, context: TemplateContext, *, template_name: str, config: MkDocsConfig) -> TemplateContext:  # noqa: ARG002
        """The same for pages that are made of a template alone, such as that of addresses that lead nowhere."""
        base = str(context["base_url"]).rstrip("/") + "/"
        sidebar = self.navigation.values_anywhere(context["nav"], base)
        values = {"vault_nav": sidebar, "vault_not_found": self.navigation.not_found_values(), "vault_search": self.search.values}
        pages = [file for file in context["pages"] if is_announced(file.page)] if template_name == SITE_MAP else context["pages"]
        return cast("TemplateContext", {**context, **values, "pages": pages})

    @event_priority(-50)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str | None:
        """Add what other sites show of a page, once other plugins have, and what a note's properties say of its article."""
        shared = shared_page(page, config)
        if shared is None:
            return None
        output = with_social_tags(output, shared)
        if not isinstance(page, NotePage):
            return output
        return with_article_attributes(output if is_announced(page) else without_engines(output), page.note.properties)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:  # noqa: ARG002 - MkDocs' signature
        """Write the data of navigation and graph, wait for the search, and log what is wrong in the vault."""
        self.navigation.write()
        self.graph.write()
        self.search.finish(self._progress.waiting_for_search)
        self._progress.end()
        self._end_output(is_done=True)
        self.known.pictures.tell()
        self._close_cache()
        self.reporter.log()
        self._collection.end()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., None]) -> None:  # noqa: ARG002
        """Don't rebuild the site for files that no page depends on."""
        rebuild_only_for_the_site(server, border_of(config, self.config).root)

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002 - MkDocs' signature
        """Stop the search's program, and log what was found until then: it may explain the error."""
        collect_files_by(None)
        self._progress.end()
        self.search.cancel()
        self._end_output(is_done=False)
        if not self.search.is_on_demand:
            self._close_cache()
        self.reporter.log()
        self._collection.end()

    def _open(self, files: Files, config: MkDocsConfig) -> OpenedVault:
        progress = self._progress.notes_compiled
        return open_vault(files, config, self.config, self.known, with_drafts=self._with_drafts, progress=progress)

    def _inputs_around(self, page: Page, config: MkDocsConfig, nav: Navigation) -> bytes:
        """A digest of what the templates print of the site on this page."""
        whole = self.graph.whole(page.file)
        tags = printed_tags(page, config, nav)
        folder_list = self.navigation.folder_list(page)
        shown = replace(whole, text={}) if whole else None
        return values_digest(self.navigation.inputs(page, nav), shown, tags, shared_page(page, config), folder_list)

    def _end_output(self, *, is_done: bool) -> None:
        if self._output:
            self._output.finish() if is_done else self._output.give_up()
        self._output = None

    def on_shutdown(self) -> None:
        """End the preview, and the search's program, which may still make an index."""
        if self._preview:
            self._preview.end()
        self._progress.end()
        self.search.cancel()
        self._close_cache()

    def _open_cache(self, config: MkDocsConfig) -> None:
        """Use the cache that the options ask for. A preview goes on with the notes that it knows; a build begins with none."""
        self._close_cache()
        cache, why_not = open_note_cache(config, self.config)
        self.known = KnownVault(cache, self.known.notes, self.known.options) if self.search.is_on_demand else KnownVault(cache)
        if why_not:
            log.info("%s.", why_not)

    def _close_cache(self) -> None:
        """Write what was compiled, and go on with a cache in memory."""
        self.known.cache.close()
        self.known.cache = NoteCache(None, compiler_version())
