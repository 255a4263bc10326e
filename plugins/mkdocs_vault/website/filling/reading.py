"""One page being made, and the note that is being read for it.

In an embed the two differ: names resolve from the note, addresses are relative to the page, ids carry a prefix.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mkdocs_vault.diagnostics import Diagnostic, DiagnosticCode, SourcePosition
from mkdocs_vault.note.compiled import Body
from mkdocs_vault.note.slots import SlotValue
from mkdocs_vault.vault.links import LinkTarget
from mkdocs_vault.vault.notes import Attachment, Note
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.stamps import read_stamps
from mkdocs_vault.website.filling.players import Players, players_of
from mkdocs_vault.website.site import Site


@dataclass(slots=True)
class Page:
    """The page being made: what embeds share with the note that shows them. `moments` are seconds and addresses by their offsets.

    `embedded_players` are the videos and recordings that stamps of embedded notes play, with the titles of these notes.
    """

    site: Site
    note: Note
    diagnostics: list[Diagnostic] = field(default_factory=list)
    deferred: list[DeferredEmbed] = field(default_factory=list)
    embeds_begun: int = 0
    embedded_characters: int = 0
    moments: dict[int, tuple[int, str]] = field(default_factory=dict)
    embedded_players: dict[tuple[str, Attachment | None], str] = field(default_factory=dict)


@dataclass(slots=True)
class FootnoteUses:
    """The footnotes that were referred to: labels in the order of their first use, and how often each was used."""

    order: list[str] = field(default_factory=list)
    uses: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """The note being read. `id_prefix` stands before every id that it brings, `chain` are the notes and sections embedded in each other.

    `link_ends` are what closes the links that are open, `raw_open` the elements that a part of a note has opened (None for a whole
    note, which closes all that it opens).
    """

    page: Page
    note: Note
    body: Body
    id_prefix: str = ""
    chain: tuple[tuple[VaultPath, str], ...] = ()
    footnotes: FootnoteUses = field(default_factory=FootnoteUses)
    link_ends: list[str] = field(default_factory=list)
    raw_open: list[str] | None = None
    known_players: Players | None = None
    known_stamps: Mapping[int, int] | None = None

    @property
    def site(self) -> Site:
        """What all pages share."""
        return self.page.site

    @property
    def is_embedded(self) -> bool:
        """Whether the note is shown inside another one."""
        return bool(self.id_prefix)

    @property
    def players(self) -> Players:
        """What the note being read shows that plays; looked up when it is asked for first."""
        if self.known_players is None:
            self.known_players = players_of(self.note, self.site.index)
        return self.known_players

    @property
    def stamps(self) -> Mapping[int, int]:
        """The seconds that the note's time stamps mean, by their offsets; one that nobody can read is missing."""
        if self.known_stamps is None:
            read = read_stamps(self.note, self.site.lengths)
            self.known_stamps = {stamp.offset: found.seconds for stamp, found in read if found.seconds is not None}
        return self.known_stamps

    def resolved(self, target: str, subpath: str, *, markdown: bool = False) -> LinkTarget:
        """Where a link of the note being read leads."""
        return self.site.index.resolve_link(target, subpath, self.note.path, markdown=markdown)

    def tell(self, code: DiagnosticCode, line: int, column: int, message: str, written: str) -> None:
        """Note something that is wrong in the note being read, wherever it is shown."""
        position = SourcePosition(str(self.note.path), line, column)
        self.page.diagnostics.append(Diagnostic(code, position, message, written))


@dataclass(slots=True)
class DeferredEmbed:
    """An embed to be filled once the text around it is done, so that embeds in embeds cost no stack: a part of the body of `reading`."""

    reading: Reading
    texts: list[str]
    slots: tuple[SlotValue, ...]
    before: str = ""
    after: str = ""
