from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deployment.vault_site import Site, Upstream
from mkdocs_vault.deployment.export import Export
from mkdocs_vault.deployment.gates import Candidate, Refusal, private_notes_absent
from mkdocs_vault.deployment.private_notes import says_private
from mkdocs_vault.deployment.site_build import BuildReport


@pytest.mark.parametrize(
    "properties",
    [
        "publish: false", "publish: No", 'publish: "off"', "Draft: true", "private: yes", "publish:\n  - false", "publish: [false]",
        "publish: 0 # not yet", '"publish": n', "PUBLISHED: FALSE", "dg-publish: false", "publish: !!str false", "a: [\npublish: false",
    ],
)  # fmt: skip
def test_a_plain_no_is_seen(properties: str) -> None:
    assert says_private(f"---\ntitle: x\n{properties}\n---\ntext\n".encode())
    assert says_private(f"\ufeff\n---\r\n{properties}\r\n---\r\n".encode())
    assert says_private(f"---\n{properties}\nno end".encode())


@pytest.mark.parametrize(
    "text",
    ["publish: false\n", "---\npublish: true\n---\npublish: false\n", "---\nunpublish: false\n---\n", "---\ndraft: no\n---\n"],
)
def test_anything_else_is_not(text: str) -> None:
    assert not says_private(text.encode())


def refusals(notes: set[str], private: set[str], files: tuple[str, ...], pages: dict[str, str] | None = None) -> list[Refusal]:
    export = Export(len(notes), frozenset(notes), frozenset(private), ())
    found: Iterator[Refusal] = private_notes_absent(Candidate(Path(), files, export, BuildReport(pages or {}), 0, False, ""))  # noqa: FBT003
    return list(found)


@pytest.mark.parametrize("file", ["a/My Note/index.html", "a/My Note.html", "a/my-note/index.html", "a/My Note.md"])
def test_a_page_or_copy_of_a_private_note_is_found(file: str) -> None:
    assert refusals({"a/My Note.md"}, {"a/My Note.md"}, ("index.html", file))


def test_a_page_that_a_public_note_has_is_not_the_private_ones() -> None:
    assert not refusals({"a.md", "a/index.md"}, {"a.md"}, ("a/index.html",))


def test_the_report_of_the_build_counts_more_than_names() -> None:
    assert refusals({"a.md", "b.md"}, {"a.md"}, ("x/index.html",), {"a.md": "x/index.html", "b.md": "b/index.html"})
    assert not refusals({"a.md", "b.md"}, {"a.md"}, ("a/index.html",), {"b.md": "a/index.html"})
    assert refusals({"a.md", "b.md"}, {"a.md"}, ("a/index.html",), {"b.md": "b/index.html"})


def test_a_permalink_that_takes_the_place_of_a_private_note_is_no_leak(site: Site, upstream: Upstream) -> None:
    config = site.folder / "mkdocs.yml"
    config.write_text(f"{config.read_text()}plugins: [vault]\n")
    public = "---\npermalink: diary\n---\nWords.\n"
    upstream.commit({"index.md": "# Home\n", "diary.md": "---\npublish: false\n---\nsecret\n", "Public.md": public})
    site.deploy()
    assert "Words" in site.page("diary/index.html")
