"""Videos of YouTube, posts, and time stamps that lead into a note's video."""

from __future__ import annotations

import re
from html import escape

from mkdocs_vault.diagnostics import DiagnosticCode
from mkdocs_vault.render.addresses import attribute, is_safe, split_address
from mkdocs_vault.render.context import Context
from mkdocs_vault.render.media import Labels
from mkdocs_vault.render.moments import PrintedMoment
from mkdocs_vault.render.players import is_recording, moment_of_address, youtube_id
from mkdocs_vault.render.targets import address_of
from mkdocs_vault.syntax.nodes import Timestamp
from mkdocs_vault.vault.links import LinkTarget
from mkdocs_vault.vault.recordings import moment_in

POST_HOSTS = frozenset({"twitter.com", "www.twitter.com", "mobile.twitter.com", "x.com", "www.x.com"})
POST = re.compile(r"/(?:[A-Za-z0-9_]+|i/web)/status/(\d+)")


def external_embed(address: str, label: Labels, context: Context, *, as_block: bool) -> str | None:
    """The player or the post that an address of another site stands for, or None where it is an image.

    A post stands in a block of its own; where none may stand there is a link to it.
    """
    parts = split_address(address) if address.isprintable() else None
    if parts is None or parts.scheme.lower() not in {"http", "https"}:
        return None
    video_id = youtube_id(address)
    if video_id:
        return shown_video(video_id, label, moment_of_address(address) or 0, context)
    if is_post(address):
        link = f'<a href="{attribute(address)}">{escape(label.text or address, quote=False)}</a>'
        return f'<blockquote class="vault-post">{link}</blockquote>\n' if as_block else link
    return None


def shown_video(video_id: str, label: Labels, seconds: int, context: Context) -> str:
    """A video within the text; where the page's player above the text is its player already, a link that plays it there.

    Nothing is loaded from elsewhere until its reader asks for it, and without JavaScript both are links. An empty picture of the
    size that the author wants gives the player its own.
    """
    players = context.players
    is_own = video_id == players.video_id
    title = escape(label.text or (context.note.title if is_own else "YouTube"), quote=False)
    address = f"https://www.youtube.com/watch?v={video_id}" + (f"&amp;t={seconds}s" if seconds else "")
    if is_own and not players.in_text and context.note is context.page.note:
        return f'<a class="vault-moment" data-seconds="{seconds}" href="{address}">{title}</a>'
    return (
        f'<span class="vault-video"><span class="vault-video-player">{_shape(label)}'
        f'<a class="vault-video-facade" href="{address}"><span class="vault-video-title">{title}</span></a></span>'
        '<span class="vault-video-below"><span class="vault-video-said"></span></span></span>'
    )


def _shape(label: Labels) -> str:
    if not label.width:
        return ""
    height = label.height or round(label.width * 9 / 16)
    size = f'width="{label.width}" height="{height}"'
    return f'<svg class="vault-video-shape" display="block" {size} viewBox="0 0 {label.width} {height}"></svg>'


def is_post(address: str) -> bool:
    """Whether the address is that of a post, which stands in a block of its own."""
    parts = split_address(address)
    return parts is not None and (parts.hostname or "").lower() in POST_HOSTS and bool(POST.match(parts.path))


def timestamp(node: Timestamp, text: str, context: Context) -> str:
    """A time stamp as a link to that second of the note's video or recording; without any, or unreadable, it stays as it is."""
    seconds = node.seconds if node.repaired is None else node.repaired
    address = "" if seconds is None or context.in_link else _address_at(seconds, context)
    if node.repaired is not None:
        written = node.attributes.get("data-t", "")
        message = "this time stamp has minutes and seconds where hours and minutes belong"
        context.tell(DiagnosticCode.TIMESTAMP_REPAIRED, node.start, message, written, f"read as {clock(node.repaired)}")
    if not address and node.is_bare:
        return text
    printed = f' href="{address}"' if address else ""
    if address:
        _remember(node.start, seconds or 0, address, context)
    return f"<a{_own_attributes(node, with_address=not address)}{printed}>{text}</a>"


def youtube_moment(address: str, printed: str, offset: int, context: Context) -> str:
    """The attributes that make a link a moment of a video that the note shows, each with a leading space, or nothing."""
    seconds = moment_of_address(address) if "youtu" in address else None
    if seconds is None or not (video_id := youtube_id(address)) or video_id not in context.players.video_ids:
        return ""
    _remember(offset, seconds, printed, context)
    return f' class="vault-moment" data-seconds="{seconds}"'


def moment_link(found: LinkTarget, text: str, title: str, offset: int, context: Context) -> str:
    """A link to a moment of the note's own video or recording; nothing where it is none. `title` is a whole attribute."""
    if context.in_link or found.file is None:
        return ""
    seconds, address = found.moment, ""
    if seconds is not None and found.file.path == context.note.path:
        address = _address_at(seconds, context)
    elif is_recording(found.file) and found.file.path in context.players.files:
        seconds = moment_in(found.subpath)
        address = attribute(address_of(found, context))
    if seconds is None or not address:
        return ""
    _remember(offset, seconds, address, context)
    return f'<a class="vault-moment" data-seconds="{seconds}" href="{address}"{title}>{text}</a>'


def _address_at(seconds: int, context: Context) -> str:
    """The address of a second of the note's own video or recording, ready for an attribute."""
    players = context.players
    if players.video_id:
        return f"https://www.youtube.com/watch?v={players.video_id}&amp;t={seconds}s"
    if players.file is not None:
        return attribute(f"{context.site.addresses.address(players.file, context.page.note.path)}#t={seconds}")
    return ""


def _remember(offset: int, seconds: int, address: str, context: Context) -> None:
    """Note a moment for the list of the page; those of embedded notes belong to their own pages."""
    if not context.is_embedded:
        context.page.moments.append(PrintedMoment(offset, seconds, address))


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
