"""The page of a note as what stands around its text knows it, and what all such pages share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Note, OtherPage
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.website.filling.moments import MomentGroup
from mkdocs_vault.website.filling.players import NO_PLAYERS, Players
from mkdocs_vault.website.graph.site_graph import SiteGraph
from mkdocs_vault.website.note_values.dates import LocalDates
from mkdocs_vault.website.note_values.surroundings import Surroundings
from mkdocs_vault.website.routes import Route, SiteAddresses


@dataclass(frozen=True, slots=True)
class PageOfNote:
    """A note and its page. `shows_its_title` says that its text opens with a heading of the first level."""

    note: Note
    route: Route
    shows_its_title: bool = False
    players: Players = NO_PLAYERS
    moments: tuple[MomentGroup, ...] = ()


@dataclass(frozen=True, slots=True)
class NotePages:
    """What the pages of all notes share. `notes` are the public ones, `text` are the words of the interface.

    `other_pages` are those of the vault's folder that the site's generator makes.
    """

    notes: Mapping[VaultPath, Note]
    index: LinkIndex
    addresses: SiteAddresses
    surroundings: Surroundings
    dates: LocalDates
    graph: SiteGraph | None = None
    text: Mapping[str, str] = field(default_factory=dict)
    other_pages: Mapping[VaultPath, OtherPage] = field(default_factory=dict)

    def referring(self, path: VaultPath) -> Note | OtherPage:
        """The page at a path, which refers to a note."""
        return self.notes.get(path) or self.other_pages[path]
