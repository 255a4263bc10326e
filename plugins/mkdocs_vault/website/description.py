"""What a page says of itself in a line: its author's description, or else its first sentences, and the first of its pictures."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_vault.note.names import suffix_of
from mkdocs_vault.note.opening import shortened
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Attachment, Note
from mkdocs_vault.vault.visibility import Vault
from mkdocs_vault.website.filling.media import IMAGES

MAXIMUM_CHARACTERS = 160
"""What search engines and chat apps show of a description."""
SHOWN_BY_FEW = ".svg"


def description(note: Note, vault: Vault) -> str:
    """The property `description`, or the first sentences as plain text, cut at a word; empty where the note says nothing.

    A sentence that links to a private note is left out: the words of the link may be that note's own.
    """
    if note.properties.description:
        return note.properties.description
    folder = note.path.parent
    text = ""
    for sentence in note.facts.lead:
        if sentence.is_doubtful or any((folder, target, markdown) in vault.private_targets for target, markdown in sentence.links):
            continue
        text += sentence.text
        if len(text) > MAXIMUM_CHARACTERS:
            break
    return shortened(text.strip(), MAXIMUM_CHARACTERS)


def first_picture(note: Note, index: LinkIndex) -> Attachment | str | None:
    """The first picture that a note shows: a file of the vault, or an address. A drawing counts where there is no other picture."""
    drawing: Attachment | None = None
    for picture in _pictures(note, index):
        if isinstance(picture, str) or suffix_of(picture.path) != SHOWN_BY_FEW:
            return picture
        drawing = drawing or picture
    return drawing


def _pictures(note: Note, index: LinkIndex) -> Iterator[Attachment | str]:
    """The pictures of a note in the order of its text; those that raw HTML shows come last, as their places are not known."""
    outside = note.facts.outside_picture
    for link in note.links:
        if not link.kind.is_embed:
            continue
        if outside and outside.offset < link.offset:
            yield outside.address
            outside = None
        yield from _picture(link.target, note, index, markdown=link.kind.is_markdown)
    if outside:
        yield outside.address
    for target in note.facts.html_targets:
        yield from _picture(target, note, index, markdown=True)


def _picture(target: str, note: Note, index: LinkIndex, *, markdown: bool) -> Iterator[Attachment]:
    found = index.resolve(target, note.path, markdown=markdown).file
    if isinstance(found, Attachment) and suffix_of(found.path) in IMAGES:
        yield found
