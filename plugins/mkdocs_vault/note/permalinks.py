"""Which addresses a note may ask for with its `permalink` property."""

from __future__ import annotations

import re
from collections.abc import Iterator

HOME = "/"
MAXIMUM_CHARACTERS = 200
RESERVED_FOLDERS = frozenset({"assets", "search", "javascripts", "stylesheets"})
RESERVED_NAMES = frozenset(
    {
        "404",
        "404.html",
        "cname",
        "index",
        "index.html",
        "robots.txt",
        "sitemap.xml",
        "sitemap.xml.gz",
        "sw.js",
        "web.config",
    }
)

_UNUSABLE = re.compile(r"""[\x00-\x1f\x7f\\%?#:*<>|"]""")


def permalink_problem(permalink: str) -> str:
    """Why a site can't have a page at this address, or an empty string where it can.

    `/` alone is the site's first page; elsewhere a `/` at the beginning or the end says nothing.
    """
    if permalink == HOME:
        return ""
    return next(_problems(without_outer_slashes(permalink)), "")


def without_outer_slashes(permalink: str) -> str:
    """The permalink without a `/` at its beginning and one at its end, as nobody agrees on them; `/` alone stays."""
    return permalink if permalink == HOME else permalink.removeprefix("/").removesuffix("/")


def _problems(path: str) -> Iterator[str]:
    parts = path.split("/")
    if not path:
        yield "it is empty"
    if len(path) > MAXIMUM_CHARACTERS:
        yield f"it is longer than {MAXIMUM_CHARACTERS} characters"
    if path.startswith("/"):
        yield "it begins with more than one '/'"
    if unusable := _UNUSABLE.search(path) or (None if path.isprintable() else re.match(".", path)):
        yield f"it can't hold {unusable[0]!r}"
    if any(not part.strip(". ") or part.startswith((".", "_")) or part != part.strip() for part in parts):
        yield "each part begins with a letter or digit"
    if parts[0].lower() in RESERVED_FOLDERS or parts[-1].lower() in RESERVED_NAMES:
        yield "the site itself uses this address"
