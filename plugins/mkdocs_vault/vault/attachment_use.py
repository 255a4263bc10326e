"""Which attachments notes, canvases and bases use, in whatever way they can name a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mkdocs_vault.note.addresses import is_external
from mkdocs_vault.note.names import suffix_of
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.named_files import Named, named_in
from mkdocs_vault.vault.notes import Attachment, Note
from mkdocs_vault.vault.paths import VaultPath


def used_attachments(users: Iterable[Note | Attachment], index: LinkIndex) -> set[VaultPath]:
    """The attachments that these link, embed, show on a card, name in HTML, or name in a property."""
    used: set[VaultPath] = set()
    for user in users:
        for named in _named(user, index):
            file = index.resolve(named.target, user.path, markdown=named.is_markdown).file
            if isinstance(file, Attachment):
                used.add(file.path)
    return used


def may_use(note: Note, index: LinkIndex) -> set[VaultPath | Named]:
    """The attachments that a note uses, and the names of which `index`, which may know only public files, can't tell."""
    found: set[VaultPath | Named] = set()
    for named in _named(note, index):
        file = index.resolve(named.target, note.path, markdown=named.is_markdown).file
        if isinstance(file, Attachment):
            found.add(file.path)
        elif file is None and "." in named.target:
            found.add(named)
    return found


def _named(user: Note | Attachment, index: LinkIndex) -> Iterator[Named]:
    if isinstance(user, Attachment):
        yield from named_in(user)
        return
    for link in user.links:
        if link.kind.is_markdown or index.is_tolerant or suffix_of(link.target):  # Without an extension Obsidian looks for a note.
            yield Named(link.target, link.kind.is_markdown)
    for written in _texts_of_properties(user):
        named = Named(written, is_markdown=False)
        found = index.resolve(written, user.path).file
        yield named if found else Named(written, is_markdown=True)
    yield from (Named(target, is_markdown=True) for target in user.facts.html_targets)


def _texts_of_properties(note: Note) -> Iterator[str]:
    """What properties say that may be the name of a file. The picture is one of the note's links, but for how its name may be written."""
    pending: list[object] = [note.properties.image, *note.properties.others.values()]
    while pending:
        match pending.pop():
            case str(text) if "." in text and not is_external(text):
                yield text
            case tuple(items):
                pending.extend(items)
            case dict(items):
                pending.extend(items.values())
            case _:
                continue
