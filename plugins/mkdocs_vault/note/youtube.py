"""Which video an address of YouTube shows, and from which second on."""

from __future__ import annotations

import re

from mkdocs_vault.note.addresses import split_address
from mkdocs_vault.note.recordings import moment_in

YOUTUBE_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "www.youtube-nocookie.com"})
SHORT_HOSTS = frozenset({"youtu.be", "www.youtu.be"})
VIDEO_ID = re.compile(r"[A-Za-z0-9_-]{6,20}\Z")


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


def watch_address(video_id: str, seconds: int | None = None) -> str:
    """The address of a video, from a second on if one is given, ready for an attribute."""
    return f"https://www.youtube.com/watch?v={video_id}" + (f"&amp;t={seconds}s" if seconds is not None else "")
