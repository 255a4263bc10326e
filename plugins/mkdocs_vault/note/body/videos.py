"""Videos of YouTube, posts, and time stamps: what of them is certain from the note alone."""

from __future__ import annotations

import re
from html import escape

from mkdocs_vault.note.addresses import attribute, is_safe, split_address
from mkdocs_vault.note.body.labels import Labels
from mkdocs_vault.note.body.printing import LINK_END, FoundMoment, Printing
from mkdocs_vault.note.slots import StampStart, Video
from mkdocs_vault.note.youtube import moment_of_address, youtube_id
from mkdocs_vault.syntax.nodes import Timestamp

POST_HOSTS = frozenset({"twitter.com", "www.twitter.com", "mobile.twitter.com", "x.com", "www.x.com"})
POST = re.compile(r"/(?:[A-Za-z0-9_]+|i/web)/status/(\d+)")


def external_embed(address: str, label: Labels, printing: Printing, *, as_block: bool) -> str | None:
    """The player or the post that an address of another site stands for, or None where it is an image.

    A post stands in a block of its own; where none may stand there is a link to it.
    """
    parts = split_address(address) if address.isprintable() else None
    if parts is None or parts.scheme.lower() not in {"http", "https"}:
        return None
    video_id = youtube_id(address)
    if video_id:
        return shown_video(video_id, label, moment_of_address(address) or 0, printing)
    if is_post(address):
        link = f'<a href="{attribute(address)}">{escape(label.text or address, quote=False)}</a>'
        return f'<blockquote class="vault-post">{link}</blockquote>\n' if as_block else link
    return None


def shown_video(video_id: str, label: Labels, seconds: int, printing: Printing) -> str:
    """A video within the text. On its own note's page it may be a link to the player above, in an embed it is a player: a slot."""
    return printing.slot(Video(video_id, label.text, label.width, label.height, seconds))


def is_post(address: str) -> bool:
    """Whether the address is that of a post, which stands in a block of its own."""
    parts = split_address(address)
    return parts is not None and (parts.hostname or "").lower() in POST_HOSTS and bool(POST.match(parts.path))


def timestamp(node: Timestamp, text: str, printing: Printing) -> str:
    """A time stamp as a link to that second of the note's video or recording: a slot. Without any, or unreadable, it stays as it is."""
    if node.clock is not None and (printing.video.video_id or printing.plays_files):
        printing.moments.append(FoundMoment(node.start, 0, ""))
        attributes = _own_attributes(node, with_address=False), _own_attributes(node, with_address=True)
        return f"{printing.slot(StampStart(node.start, attributes, node.is_bare))}{text}{LINK_END}"
    return text if node.is_bare else f"<a{_own_attributes(node, with_address=True)}>{text}</a>"


def youtube_moment(address: str, printed: str, offset: int, printing: Printing) -> str:
    """The attributes that make a link a moment of a video that the note shows, each with a leading space, or nothing."""
    seconds = moment_of_address(address) if "youtu" in address else None
    if seconds is None or not (video_id := youtube_id(address)) or video_id not in (printing.video.video_id, *printing.video.shown_ids):
        return ""
    printing.moments.append(FoundMoment(offset, seconds, printed))
    return f' class="vault-moment" data-seconds="{seconds}"'


def _own_attributes(node: Timestamp, *, with_address: bool) -> str:
    """What the author gave the stamp, each with a leading space; nothing that would run a program."""
    printed = ""
    for name, value in node.attributes.items():
        if name.startswith("on") or (name == "href" and not (with_address and is_safe(value))):
            continue
        printed += f' {name}="{value if value.isalnum() else escape(value)}"'
    return printed
