"""What plays the moments of a note: a video of YouTube, or a recording in the vault."""

from __future__ import annotations

from dataclasses import dataclass

from mkdocs_vault.note.compiled import OutgoingLink
from mkdocs_vault.note.names import suffix_of
from mkdocs_vault.note.recordings import RECORDINGS, moment_in
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Attachment, Note
from mkdocs_vault.vault.paths import VaultPath


@dataclass(frozen=True, slots=True)
class Players:
    """What a note shows that plays. Its stamps belong to `video_id` or to `file`, of which one at most is given.

    `in_text` says that only the text shows it: there is no player above. `files` are all recordings that the note has a player for.
    """

    video_id: str = ""
    file: Attachment | None = None
    in_text: bool = False
    files: frozenset[VaultPath] = frozenset()


NO_PLAYERS = Players()


def players_of(note: Note, index: LinkIndex) -> Players:
    """The video that a note names, else the first that it shows, else the first recording that it shows or links a moment of."""
    shown_files, linked_files = _recordings(note, index)
    files = frozenset(file.path for file in shown_files)
    video = note.video
    if video.video_id:
        return Players(video.video_id, None, not video.is_named, files)
    file = next(iter((*shown_files, *linked_files)), None)
    if file is None:
        return NO_PLAYERS
    return Players("", file, file in shown_files, files | {file.path})


def is_recording(file: object) -> bool:
    """Whether the file is one of the vault that plays."""
    return isinstance(file, Attachment) and suffix_of(file.path) in RECORDINGS


def _recordings(note: Note, index: LinkIndex) -> tuple[list[Attachment], list[Attachment]]:
    """The recordings that a note shows, and those that it links a moment of."""
    shown: list[Attachment] = []
    linked: list[Attachment] = []
    for link in note.links:
        if suffix_of(link.target) not in RECORDINGS:
            continue
        file = _file(link, note, index)
        if file is not None and (link.kind.is_embed or moment_in(link.subpath) is not None):
            (shown if link.kind.is_embed else linked).append(file)
    return shown, linked


def _file(link: OutgoingLink, note: Note, index: LinkIndex) -> Attachment | None:
    found = index.resolve_link(link.target, link.subpath, note.path, markdown=link.kind.is_markdown).file
    return found if isinstance(found, Attachment) else None
