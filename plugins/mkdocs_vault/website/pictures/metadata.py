"""A picture without its metadata: the same pixels, without place, time, device, author, comments, thumbnails and texts.

Files are taken apart into the pieces that their formats are made of, and put together again from those that a browser draws with. Nothing
is decoded, so nothing is lost and the same file always gives the same bytes.
"""

from __future__ import annotations

from mkdocs_vault.website.pictures.gif import gif_without_metadata
from mkdocs_vault.website.pictures.jpeg import jpeg_without_metadata
from mkdocs_vault.website.pictures.png import png_without_metadata
from mkdocs_vault.website.pictures.webp import webp_without_metadata

PICTURES = frozenset({".apng", ".gif", ".jfif", ".jpe", ".jpeg", ".jpg", ".png", ".webp"})
"""Extensions, in lower case, of pictures whose metadata can be removed."""


def without_metadata(picture: bytes) -> bytes:
    """The picture with nothing but what is drawn, which way up it is, its colours and its resolution.

    It is the very same object where nothing had to go, and where the bytes are no JPEG, PNG, WebP or GIF. Damaged pictures keep what
    can still be drawn. Takes a few milliseconds for each megabyte.
    """
    if picture.startswith(b"\xff\xd8\xff"):
        cleaned = jpeg_without_metadata(picture)
    elif picture.startswith(b"\x89PNG\r\n\x1a\n"):
        cleaned = png_without_metadata(picture)
    elif picture.startswith(b"RIFF") and picture[8:12] == b"WEBP":
        cleaned = webp_without_metadata(picture)
    elif picture.startswith((b"GIF87a", b"GIF89a")):
        cleaned = gif_without_metadata(picture)
    else:
        return picture
    return picture if cleaned == picture else cleaned
