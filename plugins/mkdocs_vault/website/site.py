"""What all pages of a site share: the public vault, its links, the lengths of its videos, its addresses, and its compiled bodies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from mkdocs_vault.note.compiled import Body
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Note, VaultFile
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.video_lengths import VideoLengths
from mkdocs_vault.vault.visibility import Vault


class Addresses(Protocol):
    """Where the files of the vault are on the site."""

    def address(self, file: VaultFile, page: VaultPath) -> str:
        """The address of a file, relative to the page made for the note `page`, percent-encoded, without a fragment."""

    def tag_address(self, name: str, page: VaultPath) -> str:
        """The address of the page of a tag, relative to the page made for the note `page`; empty where tags have no pages."""


class Bodies(Protocol):
    """The compiled bodies of a vault's notes."""

    def body(self, note: Note) -> Body:
        """The body of a note."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages share. `text` are the words of the interface."""

    vault: Vault
    index: LinkIndex
    lengths: VideoLengths
    addresses: Addresses
    bodies: Bodies
    text: Mapping[str, str]
