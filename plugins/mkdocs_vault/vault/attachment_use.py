"""Which attachments notes use, in whatever way a note can name a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs_vault.note.addresses import is_external
from mkdocs_vault.note.names import suffix_of
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Attachment, Note
from mkdocs_vault.vault.paths import VaultPath


def used_attachments(notes: Iterable[Note], index: LinkIndex) -> set[VaultPath]:
    """The attachments that these notes link, embed, name in HTML, or name in a property."""
    used: set[VaultPath] = set()
    for note in notes:
        for target, is_markdown in _targets(note):
            if not is_markdown and not index.is_tolerant and not suffix_of(target):
                continue  # Obsidian takes such a name for that of a note.
            resolution = index.resolve(target, note.path, markdown=is_markdown)
            if isinstance(resolution.file, Attachment):
                used.add(resolution.file.path)
    return used


def _targets(note: Note) -> Iterator[tuple[str, bool]]:
    for link in note.links:
        yield link.target, link.kind.is_markdown
    for value in note.properties.others.values():
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, str) and "." in item and not is_external(item):
                yield item, False
    yield from ((target, True) for target in note.facts.html_targets)
