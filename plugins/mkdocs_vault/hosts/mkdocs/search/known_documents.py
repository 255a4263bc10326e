"""Pages whose documents an earlier build has made: the search needs their words only if their part of the index must be made again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.msgpack import Encoder

from mkdocs_vault.hosts.mkdocs.pages import NotePage
from mkdocs_vault.note.digest import digest

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

    from mkdocs_vault.build.site_record import SiteRecord
    from mkdocs_vault.website.search.port import Searchable

_ENCODER = Encoder(enc_hook=str, order="deterministic")


@dataclass(frozen=True, slots=True)
class WaitingDocument:
    """A document that is the same as in the last build; `make` makes it."""

    address: str
    language: str
    digest: str
    weight: int
    make: Callable[[], Searchable]

    def at_hand(self) -> Searchable:
        """The document itself."""
        return self.make()

    def html(self) -> str:
        """The document's HTML."""
        return self.make().html()


@dataclass(frozen=True, slots=True)
class KnownDocuments:
    """What a site's record says of them; `shared` is the digest of what all pages are made from."""

    record: SiteRecord
    shared: bytes

    def document(self, page: Page, language: str, make: Callable[[], Searchable]) -> Searchable:
        """The document of a page, which `make` makes, at once only if the page comes from something new."""
        causes = self._causes(page)
        known = self.record.document(page.file.dest_uri, causes) if causes else None
        if known:
            return WaitingDocument(page.url or "./", language, *known, make)
        document = make()
        if causes:
            self.record.remember_document(page.file.dest_uri, causes, document.digest, document.weight)
        return document

    def _causes(self, page: Page) -> bytes:
        """What the document of a note comes from; nothing for a page that anybody else has a say in."""
        causes = page.causes() if isinstance(page, NotePage) else b""
        about = (page.url, page.meta, [section.title for section in page.ancestors])
        return digest(self.shared, causes, _ENCODER.encode(about)) if causes else b""
