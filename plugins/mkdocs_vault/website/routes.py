"""Where each file of the vault is on the site, and how one page names another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile
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


@lru_cache(maxsize=16_384)
def relative_address(to: str, page: str) -> str:
    """The address `to`, relative to the page at the address `page`; both are addresses of the site. `.` where they are the same."""
    there, here = _parts(to), _folder_parts(page)
    common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, there, strict=False)))
    relative = "/".join([*[".."] * (len(here) - common), *there[common:]]) or "."
    return f"{relative}/" if to.endswith("/") else relative


@lru_cache(maxsize=4096)
def _folder_parts(page: str) -> tuple[str, ...]:
    """The folder that relative addresses start from: a last part with a dot in it is the name of a file."""
    folder, _, name = page.rpartition("/")
    return _parts(folder if "." in name else page)


@lru_cache(maxsize=8192)
def _parts(address: str) -> tuple[str, ...]:
    path = normpath(address if address.startswith("/") else f"/{address}")[1:]
    return tuple(path.split("/")) if path else ()
