"""Gzip files that are the same bytes whichever Python wrote them.

The header of `gzip.compress` names the operating system: Python 3.11 and 3.12 leave that to zlib, which says "Unix" on Linux and another
number elsewhere, and Python 3.13 says "unknown". A site that was built anew by another Python would differ from the old one for nothing.
"""

from __future__ import annotations

import zlib

_HEADER = bytes((
    0x1F, 0x8B,  # gzip
    8,           # compressed with deflate
    0,           # no file name, no comment
    0, 0, 0, 0,  # no date
    2,           # with the best compression
    3,           # "Unix", as Python 3.11 writes on Linux
))  # fmt: skip
"""RFC 1952, 2.3."""

_BEST_COMPRESSION = 9


def gzip_bytes(content: bytes) -> bytes:
    """A gzip file (RFC 1952) of one member with this content."""
    deflate = zlib.compressobj(_BEST_COMPRESSION, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = deflate.compress(content) + deflate.flush()
    return _HEADER + body + zlib.crc32(content).to_bytes(4, "little") + (len(content) & 0xFFFFFFFF).to_bytes(4, "little")
