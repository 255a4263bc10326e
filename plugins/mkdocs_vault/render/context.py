"""Everything that rendering may know: of the site, of the page being made, and of the note being read for it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Protocol

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.render.moments import PrintedMoment
from mkdocs_vault.render.players import Players, players_of
from mkdocs_vault.syntax.document import Document
from mkdocs_vault.syntax.nodes import Block, FootnoteDefinition, Inline
from mkdocs_vault.syntax.parse import parse
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Note, VaultFile
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.visibility import Vault


class Addresses(Protocol):
    """Where the files of the vault are on the site."""

    def address(self, file: VaultFile, page: VaultPath) -> str:
        """The address of a file, relative to the page made for the note `page`, percent-encoded, without a fragment."""

    def tag_address(self, name: str, page: VaultPath) -> str:
        """The address of the page of a tag, relative to the page made for the note `page`; empty where tags have no pages."""


class DocumentCache:
    """The trees of the notes that were embedded last: a note embedded in many places is parsed once."""

    def __init__(self, capacity: int = 64) -> None:
        """Keep at most `capacity` trees."""
        self._capacity = capacity
        self._documents: OrderedDict[VaultPath, Document] = OrderedDict()

    def document(self, note: Note) -> Document:
        """The tree of the note. It is shared: nobody may change it."""
        found = self._documents.pop(note.path, None) or parse(note.text)
        self._documents[note.path] = found
        if len(self._documents) > self._capacity:
            self._documents.popitem(last=False)
        return found


@dataclass(frozen=True, slots=True)
class RenderSite:
    """What all pages share."""

    vault: Vault
    index: LinkIndex
    addresses: Addresses
    strict_line_breaks: bool = False
    heading_links: bool = True
    bare_timestamps: bool = False
    documents: DocumentCache = field(default_factory=DocumentCache)


@dataclass(slots=True)
class Page:
    """The page being made: what embeds share with the note that shows them."""

    site: RenderSite
    note: Note
    diagnostics: list[Diagnostic] = field(default_factory=list)
    deferred: list[DeferredEmbed] = field(default_factory=list)
    uses_math_fallback: bool = False
    is_plain_commonmark: bool = False
    embeds_begun: int = 0
    embedded_characters: int = 0
    moments: list[PrintedMoment] = field(default_factory=list)


@dataclass(slots=True)
class Footnotes:
    """The footnotes of one note, in the order of their first use."""

    definitions: dict[str, FootnoteDefinition] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    uses: dict[str, int] = field(default_factory=dict)
    inline: dict[str, list[Inline]] = field(default_factory=dict)


@dataclass(slots=True)
class Context:
    """The note being read, for the page being made. In an embed the two differ: names resolve from the note, addresses are the page's.

    `id_prefix` stands before every id that the note brings, `anchors` gives each heading's id by its offset,
    `chain` the notes and sections that are being embedded inside each other, the page's own first.
    """

    page: Page
    note: Note
    document: Document
    anchors: dict[int, str]
    id_prefix: str = ""
    chain: tuple[tuple[VaultPath, str], ...] = ()
    footnotes: Footnotes = field(default_factory=Footnotes)
    block_ids: set[str] = field(default_factory=set)
    in_link: bool = False
    in_heading: bool = False
    known_players: Players | None = None

    @property
    def players(self) -> Players:
        """What the note being read shows that plays; looked up when it is asked for first."""
        if self.known_players is None:
            self.known_players = players_of(self.note, self.document, self.site.index)
        return self.known_players

    @property
    def site(self) -> RenderSite:
        """What all pages share."""
        return self.page.site

    @property
    def is_embedded(self) -> bool:
        """Whether the note is shown inside another one."""
        return bool(self.id_prefix)

    def block_anchor(self, block_id: str) -> str:
        """The id of a block, as an attribute with a leading space; nothing where an earlier block of the note is called the same."""
        if not block_id or block_id.lower() in self.block_ids:
            return ""
        self.block_ids.add(block_id.lower())
        return f' id="{self.id_prefix}^{block_id}"'

    def tell(self, code: DiagnosticCode, offset: int, message: str, written: str = "", guess: str = "") -> None:
        """Note something that is wrong at a byte offset of the note being read. An embed says nothing: its own page does."""
        if not self.is_embedded:
            self.tell_always(code, offset, message, written, guess)

    def tell_always(self, code: DiagnosticCode, offset: int, message: str, written: str = "", guess: str = "") -> None:
        """Note something that is wrong only where the note is embedded, too."""
        line, column = self.document.source.line_and_column(offset)
        position = SourcePosition(str(self.note.path), line, column)
        self.page.diagnostics.append(Diagnostic(code, position, message, written, guess))


@dataclass(slots=True)
class DeferredEmbed:
    """An embed to be rendered once the text around it is done, so that embeds in embeds cost no stack."""

    context: Context
    blocks: list[Block]
