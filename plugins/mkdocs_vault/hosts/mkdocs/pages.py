"""The page of a note: MkDocs and its plugins treat it as any other, but its HTML is made by this project."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.hosts.mkdocs.page_content import FilledPage, PageContent
from mkdocs_vault.hosts.mkdocs.routes import route_of, write_site_files
from mkdocs_vault.hosts.mkdocs.sitemap_days import sitemap_day
from mkdocs_vault.hosts.mkdocs.table_of_contents import table_of_contents
from mkdocs_vault.hosts.mkdocs.tag_listings import with_listing_places, without_broken_listings
from mkdocs_vault.note.digest import digest
from mkdocs_vault.vault.notes import Note, OtherPage, diagnostics_of
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.standing import Standing
from mkdocs_vault.website.description import description
from mkdocs_vault.website.filling.moments import moment_groups
from mkdocs_vault.website.filling.page import fill_note
from mkdocs_vault.website.note_values.note_pages import NotePages, PageOfNote
from mkdocs_vault.website.note_values.reading_values import reference_lists
from mkdocs_vault.website.note_values.template_values import NoteValues, note_values
from mkdocs_vault.website.page_causes import PageCauses
from mkdocs_vault.website.page_meta import ThemeFiles, escaped, page_meta, standing_meta, title_markup, title_meta
from mkdocs_vault.website.routes import INDEX
from mkdocs_vault.website.social_tags import KEPT_IN_ADDRESSES

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import File, Files

    from mkdocs_vault.build.compiled_notes import CompiledNotes
    from mkdocs_vault.hosts.mkdocs.reporting import Reporter
    from mkdocs_vault.website.site import Site

validation_log = logging.getLogger("mkdocs.structure.pages")


@dataclass(frozen=True)
class NoteSite:
    """What all pages of notes share. `folder` is where the site is written to, `files` are MkDocs' files by their path in the vault.

    `folder_list` is what is in the folder that a page speaks for, as HTML.
    """

    vault_site: Site
    compiled: CompiledNotes
    notes: NotePages
    theme: ThemeFiles
    reporter: Reporter
    folder: str
    files: Mapping[VaultPath, File]
    causes: PageCauses
    folder_list: Callable[[Page], str]


class NotePage(Page):
    """A page whose source is a note. `markdown` is the note's text without its properties; a plugin may change it before it is rendered."""

    has_told = False
    """Whether something is wrong in its content."""
    _meta: MutableMapping[str, Any] | None = None
    _markdown: str | None = None
    _update_date: str | None = None
    _has_own_markdown = False

    def __init__(self, note: Note, file: File, config: MkDocsConfig, site: NoteSite) -> None:
        """Make the page of a note, and make it the page of its file."""
        self.own_content = PageContent(self._filled, TableOfContents([]))
        super().__init__(None, file, config)
        self._meta = self._update_date = None
        self._of_site = file.dest_uri == INDEX and bool(config.site_description)
        self.note = note
        self.site = site
        self._values: NoteValues | None = None
        self.written_beside: tuple[str, ...] = ()
        self.title = self._given_title = title_markup(note.title)
        if self.edit_url:
            # The file's name stands in it as it is, and templates print it as it is.
            self.edit_url = quote(self.edit_url, safe=KEPT_IN_ADDRESSES)

    def take(self, note: Note) -> None:
        """Be the page of this text of the note; whatever text another plugin had for it counts no more."""
        self.note = note
        self._meta = self._update_date = None

    @property
    def meta(self) -> MutableMapping[str, Any]:
        """The properties of the note. Other pages print some of them, in a preview before this one is read."""
        if self._meta is None:
            self._meta, _ = self._own_meta()
        return self._meta

    @meta.setter
    def meta(self, meta: MutableMapping[str, Any]) -> None:
        self._meta = meta

    @property
    def standing(self) -> Standing:
        """Where the note may be found besides here."""
        return self.site.vault_site.vault.standing(self.note.path)

    @property
    def note_text(self) -> str:
        """The note's text without its properties."""
        return self.note.text[self.note.facts.text_start :]

    @property
    def markdown(self) -> str | None:
        """The note's text, or that of another plugin. The note's is cut when it is asked for: kept, all would stand in memory twice."""
        return self.note_text if self._has_own_markdown else self._markdown

    @markdown.setter
    def markdown(self, markdown: str | None) -> None:
        self._has_own_markdown = markdown is not None and markdown == self.note_text
        self._markdown = None if self._has_own_markdown else markdown

    def read_source(self, config: MkDocsConfig) -> None:
        """Fill `markdown` and `meta` from the note as it was loaded; another plugin may still have its own text for it."""
        source = config.plugins.on_page_read_source(page=self, config=config)
        if source is not None:
            self._read_again(source)
        self.markdown = self.note_text
        self.meta, diagnostics = self._own_meta()
        self.site.reporter.add(diagnostics)

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - MkDocs' signature
        """Fill `content`, `toc` and the anchors from `markdown`."""
        if self._markdown is not None:
            self._read_again(self.note.text[: self.note.facts.text_start] + self._markdown)
            self.markdown = self._markdown
        self._describe()
        self.forget_values()
        self.has_told = False
        self.own_content.render(may_wait=self._has_own_markdown)
        if validation_log.getEffectiveLevel() > logging.DEBUG:
            self.links_to_anchors = self._links_to_anchors()

    @property
    def content(self) -> str | None:
        """The HTML of the note, or what another plugin made of it."""
        return self.own_content.html

    @content.setter
    def content(self, content: str | None) -> None:
        self.own_content.html = content

    @property
    def toc(self) -> TableOfContents:
        """The headings of the note."""
        return self.own_content.toc

    @toc.setter
    def toc(self, toc: TableOfContents) -> None:
        self.own_content.toc = toc

    @property
    def present_anchor_ids(self) -> set[str] | None:
        """All ids that links may lead to."""
        return self.own_content.anchors

    @present_anchor_ids.setter
    def present_anchor_ids(self, anchors: set[str] | None) -> None:
        self.own_content.anchors = anchors

    def _filled(self) -> FilledPage:
        rendered = with_listing_places(fill_note(self.note, self.site.vault_site))
        if not self.has_told:
            self.site.reporter.add(rendered.diagnostics)
        self.has_told = bool(rendered.diagnostics)
        html = rendered.html + self.site.folder_list(self)
        return FilledPage(html, table_of_contents(rendered.toc), set(rendered.anchors), rendered.players, rendered.moments)

    def causes(self) -> bytes:
        """The digest of what the content and what stands around it come from; empty where only these themselves can tell."""
        if not self.own_content.is_of_note:
            return b""
        causes = self.site.causes.of(self.note)
        return digest(causes, self.site.folder_list(self).encode("utf-8", "replace")) if causes else b""

    def values(self) -> NoteValues:
        """What the templates print of the note, once it is rendered, kept until it is forgotten.

        What has no room on the page is written beside it.
        """
        if self._values is None:
            self._values = self._made_values()
        return self._values

    def forget_values(self) -> None:
        """Make them again when they are asked for."""
        self._values = None

    def forget_printed(self) -> None:
        """The page is printed: what it took is no longer needed. Its content can be made again, unless somebody else gave it."""
        self._values = None
        self.own_content.forget()

    def _made_values(self) -> NoteValues:
        filled = self.own_content.filled
        body = self.site.vault_site.bodies.body(self.note)
        moments = moment_groups(body, filled.moments, self.note.headings)
        page = PageOfNote(self.note, route_of(self.file), body.first_is_title, filled.players, moments)
        references = reference_lists(page, self.site.notes)
        files = tuple(references.files())
        write_site_files(files, self.site.folder)
        self.written_beside = tuple([file.path for file in files])
        return note_values(page, self.site.notes, references)

    def without_broken_listings(self, markdown: str, config: MkDocsConfig) -> str:
        """The text as Material's `tags` plugin may have it: without directives for lists that would end the build."""
        kept, broken = without_broken_listings(markdown, self.file.src_uri, config)
        first_line = self.note.text.count("\n", 0, self.note.facts.text_start) + 1
        for offset in broken:
            position = SourcePosition(str(self.note.path), first_line + markdown.count("\n", 0, offset))
            message = "this place for a list of tags can't be read, so it is left out"
            self.site.reporter.add([Diagnostic(DiagnosticCode.PLUGIN_SYNTAX, position, message)])
        return kept

    @property
    def update_date(self) -> str:
        """The day that the page shows as that of the last change, for the sitemap; empty where nobody knows."""
        if self._update_date is None:
            self._update_date = sitemap_day(self.site.notes.surroundings.dates.last_change(self.note))
        return self._update_date

    @update_date.setter
    def update_date(self, day: str) -> None:
        self._update_date = day

    def _describe(self) -> None:
        """Say the note's first sentences where nobody else has a description: neither its author nor another plugin, nor the site."""
        if not self.meta.get("description") and not self._of_site and (said := description(self.note, self.site.vault_site.vault)):
            self.meta["description"] = escaped(said)

    def _own_meta(self) -> tuple[MutableMapping[str, Any], tuple[Diagnostic, ...]]:
        meta, diagnostics = page_meta(self.note, self.site.theme)
        return {**title_meta(self.note.title), **meta, **standing_meta(self.standing, meta)}, diagnostics

    def _read_again(self, text: str) -> None:
        """Take another plugin's text for the note's; a title that nobody else has given follows it."""
        key, facts = self.site.compiled.facts(text)
        self.note = Note(self.note.path, text, facts, key)
        self.site.reporter.add(diagnostics_of(self.note.path, facts.problems))
        if self.title == self._given_title:
            self.title = self._given_title = title_markup(self.note.title)

    def _links_to_anchors(self) -> dict[File, dict[str, str]]:
        """Links to places in pages that are MkDocs' own: MkDocs checks them. Links to places in notes are checked with the vault."""
        found: dict[File, dict[str, str]] = {}
        for link in self.note.links if self.site.vault_site.vault.other_pages else ():
            target = self.site.vault_site.index.resolve_link(link.target, link.subpath, self.note.path, markdown=link.kind.is_markdown)
            if link.subpath and isinstance(target.file, OtherPage):
                file = self.site.files[target.file.path]
                found.setdefault(file, {}).setdefault(link.subpath, f"{link.target}#{link.subpath}")
        return found


def is_rendered(page: Page) -> bool:
    """Whether a page has content, or will have it when somebody asks for it."""
    return (isinstance(page, NotePage) and page.own_content.waits) or page.content is not None
