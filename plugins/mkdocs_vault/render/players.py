"""What plays the moments of a note: a video of YouTube, or a recording in the vault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_vault.render.addresses import split_address
from mkdocs_vault.syntax.document import Document
from mkdocs_vault.syntax.nodes import Image
from mkdocs_vault.syntax.walk import walk
from mkdocs_vault.vault.links import LinkIndex
from mkdocs_vault.vault.notes import Attachment, LinkKind, Note, OutgoingLink
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.recordings import RECORDINGS, moment_in

YOUTUBE_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "www.youtube-nocookie.com"})
SHORT_HOSTS = frozenset({"youtu.be", "www.youtu.be"})
VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{6,20}\Z")


@dataclass(frozen=True, slots=True)
class Players:
    """What a note shows that plays. Its stamps belong to `video_id` or to `file`, of which one at most is given.

    `in_text` says that only the text shows it: there is no player above. `video_ids` and `files` are all that the note has a player for.
    """

    video_id: str = ""
    file: Attachment | None = None
    in_text: bool = False
    video_ids: frozenset[str] = frozenset()
    files: frozenset[VaultPath] = frozenset()


NO_PLAYERS = Players()


def players_of(note: Note, document: Document, index: LinkIndex) -> Players:
    """The video that a note names, else the first that it shows, else the first recording that it shows or links a moment of."""
    shown_ids = tuple(_shown_videos(document))
    shown_files, linked_files = _recordings(note, index)
    files = frozenset(file.path for file in shown_files)
    named = note.properties.video_id or ""
    is_named = bool(VIDEO_ID.match(named))
    video_id = named if is_named else next(iter(shown_ids), "")
    if video_id:
        return Players(video_id, None, not is_named, frozenset({video_id, *shown_ids}), files)
    file = next(iter((*shown_files, *linked_files)), None)
    if file is None:
        return NO_PLAYERS
    return Players("", file, file in shown_files, frozenset(), files | {file.path})


def is_recording(file: object) -> bool:
    """Whether the file is one of the vault that plays."""
    return isinstance(file, Attachment) and file.path.suffix.lower() in RECORDINGS


def youtube_id(address: str) -> str:
    """The id of the video that an address of YouTube shows, or nothing."""
    parts = split_address(address)
    if parts is None or parts.scheme.lower() not in {"http", "https", ""}:
        return ""
    host = (parts.hostname or "").lower()
    found = ""
    if host in SHORT_HOSTS:
        found = parts.path.strip("/")
    elif host in YOUTUBE_HOSTS:
        folder, _, rest = parts.path.strip("/").partition("/")
        watched = re.search(r"(?:\A|&)v=([^&]*)", parts.query)
        found = rest.strip("/") if folder in {"embed", "shorts", "live", "v"} else (watched[1] if watched else "")
    return found if VIDEO_ID.match(found) else ""


def moment_of_address(address: str) -> int | None:
    """The second that an address names by `t=` or `start=`, in its query or its fragment; None where it names none."""
    parts = split_address(address)
    return None if parts is None else moment_in(f"{parts.query}&{parts.fragment}")


def _shown_videos(document: Document) -> Iterator[str]:
    if b"youtu" not in document.source.data:
        return
    for node in walk(document.blocks):
        if isinstance(node, Image) and (video_id := youtube_id(node.target)):
            yield video_id


def _recordings(note: Note, index: LinkIndex) -> tuple[list[Attachment], list[Attachment]]:
    """The recordings that a note shows, and those that it links a moment of."""
    shown: list[Attachment] = []
    linked: list[Attachment] = []
    for link in note.links:
        if VaultPath(link.target).suffix.lower() not in RECORDINGS:
            continue
        is_embed = link.kind in {LinkKind.EMBED, LinkKind.MARKDOWN_EMBED}
        file = _file(link, note, index)
        if file is not None and (is_embed or moment_in(link.subpath) is not None):
            (shown if is_embed else linked).append(file)
    return shown, linked


def _file(link: OutgoingLink, note: Note, index: LinkIndex) -> Attachment | None:
    is_markdown = link.kind in {LinkKind.MARKDOWN, LinkKind.MARKDOWN_EMBED}
    found = index.resolve_link(link.target, link.subpath, note.path, markdown=is_markdown).file
    return found if isinstance(found, Attachment) else None
