"""JPEG (ITU-T T.81): segments up to the end of the picture; what cameras append behind it goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mkdocs_vault.website.pictures.exif import orientation_alone

_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
_COMMENT, _EXIF_OR_XMP = 0xFE, 0xE1
_APPLICATIONS = range(0xE0, 0xF0)
_EXIF = b"Exif\0"
_KEPT = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
"""Resolution, colours, and how the colours are encoded."""
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers without a length."""
_MARKER = re.compile(rb"\xff+([\x01-\xcf\xd8-\xfe])")
"""A marker that ends the data of a scan: `FF 00` is data, `FF D0` to `FF D7` are restarts within it."""


def jpeg_without_metadata(picture: bytes) -> bytes:
    """The picture without Exif but for its orientation, XMP, IPTC, comments, previews and anything behind its end."""
    return b"".join(_kept(picture))


def _kept(picture: bytes) -> Iterator[bytes]:
    has_orientation = False
    at = 0
    while match := _MARKER.search(picture, at):
        marker, start, begin = match[1][0], match.end() - 2, match.end()
        if marker == _END:
            yield picture[start:begin]
            return
        if marker in _ALONE:
            yield picture[start:begin]
            at = begin
            continue
        end = begin + max(int.from_bytes(picture[begin : begin + 2], "big"), 2)
        payload = picture[begin + 2 : end]
        if marker == _EXIF_OR_XMP and payload.startswith(_EXIF) and not has_orientation:
            segment = _exif_segment(payload)
            has_orientation = bool(segment)
            yield segment
        elif _is_kept(marker, payload):
            yield picture[start:end]
        at = end
        if marker == _SCAN:
            following = _MARKER.search(picture, at)
            at = following.start() if following else len(picture)
            yield picture[end:at]


def _is_kept(marker: int, payload: bytes) -> bool:
    if marker in _APPLICATIONS:
        return any(marker == kept and payload.startswith(name) for kept, name in _KEPT)
    return marker != _COMMENT


def _exif_segment(payload: bytes) -> bytes:
    exif = orientation_alone(payload[6:])
    if not exif:
        return b""
    content = b"Exif\0\0" + exif
    return b"\xff\xe1" + (len(content) + 2).to_bytes(2, "big") + content
