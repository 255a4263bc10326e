"""WebP (RFC 9649): a RIFF file of chunks, the first of which says what the others are."""

from __future__ import annotations

from collections.abc import Iterator

from mkdocs_vault.website.pictures.exif import orientation_alone

_HEADER_BYTES = 12
_DRAWN = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def webp_without_metadata(picture: bytes) -> bytes:
    """The picture without XMP, Exif but for its orientation, unknown chunks, and anything behind its end."""
    chunks = list(_chunks(picture))
    said = (orientation_alone(content.removeprefix(b"Exif\0\0")) for kind, content in chunks if kind == b"EXIF")
    exif = next(filter(None, said), b"")
    kept = [(kind, _flagged(content, has_exif=bool(exif)) if kind == b"VP8X" else content) for kind, content in chunks if kind in _DRAWN]
    if exif:
        kept.append((b"EXIF", exif))
    body = b"WEBP" + b"".join(kind + len(content).to_bytes(4, "little") + content + b"\0" * (len(content) % 2) for kind, content in kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Types and contents."""
    at, end = _HEADER_BYTES, min(len(picture), 8 + int.from_bytes(picture[4:8], "little"))
    while at + 8 <= end:
        length = int.from_bytes(picture[at + 4 : at + 8], "little")
        yield picture[at : at + 4], picture[at + 8 : min(at + 8 + length, end)]
        at += 8 + length + length % 2


def _flagged(content: bytes, *, has_exif: bool) -> bytes:
    flags = content[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if has_exif else 0) if content else 0
    return bytes([flags]) + content[1:]
