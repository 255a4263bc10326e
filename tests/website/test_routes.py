"""Addresses of the site, held against those that MkDocs gives."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.structure.files import File
from mkdocs.utils import get_relative_url

from mkdocs_vault.vault.notes import Attachment
from mkdocs_vault.vault.paths import VaultPath
from mkdocs_vault.website.routes import Route, SiteAddresses, relative_address

NAMES = st.sampled_from(["a", "b", "A b", "c.d", "ü", "page-2", "..", ".", "", "%20", "index.html"])
PATHS = st.lists(NAMES, max_size=5).map("/".join)
ADDRESSES = st.builds(lambda path, end: path + end, PATHS, st.sampled_from(["", "/", "/index.html", ".html"]))


@given(ADDRESSES, ADDRESSES)
@example("./", "a/b/")
@example("a/b", "a/b/c/")
@example("a/", "a/b.html")
@example("a/b/", "a/b/")
@example("a/", "a")
@example("a", "./a/b/")
def test_a_relative_address_is_that_of_mkdocs(to: str, page: str) -> None:
    assert relative_address(to, page) == get_relative_url(to, page)


@given(st.lists(st.sampled_from(["a", "B b", "ü%", "#", "index", "x.y"]), min_size=1, max_size=4), st.booleans())
def test_a_route_is_that_of_mkdocs(parts: list[str], directory_addresses: bool) -> None:
    for name in ("index.html", "note.html", "picture.png"):
        path = "/".join([*parts[1:], name])
        file = File(f"{path}.md", None, "site", directory_addresses, dest_uri=path)
        assert Route.of(path, directory_addresses=directory_addresses) == Route(file.url, file.dest_uri)


@pytest.mark.parametrize(("page", "address"), [("A/note.md", "../../pictures/b%20c.png"), ("top.md", "../pictures/b%20c.png")])
def test_a_file_is_named_as_seen_from_a_page(page: str, address: str) -> None:
    paths = {"A/note.md": "A/note/index.html", "top.md": "top/index.html", "pictures/b c.png": "pictures/b c.png"}
    addresses = SiteAddresses({VaultPath(path): Route.of(file, directory_addresses=True) for path, file in paths.items()})
    assert addresses.address(Attachment(VaultPath("pictures/b c.png")), VaultPath(page)) == address


def test_a_tag_has_an_address_where_it_has_a_page() -> None:
    note = VaultPath("A/note.md")
    addresses = SiteAddresses({note: Route("A/note/", "A/note/index.html")}, {"a/b": Route("tags/a/b/", "tags/a/b/index.html")})
    assert addresses.tag_address("A/b", note) == "../../tags/a/b/"
    assert addresses.tag_address("c", note) == ""
