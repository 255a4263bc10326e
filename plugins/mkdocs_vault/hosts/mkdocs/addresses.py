"""Where each file of the vault is published: permalinks become addresses, and no file takes the place of another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from posixpath import join, splitext
from typing import TYPE_CHECKING

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.hosts.mkdocs.address_book import AddressBook, fitting
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.tag_tree import tag_key

if TYPE_CHECKING:
    from mkdocs.structure.files import File

    from mkdocs_vault.vault.notes import Note, VaultFile

WRITTEN_BY_PLUGINS = ("search/search_index.json", "sitemap.xml", "sitemap.xml.gz", "tags.json", "objects.inv")
"""Files that MkDocs and Material write at the end of a build: a folder of that name would end it."""


@dataclass(frozen=True)
class SiteAddresses:
    """Answers where a file is, seen from a page. `files` are MkDocs' files by their path in the vault, `tags` those of tag pages."""

    files: Mapping[VaultPath, File]
    tags: dict[str, File] = field(default_factory=dict)

    def address(self, file: VaultFile, page: VaultPath) -> str:
        """The address of a file, relative to the page made for the note `page`, percent-encoded, without a fragment."""
        return self.files[file.path].url_relative_to(self.files[page])

    def tag_address(self, name: str, page: VaultPath) -> str:
        """The address of a tag's page, relative to the page made for the note `page`; empty where tags have no pages."""
        file = self.tags.get(tag_key(name))
        return file.url_relative_to(self.files[page]) if file else ""


@dataclass
class AddressPlan:
    """Gives every note and attachment its address, in an order that depends on nothing but their paths.

    First come the pages and files that are not the vault's, then notes without a permalink, attachments, and permalinks.
    """

    folder: str
    book: AddressBook = field(default_factory=AddressBook)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    left: dict[VaultPath, str] = field(default_factory=dict)
    """The addresses that notes left for their permalinks."""

    def keep(self, files: Iterable[File]) -> None:
        """Files that stay where MkDocs puts them."""
        for address in WRITTEN_BY_PLUGINS:
            self.book.claim(address, "the site itself")
        for file in files:
            self.book.claim(file.dest_uri, file.src_uri)

    def place(self, notes: Iterable[tuple[Note, File]], attachments: Iterable[tuple[VaultPath, File]]) -> None:
        """Decide all addresses and write them into the files."""
        in_order = sorted(notes, key=lambda item: (_is_readme(item[0].path), item[0].path))
        for note, file in in_order:
            if note.properties.permalink is None:
                self._place_at_home(note.path, file)
        for path, file in sorted(attachments, key=lambda item: item[0]):
            self._place_at_home(path, file)
        for note, file in in_order:
            if note.properties.permalink is not None:
                self._place_at_permalink(note, file, note.properties.permalink)

    def _place_at_permalink(self, note: Note, file: File, permalink: str) -> None:
        home = file.dest_uri
        address = fitting(self.page_address(permalink, file))
        owner = self.book.owner(address)
        if not owner:
            self._move(note.path, file, address)
            if address != home:
                self.left[note.path] = home
            return
        line = note.properties.lines.get("permalink", 1)
        self._place_at_home(note.path, file)
        message = f"the address '{permalink}' belongs to '{owner}'; this note is published at '{file.dest_uri}'"
        self._tell(SourcePosition(note.path, line), message, permalink)

    def _place_at_home(self, path: VaultPath, file: File) -> None:
        home = fitting(file.dest_uri)
        owner = self.book.owner(home)
        if not owner:
            self._move(path, file, home)
            return
        wishes = [home]
        if file.is_documentation_page():
            wishes.append(fitting(self.page_address(splitext(path)[0], file)))
        self._move(path, file, self.book.first_free(*wishes))
        self._tell(SourcePosition(path), f"its address belongs to '{owner}'; it is published at '{file.dest_uri}'")

    def page_address(self, path: str, file: File) -> str:
        """The file that holds the page with an address below the vault's, as the site writes its addresses."""
        return self.page_address_of(path, use_directory_urls=file.use_directory_urls)

    def page_address_of(self, path: str, *, use_directory_urls: bool) -> str:
        """As `page_address`, for a page that has no file yet."""
        address = join(self.folder, path.strip("/")).strip("/")
        if not address:
            return "index.html"
        return join(address, "index.html") if use_directory_urls else f"{address}.html"

    def _move(self, path: VaultPath, file: File, address: str) -> None:
        self.book.claim(address, path)
        if address != file.dest_uri:
            file.dest_uri = address
            for derived in ("url", "abs_dest_path"):
                file.__dict__.pop(derived, None)

    def _tell(self, position: SourcePosition, message: str, written: str = "") -> None:
        self.diagnostics.append(Diagnostic(DiagnosticCode.ADDRESS_TAKEN, position, message, written))


def _is_readme(path: VaultPath) -> bool:
    """MkDocs gives `README.md` the address of its folder; an `index.md` beside it has the better claim."""
    return path.stem == "README"
