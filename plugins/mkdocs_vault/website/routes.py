"""Where each file of the vault is on the site, and how one page names another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import normpath, split
from urllib.parse import quote

from mkdocs_vault.vault.notes import VaultFile
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.vault.tag_tree import tag_key

INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Route:
    """`url` is the address on the site, percent-encoded, without a slash before it; `file` is what is written, relative to the site."""

    url: str
    file: str

    @classmethod
    def of(cls, file: str, *, directory_addresses: bool) -> Route:
        """The route of a file; with `directory_addresses` the index page of a folder has the folder's address (`./` for the root)."""
        folder, name = split(file)
        return cls(quote(f"{folder or '.'}/" if directory_addresses and name == INDEX else file), file)


@dataclass(frozen=True, slots=True)
class SiteAddresses:
    """Answers where a file is, seen from a page: `files` by their paths in the vault, `tags` the tags' pages by `tag_key`."""

    files: Mapping[VaultPath, Route]
    tags: Mapping[str, Route] = field(default_factory=dict)

    def address(self, file: VaultFile, page: VaultPath) -> str:
        """The address of a file, relative to the page made for the note `page`, percent-encoded, without a fragment."""
        return relative_address(self.files[file.path].url, self.files[page].url)

    def tag_address(self, name: str, page: VaultPath) -> str:
        """The address of a tag's page, relative to the page made for the note `page`; empty where tags have no pages."""
        route = self.tags.get(tag_key(name))
        return relative_address(route.url, self.files[page].url) if route else ""


def relative_address(to: str, page: str) -> str:
    """The address `to`, relative to the page at the address `page`; both are addresses of the site. `.` where they are the same."""
    ways = _ways_up(page)
    if _is_plain(to) and not ways[0][0].startswith(to):
        for above, way_up in ways:
            if to.startswith(above):
                return way_up + to[len(above) :]
    return _relative_by_parts(to, page)


def _relative_by_parts(to: str, page: str) -> str:
    """As `relative_address`, for addresses in any form, of which one may lie above the other."""
    there, here = _parts(to), _parts(_folder(page))
    common = 0
    for one, other in zip(here, there, strict=False):
        if one != other:
            break
        common += 1
    relative = "/".join((*(("..",) * (len(here) - common)), *there[common:])) or "."
    return f"{relative}/" if to.endswith("/") else relative


@lru_cache(maxsize=2048)
def _ways_up(page: str) -> tuple[tuple[str, str], ...]:
    """The folders that a page lies in, each with the way that leads there: its own first, the site's last."""
    folder = "/".join(_parts(_folder(page)))
    above = [f"{folder}/"[: end + 1] for end, character in enumerate(f"{folder}/") if character == "/"] if folder else []
    return tuple((path, "../" * steps) for steps, path in enumerate([*reversed(above), ""]))


@lru_cache(maxsize=16_384)
def _is_plain(address: str) -> bool:
    """Whether the address is written in the shortest way, and names something below the site's root."""
    return bool(address) and normpath(address) == address.removesuffix("/") and not address.startswith(("/", "."))


def _folder(page: str) -> str:
    """The folder that relative addresses start from: a last part with a dot in it is the name of a file."""
    folder, _, name = page.rpartition("/")
    return folder if "." in name else page


def _parts(address: str) -> tuple[str, ...]:
    path = normpath(address if address.startswith("/") else f"/{address}")[1:]
    return tuple(path.split("/")) if path else ()
