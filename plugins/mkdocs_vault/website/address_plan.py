"""Where each file of the vault is published: permalinks become addresses, and no file takes the place of another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from posixpath import join, splitext

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.website.address_book import AddressBook, fitting
from mkdocs_vault.website.routes import INDEX, Route
from mkdocs_vault.website.slugs import Slugs, slugged

WRITTEN_BY_PLUGINS = ("search/search_index.json", "sitemap.xml", "sitemap.xml.gz", "tags.json", "objects.inv")
"""Files that site generators and their plugins write at the end of a build: a folder of that name would end it."""


@dataclass
class AddressPlan:
    """Decides which file of the site holds each note and attachment, in an order that depends on nothing but their paths.

    First come the pages and files that are not the vault's, then notes without a permalink, attachments, and permalinks. `folder` is
    where the vault lies; `slugs` says how names become addresses; with `directory_addresses` pages are index pages of folders of their own.
    """

    folder: str
    directory_addresses: bool = True
    slugs: Slugs = "as-is"
    book: AddressBook = field(default_factory=AddressBook)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    left: dict[VaultPath, str] = field(default_factory=dict)
    """The files that notes left for their permalinks."""
    placed: dict[VaultPath, str] = field(default_factory=dict)
    """What is decided: the file of the site by the path in the vault."""

    def keep(self, files: Iterable[tuple[str, str]]) -> None:
        """Files that stay where they are, each with its owner as messages name it."""
        for address in WRITTEN_BY_PLUGINS:
            self.book.claim(address, "the site itself")
        for address, owner in files:
            self.book.claim(address, owner)

    def place(self, notes: Iterable[tuple[Note, str]], attachments: Iterable[tuple[VaultPath, str]]) -> None:
        """Decide all addresses; each file comes with the place that the site's generator would give it."""
        homes = [(note, self.slugged(home)) for note, home in notes]
        in_order = sorted(homes, key=lambda item: (_is_readme(item[0].path), item[0].path))
        for note, home in in_order:
            if note.properties.permalink is None:
                self._place_at_home(note.path, home, is_page=True)
        for path, home in sorted(attachments, key=lambda item: item[0]):
            self._place_at_home(path, self.slugged(home), is_page=False)
        for note, home in in_order:
            if note.properties.permalink is not None:
                self._place_at_permalink(note, home, note.properties.permalink)

    def page_file(self, path: str) -> str:
        """The file that holds the page with an address below the vault's, as the site writes its addresses."""
        address = join(self.folder, path.strip("/")).strip("/")
        if not address:
            return INDEX
        return join(address, INDEX) if self.directory_addresses else f"{address}.html"

    def made_page_file(self, path: str) -> str:
        """As `page_file`, for a page whose address is made of names: those of folders and tags."""
        return self.page_file(slugged(path, self.slugs))

    def slugged(self, file: str) -> str:
        """A file of the site with its names as the site wants them in addresses; where the vault lies is said by the site itself."""
        prefix = f"{self.folder}/" if self.folder and file.startswith(f"{self.folder}/") else ""
        return prefix + slugged(file.removeprefix(prefix), self.slugs)

    def route(self, file: str) -> Route:
        """The route of a file, as the site writes its addresses."""
        return Route.of(file, directory_addresses=self.directory_addresses)

    def _place_at_permalink(self, note: Note, home: str, permalink: str) -> None:
        address = fitting(self.page_file(permalink))
        owner = self.book.owner(address)
        if not owner:
            self._put(note.path, address)
            if address != home:
                self.left[note.path] = home
            return
        line = note.properties.lines.get("permalink", 1)
        self._place_at_home(note.path, home, is_page=True)
        message = f"the address '{permalink}' belongs to '{owner}'; this note is published at '{self.placed[note.path]}'"
        self._tell(SourcePosition(note.path, line), message, permalink)

    def _place_at_home(self, path: VaultPath, home: str, *, is_page: bool) -> None:
        wishes = [fitting(home)]
        owner = self.book.owner(wishes[0])
        if not owner:
            self._put(path, wishes[0])
            return
        if is_page:
            wishes.append(fitting(self.page_file(splitext(path)[0])))
        self._put(path, self.book.first_free(*wishes))
        self._tell(SourcePosition(path), f"its address belongs to '{owner}'; it is published at '{self.placed[path]}'")

    def _put(self, path: VaultPath, file: str) -> None:
        self.book.claim(file, path)
        self.placed[path] = file

    def _tell(self, position: SourcePosition, message: str, written: str = "") -> None:
        self.diagnostics.append(Diagnostic(DiagnosticCode.ADDRESS_TAKEN, position, message, written))


def _is_readme(path: VaultPath) -> bool:
    """A `README.md` has the address of its folder; an `index.md` beside it has the better claim."""
    return path.stem == "README"
