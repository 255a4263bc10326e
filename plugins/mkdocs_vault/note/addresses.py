"""Addresses as they are written into HTML: encoded as CommonMark does it, and never one that runs a program."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import SplitResult, quote, urlsplit

SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\ufeff]+")
RUNS_A_PROGRAM = frozenset({"javascript", "vbscript", "data"})
SAFE_DATA_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,", re.IGNORECASE)
LONGEST_DATA_IMAGE = 65_536
ALREADY_ENCODED = re.compile(r"[A-Za-z0-9\-._~:/?#@!$()*+,;=%]*\Z")
KEPT_CHARACTERS = "-._~:/?#@!$&'()*+,;=%"


def scheme(address: str) -> str:
    """The scheme of an address in lower case, as a browser sees it (white space and control characters left out), or nothing."""
    match = SCHEME.match(INVISIBLE.sub("", address))
    return match.group(1).lower() if match else ""


def split_address(address: str) -> SplitResult | None:
    """The parts of an address, or None where it is none (a port that is no number, brackets that hold no host)."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def split_file_address(address: str) -> tuple[str, str, str]:
    """The name of a file in an address of HTML, its fragment without `#`, and its query with `?`, which only servers of others read."""
    path, _, subpath = address.partition("#")
    name, mark, query = path.partition("?")
    return name, subpath, mark + query


def is_external(address: str) -> bool:
    """Whether the address leads out of the vault: it names a scheme, or another host."""
    return bool(scheme(address)) or address.startswith("//")


def is_safe(address: str, *, image: bool = False) -> bool:
    """Whether a page may hold the address. Small `data:` pictures are safe as images."""
    if scheme(address) not in RUNS_A_PROGRAM:
        return True
    return image and len(address) <= LONGEST_DATA_IMAGE and bool(SAFE_DATA_IMAGE.match(address))


def attribute(address: str) -> str:
    """The address for an HTML attribute: percent-encoded where needed, escaped (CommonMark, links)."""
    if ALREADY_ENCODED.match(address):
        return address
    return escape(quote(address, safe=KEPT_CHARACTERS, errors="replace"), quote=True)


def fragment(anchor: str) -> str:
    """`#` and the anchor, encoded for a URL, or nothing where there is none."""
    return f"#{quote(anchor, safe=KEPT_CHARACTERS + '^')}" if anchor else ""
