"""What the content of a note's page and what stands around it are made from, as one digest, found without making them.

Same digest, same page. Another digest says little: most pages that come from something new are the same as before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mkdocs_vault.note.digest import digest
from mkdocs_vault.vault.notes import Note
from mkdocs_vault.website.note_values.note_pages import NotePages
from mkdocs_vault.website.site import Site

MOST_EMBEDDED = 1000
"""Of a page that may show more notes than these it isn't told what it is made from: looking for all of them would take too long."""


@dataclass(frozen=True)
class PageCauses:
    """Answers for the notes of one site. A site's settings, templates and programs are no part of the answers."""

    site: Site
    pages: NotePages

    def of(self, note: Note) -> bytes:
        """The digest for the page of a note, which may be another version than the vault's; empty where it would take too long."""
        embedded = self._embedded_in(note)
        if len(embedded) > MOST_EMBEDDED or not note.key:
            return b""
        around = self.pages.surroundings
        dates = repr((around.created(note), around.updated(note))).encode()
        return digest(
            self._shared,
            note.path.encode(errors="surrogatepass"),
            note.key,
            dates,
            self._length_of(note),
            *self._said_of(note),
            b"",
            *embedded,
        )

    def _length_of(self, note: Note) -> bytes:
        """What other notes tell of the video of a note: its time stamps are read by that."""
        return repr(self.site.lengths.of(note)).encode()

    def _said_of(self, note: Note) -> Iterator[bytes]:
        """What the links of the notes that link to a note say."""
        if self.pages.surroundings.options.backlinks:
            notes, linking = self.site.vault.notes, self.pages.surroundings.links.linking
            for path in dict.fromkeys(linking(note.path)):
                yield notes[path].facts.said

    def _embedded_in(self, note: Note) -> list[bytes]:
        """The keys of all notes that a page may show in its text, in embeds of embeds too, with what others tell of their videos."""
        found: dict[str, bytes] = {}
        pending = [note]
        for each in pending:  # which grows meanwhile
            for embedded in self._embeds(each):
                if embedded.path not in found:
                    found[embedded.path] = embedded.key + self._length_of(embedded)
                    pending.append(embedded)
            if len(found) > MOST_EMBEDDED:
                break
        return list(found.values())

    def _embeds(self, note: Note) -> Iterator[Note]:
        for link in note.links:
            if link.kind.is_embed:
                file = self.site.index.resolve_link(link.target, link.subpath, note.path, markdown=link.kind.is_markdown).file
                if isinstance(file, Note):
                    yield file

    @cached_property
    def _shared(self) -> bytes:
        """What any page may show of any other: titles, properties, tags, headings, where links lead, and the addresses of all files."""
        standings = repr(sorted(self.site.vault.standings.items())).encode(errors="surrogatepass")
        return digest(*self._all_notes(), b"", *self._all_addresses(), standings)

    def _all_notes(self) -> Iterator[bytes]:
        notes, with_texts = self.site.vault.notes, self.pages.surroundings.options.mentions
        for path in sorted(notes):
            note = notes[path]
            yield path.encode(errors="surrogatepass")
            yield note.facts.outline
            if with_texts:  # Any text may name any note.
                yield note.key
        for path, page in sorted(self.site.vault.other_pages.items()):
            if page.note:
                yield path.encode(errors="surrogatepass")
                yield page.note.facts.outline
                yield page.note.facts.said

    def _all_addresses(self) -> Iterator[bytes]:
        addresses, graph = self.pages.addresses, self.pages.graph
        for path in sorted(addresses.files):
            yield path.encode(errors="surrogatepass")
            yield addresses.files[path].url.encode(errors="surrogatepass")
        for tag in sorted(addresses.tags):
            yield f"#{tag} {addresses.tags[tag].url}".encode(errors="surrogatepass")
        yield graph.page.url.encode() if graph and graph.page else b""
