"""Videos of YouTube, posts, and time stamps that lead into a note's video."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import parse_qs

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.render.addresses import attribute, is_safe, split_address
from mkdocs_vault.render.context import Context
from mkdocs_vault.syntax.nodes import Timestamp

YOUTUBE_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "www.youtube-nocookie.com"})
POST_HOSTS = frozenset({"twitter.com", "www.twitter.com", "mobile.twitter.com", "x.com", "www.x.com"})
VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{6,20}\Z")
POST = re.compile(r"/(?:[A-Za-z0-9_]+|i/web)/status/(\d+)")
MOMENT = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?\Z")


def external_embed(address: str, label: str, size: str, *, as_block: bool) -> str | None:
    """The player or the post that an address of another site stands for, or None where it is an image.

    A post stands in a block of its own; where none may stand there is a link to it.
    """
    parts = split_address(address) if address.isprintable() else None
    if parts is None or parts.scheme.lower() not in {"http", "https"}:
        return None
    video = youtube_id(address)
    if video:
        moment = parse_qs(parts.query).get("t", [""])[0] or parts.fragment.removeprefix("t=")
        start = _seconds(moment)
        source = f"https://www.youtube-nocookie.com/embed/{video}" + (f"?start={start}" if start else "")
        title = escape(label or "YouTube video")
        return (
            f'<iframe class="vault-youtube" src="{source}"{size} title="{title}" loading="lazy" allowfullscreen'
            ' referrerpolicy="strict-origin-when-cross-origin"'
            ' allow="autoplay; encrypted-media; picture-in-picture; fullscreen"></iframe>'
        )
    if is_post(address):
        link = f'<a href="{attribute(address)}">{escape(label or address, quote=False)}</a>'
        return f'<blockquote class="vault-post">{link}</blockquote>\n' if as_block else link
    return None


def is_post(address: str) -> bool:
    """Whether the address is that of a post, which stands in a block of its own."""
    parts = split_address(address)
    return parts is not None and (parts.hostname or "").lower() in POST_HOSTS and bool(POST.match(parts.path))


def youtube_id(address: str) -> str:
    """The id of the video that an address of YouTube shows, or nothing."""
    parts = split_address(address)
    if parts is None:
        return ""
    host = (parts.hostname or "").lower()
    found = ""
    if host in {"youtu.be", "www.youtu.be"}:
        found = parts.path.strip("/")
    elif host in YOUTUBE_HOSTS:
        folder, _, rest = parts.path.strip("/").partition("/")
        found = rest.strip("/") if folder in {"embed", "shorts", "live", "v"} else parse_qs(parts.query).get("v", [""])[0]
    return found if VIDEO_ID.match(found) else ""


def _seconds(moment: str) -> int:
    match = MOMENT.match(moment)
    if match is None:
        return 0
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds


def timestamp(node: Timestamp, text: str, context: Context) -> str:
    """A time stamp as a link to that second of the note's video; without a video, or unreadable, it stays as it is."""
    video = context.note.properties.video_id
    seconds = node.seconds if node.repaired is None else node.repaired
    address = ""
    if video and seconds is not None and not context.in_link and VIDEO_ID.match(video):
        address = f' href="https://www.youtube.com/watch?v={video}&amp;t={seconds}s"'
    if node.repaired is not None:
        written = node.attributes.get("data-t", "")
        message = "this time stamp has minutes and seconds where hours and minutes belong"
        context.tell(DiagnosticCode.TIMESTAMP_REPAIRED, node.start, message, written, f"read as {clock(node.repaired)}")
    return f"<a{_own_attributes(node, with_address=not address)}{address}>{text}</a>"


def _own_attributes(node: Timestamp, *, with_address: bool) -> str:
    """What the author gave the stamp, each with a leading space; nothing that would run a program."""
    printed = ""
    for name, value in node.attributes.items():
        if name.startswith("on") or (name == "href" and not (with_address and is_safe(value))):
            continue
        printed += f' {name}="{value if value.isalnum() else escape(value)}"'
    return printed


def clock(seconds: int) -> str:
    """`HH:MM:SS`."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
