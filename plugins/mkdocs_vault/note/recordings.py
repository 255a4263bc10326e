"""Sound and video: which files are recordings, and how an address names a moment of one."""

from __future__ import annotations

import re

from mkdocs_vault.syntax.timestamps import seconds_of

SOUNDS = frozenset({".flac", ".m4a", ".mp3", ".ogg", ".wav", ".3gp", ".opus"})
VIDEOS = frozenset({".mkv", ".mov", ".mp4", ".ogv", ".webm", ".m4v"})
RECORDINGS = SOUNDS | VIDEOS
_PARTS = re.compile(r"(?=.)(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,7})(?:\.\d+)?s?)?\Z", re.ASCII)
_PARAMETER = re.compile(r"(?:\A|&)(?:amp;)?(?:t|start|time_continue)=([^&]*)")


def moment_in(fragment: str) -> int | None:
    """The second of `t=754`, `t=754s`, `t=12m34s`, `t=12:34` and `t=754,800` (W3C, Media Fragments URI); None where it names none."""
    named = _PARAMETER.search(fragment)
    if named is None:
        return None
    written = named[1].removeprefix("npt:").partition(",")[0].strip().lower()
    if ":" in written:
        return seconds_of(written)
    match = _PARTS.match(written)
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + seconds
