"""Material's places for lists of tags: those that the `tags` plugin can read work, all others end nothing."""

from __future__ import annotations

import pytest

from hosts.mkdocs.conftest import BuildSite

NOTE = "---\ntags: [boat]\n---\nWords."


@pytest.mark.parametrize("words", [" { bad: [", " nobody-configured-this", " [a, b]", " {scope: 5, include: {a: b}}", " " + "[" * 900])
def test_a_directive_that_can_not_be_read_is_left_out_and_told(build: BuildSite, words: str) -> None:
    site = build({"index.md": f"Before.\n\n<!-- material/tags{words} -->\n\nAfter.", "Note.md": NOTE}, plugins=["tags"])
    assert site.article("").text_content().split()[-1] == "After."
    assert site.has("Note/index.html")
    assert [notice for notice in site.notices("plugin-syntax") if notice.startswith("index.md:3:1: ")]


def test_a_file_whose_name_the_plugin_can_not_take_has_its_page(build: BuildSite) -> None:
    site = build({"index.md": "Home.", "a(b.md": "<!-- material/tags -->\n\nAfter.", "Note.md": NOTE}, plugins=["tags"])
    assert "After." in site.article("a(b/").text_content()


def test_a_directive_that_can_be_read_lists_the_tags(build: BuildSite) -> None:
    site = build({"index.md": "<!-- material/tags -->", "Note.md": NOTE}, plugins=["tags"])
    assert "boat" in site.article("").text_content()
