"""GIF (89a): blocks, of which extensions may hold comments and XMP."""

from __future__ import annotations

from collections.abc import Iterator

_HEADER_BYTES = 13
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_GRAPHIC_CONTROL, _PLAIN_TEXT, _APPLICATION = 0xF9, 0x01, 0xFF
_APPLICATIONS = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")
"""How often it is shown, and its colours."""


def gif_without_metadata(picture: bytes) -> bytes:
    """The picture without comments, XMP, extensions of programs, and anything behind its end."""
    return b"".join(_kept(picture))


def _kept(picture: bytes) -> Iterator[bytes]:
    at = _HEADER_BYTES + (_table_bytes(picture[10]) if len(picture) > _HEADER_BYTES else 0)
    yield picture[:at]
    while at < len(picture):
        kind = picture[at]
        if kind == _EXTENSION:
            end = _end_of_blocks(picture, at + 2)
            if _is_drawn(picture[at + 1 : at + 14]):
                yield picture[at:end]
        elif kind == _IMAGE and at + 9 < len(picture):
            end = _end_of_blocks(picture, at + 10 + _table_bytes(picture[at + 9]) + 1)
            yield picture[at:end]
        else:
            yield picture[at : at + 1] if kind == _TRAILER else b""
            return
        at = end


def _is_drawn(extension: bytes) -> bool:
    """Whether an extension, given by its beginning, has to do with what is seen."""
    label = extension[0] if extension else 0
    return label in {_GRAPHIC_CONTROL, _PLAIN_TEXT} or (label == _APPLICATION and extension[2:13] in _APPLICATIONS)


def _table_bytes(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(picture: bytes, at: int) -> int:
    """Where a row of blocks ends, each with its length before it, up to one of length 0."""
    while at < len(picture) and (length := picture[at]):
        at += 1 + length
    return min(at + 1, len(picture))
