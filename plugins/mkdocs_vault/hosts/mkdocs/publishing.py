"""From an opened vault to MkDocs' pages: every public file gets its address, every note its page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from os import environ
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from mkdocs.structure.files import InclusionLevel

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.hosts.mkdocs.generated_pages import add_generated_pages
from mkdocs_vault.hosts.mkdocs.interface_text import interface_text
from mkdocs_vault.hosts.mkdocs.languages import site_language
from mkdocs_vault.hosts.mkdocs.pages import NotePage, NoteSite
from mkdocs_vault.hosts.mkdocs.routes import generated_file, move, route_of
from mkdocs_vault.vault.checks import check_vault
from mkdocs_vault.vault.history import NoteHistory, Repository, is_cut_off, read_history
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.stamps import check_stamps
from mkdocs_vault.vault.video_lengths import VideoLengths
from mkdocs_vault.website.address_plan import AddressPlan
from mkdocs_vault.website.generated_pages import GeneratedPages
from mkdocs_vault.website.graph.neighbours import Neighbours
from mkdocs_vault.website.graph.site_graph import SiteGraph, graph_page
from mkdocs_vault.website.note_values.dates import LocalDates
from mkdocs_vault.website.note_values.note_pages import NotePages
from mkdocs_vault.website.note_values.surroundings import ReadingOptions, Surroundings
from mkdocs_vault.website.page_causes import PageCauses
from mkdocs_vault.website.page_meta import ThemeFiles
from mkdocs_vault.website.redirects import redirects
from mkdocs_vault.website.routes import SiteAddresses
from mkdocs_vault.website.site import Site
from mkdocs_vault.website.site_indexes import LinkedNotes, NameOrder, NoteDates

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions
    from mkdocs_vault.hosts.mkdocs.graph_files import GraphFiles
    from mkdocs_vault.hosts.mkdocs.navigation.site_navigation import SiteNavigation
    from mkdocs_vault.hosts.mkdocs.opened_vault import OpenedVault
    from mkdocs_vault.hosts.mkdocs.reporting import Reporter
    from mkdocs_vault.hosts.mkdocs.wiki_links import WikiLinks
    from mkdocs_vault.vault.notes import Note
    from mkdocs_vault.website.routes import Route


def leave_out_of_lists(opened: OpenedVault) -> None:
    """Have MkDocs, other plugins and our own lists leave out notes that may not be found by way of them."""
    for note, file in opened.note_files():
        if not opened.vault.standing(note.path).listed and file.inclusion.is_in_nav():
            file.inclusion = InclusionLevel.NOT_IN_NAV


@dataclass(frozen=True)
class Publication:
    """One build's way from the vault to pages."""

    config: MkDocsConfig
    options: VaultOptions
    reporter: Reporter
    navigation: SiteNavigation
    graph: GraphFiles
    wiki_links: WikiLinks

    def publish(self, opened: OpenedVault, files: Files) -> list[NotePage]:
        """Give every file of the vault its address and every note its page, add redirects, and report what is wrong in the vault."""
        plan = self._placed(opened, files)
        routes = {path: route_of(file) for path, file in opened.files.all().items()}
        routed = ((note, routes[path]) for path, note in opened.vault.notes.items())
        for redirect in redirects(routed, plan, lambda path: opened.vault.standing(path).listed):
            if redirect.path not in files.src_uris:
                files.append(generated_file(redirect, self.config))
        leave_out_of_lists(opened)
        site = self._note_site(opened, files, routes, plan)
        self.reporter.add(opened.diagnostics)
        self.reporter.add(plan.diagnostics)
        self.reporter.index = self.wiki_links.index = site.vault_site.index
        self.reporter.add(check_vault(opened.vault, site.vault_site.index))
        self.reporter.add(check_stamps(opened.vault.notes, site.vault_site.lengths))
        return [NotePage(note, file, self.config, site) for note, file in opened.note_files()]

    def _placed(self, opened: OpenedVault, files: Files) -> AddressPlan:
        plan = AddressPlan(self.options.folder, self.config.use_directory_urls, self.options.slugs)
        ours = opened.files.notes | opened.movable_attachments()
        sources = {file.src_uri for file in ours.values()}
        plan.keep((file.dest_uri, file.src_uri) for file in files if file.src_uri not in sources and not file.inclusion.is_excluded())
        notes = [(note, file.dest_uri) for note, file in opened.note_files()]
        plan.place(notes, [(path, file.dest_uri) for path, file in opened.movable_attachments().items()])
        for path, address in plan.placed.items():
            move(ours[path], address)
        return plan

    def _note_site(self, opened: OpenedVault, files: Files, routes: Mapping[VaultPath, Route], plan: AddressPlan) -> NoteSite:
        theme = self.config.theme
        language = site_language(self.config)
        text = self.navigation.text = interface_text(language, theme.dirs)
        index = LinkIndex(opened.vault, tolerant=self.options.links == "tolerant")
        links = LinkedNotes(opened.vault, index)
        dates = NoteDates(partial(self._history, opened.vault.notes.values()))
        generated = GeneratedPages(plan)
        tags = self.navigation.add_pages(opened, files, generated, dates.last_change)
        self._add_graph(Neighbours(opened.vault, index, links.linking), routes, generated)
        for redirect in self.navigation.folder_redirects(generated):
            files.append(generated_file(redirect, self.config))
        add_generated_pages(generated.pages, files, self.config)
        addresses = SiteAddresses(routes, tags)
        others = opened.vault.other_pages
        surroundings = Surroundings(_reading_options(self.options), NameOrder({**opened.vault.notes, **others}), links, dates)
        notes = NotePages(opened.vault.notes, index, addresses, surroundings, LocalDates(language), self.graph.graph, text, others)
        vault_site = Site(opened.vault, index, VideoLengths(opened.vault.notes), addresses, opened.compiled, text)
        return NoteSite(
            vault_site=vault_site,
            compiled=opened.compiled,
            notes=notes,
            theme=ThemeFiles(tuple(theme.dirs)),
            reporter=self.reporter,
            folder=self.config.site_dir,
            files=opened.files.all(),
            causes=PageCauses(vault_site, notes),
            folder_list=self.navigation.folder_list,
        )

    def _add_graph(self, neighbours: Neighbours, routes: Mapping[VaultPath, Route], generated: GeneratedPages) -> None:
        """Have a graph where the site has one; a vault without notes has none."""
        options, text = self.options, self.navigation.text
        if options.graph is False or not neighbours.vault.notes:
            return
        page = graph_page(str(text["graph_title"]), generated) if self.graph.has_page else None
        if page:
            self.navigation.own["graph"] = page
        self.graph.graph = SiteGraph(neighbours, routes, page, options.graph != "page", options.graph_depth, text)

    def _history(self, notes: Iterable[Note]) -> Mapping[VaultPath, NoteHistory]:
        """What git knows of the notes' dates; one line says how to have those that a shallow clone lacks."""
        if not self.options.git_dates:
            return {}
        folder, repository = Path(self.config.docs_dir, self.options.folder), _repository_of_a_deployment(self.options.folder)
        history = read_history(folder, repository)
        undated = sum(_lacks_dates(note, history) for note in notes)
        if undated and is_cut_off(folder, repository):
            message = "this is a shallow clone, without the history that tells dates; notes without a date:"
            guess = "Fetch all of it: 'git fetch --unshallow'; 'fetch-depth: 0' on GitHub, 'GIT_DEPTH: 0' on GitLab."
            place = SourcePosition(Path(self.config.config_file_path or "mkdocs.yml").name)
            self.reporter.add([Diagnostic(DiagnosticCode.DATES_UNKNOWN, place, message, str(undated), guess)])
        return history


def _lacks_dates(note: Note, history: Mapping[VaultPath, NoteHistory]) -> bool:
    """Whether neither a note nor the history that it has says when it was changed."""
    written = note.properties
    return note.path in history and not (written.updated or written.created or written.date or history[note.path].updated)


def _reading_options(options: VaultOptions) -> ReadingOptions:
    return ReadingOptions(
        properties=options.properties,
        hidden_properties=frozenset(name.strip().lower() for name in options.hidden_properties),
        backlinks=options.backlinks,
        mentions=options.mentions,
        related_notes=options.related_notes,
        previews=options.previews,
    )


def _repository_of_a_deployment(folder: str) -> Repository | None:
    """A deployment builds exported files, and tells where their history is. `folder` is that of the vault in them."""
    git_dir, commit = environ.get("MKDOCS_VAULT_GIT_DIR"), environ.get("MKDOCS_VAULT_COMMIT")
    if not git_dir or not commit:
        return None
    return Repository(Path(git_dir), commit, PurePosixPath(environ.get("MKDOCS_VAULT_FOLDER", ""), folder))
