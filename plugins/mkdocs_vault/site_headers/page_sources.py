"""What the pages of a built site load and run, by the directive of a content security policy that allows it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'>]+)"""
SCRIPT = re.compile(rf"<script((?:\s+[^\s=>/]+(?:\s*=\s*{VALUE})?)*)\s*/?>(.*?)</script", re.DOTALL | re.IGNORECASE)
TAG = re.compile(
    rf"<(a|audio|embed|form|iframe|img|link|object|source|track|video)((?:\s+[^\s=>/]+(?:\s*=\s*{VALUE})?)+)\s*/?>", re.IGNORECASE
)
ATTRIBUTE = re.compile(rf"([^\s=]+)\s*=\s*({VALUE})")
STYLE_ADDRESS = re.compile(r"""(@import\s+(?:url\()?|url\()\s*["']?((?:https?:)?//[^"')\s]+)""")
HOST = re.compile(r"[a-z0-9._-]+\Z")
FONTS = (".woff2", ".woff", ".ttf", ".otf")

RUN = frozenset({"", "module", "importmap", "speculationrules", "text/javascript", "application/javascript"})
"""Types of a script that a browser does something with; others are data."""

ADDRESSES = {
    "audio": {"src": "media-src"},
    "embed": {"src": "object-src"},
    "form": {"action": "form-action"},
    "iframe": {"src": "frame-src"},
    "img": {"src": "img-src", "srcset": "img-src"},
    "object": {"data": "object-src"},
    "source": {"src": "media-src", "srcset": "img-src"},
    "track": {"src": "media-src"},
    "video": {"src": "media-src", "poster": "img-src"},
}
"""Element: its attributes with addresses, and the directive that allows them."""

SEARCH_PROGRAMS = ("assets/vault/search/pagefind.js", "pagefind/pagefind.js")
"""Where the plugin's search lies, and where sites put Pagefind that use it themselves."""

LINKS = {"stylesheet": "style-src", "icon": "img-src", "manifest": "manifest-src", "modulepreload": "script-src"}
HOSTS_OF_FORGES = {"github.com": "https://api.github.com", "gitlab.com": "https://gitlab.com"}
"""A link of Material's to the site's repository asks the forge for its stars."""


@dataclass
class PageSources:
    """What the pages need, each directive with its origins and hashes; `own` are those that need what the site itself has."""

    sources: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    own: set[str] = field(default_factory=set)
    has_search_program: bool = False
    pages: int = 0

    def add(self, directive: str, address: str) -> None:
        """Allow what is at an address."""
        try:
            origin = _origin(address.strip())
        except ValueError:
            return
        if origin:
            self.sources[directive].add(origin)
        else:
            self.own.add(directive)


def _origin(address: str) -> str:
    """Whose address it is, empty for the site's own; an address that can't be in a policy is a ValueError."""
    parts = urlsplit(address)
    if parts.scheme in {"data", "blob"}:
        return f"{parts.scheme}:"
    if not parts.netloc and not parts.scheme:
        return ""
    host = (parts.hostname or "").encode("idna").decode()
    if parts.scheme not in {"http", "https", ""} or not HOST.match(host):
        raise ValueError(address)
    scheme = f"{parts.scheme}://" if parts.scheme else ""
    return f"{scheme}{host}:{parts.port}" if parts.port else f"{scheme}{host}"


def page_sources(folder: Path) -> PageSources:
    """What all pages and stylesheets below a folder load and run. Takes as long as to read them."""
    found = PageSources(has_search_program=any((folder / path).is_file() for path in SEARCH_PROGRAMS))
    seen: set[str] = set()
    for page in sorted(folder.rglob("*.html")):
        _read_page(page.read_text(encoding="utf-8", errors="replace"), seen, found)
        found.pages += 1
    for stylesheet in folder.rglob("*.css"):
        for kind, address in STYLE_ADDRESS.findall(stylesheet.read_text(encoding="utf-8", errors="replace")):
            found.add("style-src" if kind.startswith("@") else "font-src" if _is_font(address) else "img-src", address)
    return found


def _read_page(text: str, seen: set[str], found: PageSources) -> None:
    """Most tags of a page were on the page before: each is read once."""
    for script in SCRIPT.finditer(text):
        if script[0] not in seen:
            seen.add(script[0])
            _read_script(script[1], script[2], found)
    for tag in TAG.finditer(text):
        if tag[0] not in seen:
            seen.add(tag[0])
            _read_tag(tag[1].lower(), _attributes(tag[2]), found)


def _read_script(attributes: str, text: str, found: PageSources) -> None:
    values = _attributes(attributes)
    if values.get("src"):
        found.add("script-src", values["src"])
    elif values.get("type", "").lower() in RUN:
        digest = hashlib.sha256(text.replace("\r\n", "\n").replace("\r", "\n").encode()).digest()
        found.sources["script-src"].add(f"'sha256-{base64.b64encode(digest).decode()}'")


def _read_tag(name: str, values: dict[str, str], found: PageSources) -> None:
    if name == "link":
        for relation in values.get("rel", "").lower().split():
            if relation in LINKS:
                found.add(LINKS[relation], values.get("href", ""))
                if relation == "stylesheet" and "fonts.googleapis.com" in values.get("href", ""):
                    found.add("font-src", "https://fonts.gstatic.com")
        return
    if name == "a":
        if values.get("data-md-component") == "source" and (host := urlsplit(values.get("href", "")).hostname) in HOSTS_OF_FORGES:
            found.add("connect-src", HOSTS_OF_FORGES[host or ""])
        return
    for attribute, directive in ADDRESSES[name].items():
        for address in _addresses(attribute, values.get(attribute, "")):
            found.add(directive, address)


def _addresses(attribute: str, value: str) -> Iterator[str]:
    """One address, or those of a `srcset` without their sizes."""
    if attribute != "srcset":
        if value:
            yield value
        return
    for candidate in re.split(r",\s+", value):
        if candidate.strip():
            yield candidate.split()[0]


def _attributes(text: str) -> dict[str, str]:
    return {name.lower(): unescape(value.strip("\"'") if value[0] in "\"'" else value) for name, value in ATTRIBUTE.findall(text)}


def _is_font(address: str) -> bool:
    return urlsplit(address).path.lower().endswith(FONTS)
