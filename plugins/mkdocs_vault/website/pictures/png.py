"""PNG (W3C, third edition): a signature, and chunks that a browser draws with."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from mkdocs_vault.website.pictures.exif import orientation_alone

_SIGNATURE_BYTES = 8
_AROUND_BYTES = 12
"""Length, type and check sum of a chunk."""
_DRAWN = frozenset(
    {
        *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"acTL", b"fcTL", b"fdAT"),
        *(b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT"),
    }
)


def png_without_metadata(picture: bytes) -> bytes:
    """The picture without texts, times, Exif but for its orientation, chunks of programs, and anything behind its end."""
    if picture[_SIGNATURE_BYTES + 4 : _SIGNATURE_BYTES + 8] != b"IHDR":
        return picture  # Nobody can draw it.
    return picture[:_SIGNATURE_BYTES] + b"".join(_kept(picture))


def _kept(picture: bytes) -> Iterator[bytes]:
    at = _SIGNATURE_BYTES
    while at < len(picture):
        length, kind = int.from_bytes(picture[at : at + 4], "big"), picture[at + 4 : at + 8]
        end = at + _AROUND_BYTES + length
        if kind in _DRAWN:
            yield picture[at:end]
        elif kind == b"eXIf" and (exif := orientation_alone(picture[at + 8 : end - 4])):
            yield _chunk(kind, exif)
        if kind == b"IEND":
            return
        at = end


def _chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + kind + content + zlib.crc32(kind + content).to_bytes(4, "big")
