"""The pages of tags, with and without Material's own plugin."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import build_site

NOTES = {
    "index.md": "home",
    "one.md": "---\ntags: [Bread/Rye, plain]\n---\nThe first lines of one, with #inline in them.",
    "two.md": "Text with #bread and `#code`.",
}


def test_tags_in_the_text_and_in_the_properties_lead_to_their_pages(tmp_path: Path) -> None:
    page = build_site(tmp_path, NOTES).page("one/")
    assert {link.text_content().strip("# \n"): link.get("href") for link in page.cssselect("a.vault-tag")} == {
        "Bread/Rye": "../tags/bread/rye/",
        "plain": "../tags/plain/",
        "inline": "../tags/inline/",
    }


def test_the_page_of_a_tag_lists_notes_with_their_first_lines(tmp_path: Path) -> None:
    article = build_site(tmp_path, NOTES).article("tags/bread/")
    lines = article.cssselect(".vault-list li")
    assert [line.cssselect("a")[0].get("href") for line in lines] == ["../../one/", "../../two/"]
    assert "The first lines of one" in lines[0].text_content()
    assert [link.get("href") for link in article.cssselect("nav.vault-tags .vault-tag")] == ["rye/"]


def test_capitals_make_no_difference(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"index.md": "home", "a.md": "#Über x", "b.md": "#über x", "c.md": "#über x"})
    assert len(site.article("tags/über/").cssselect(".vault-list li")) == 3
    assert site.article("tags/über/").cssselect("h1")[0].text_content() == "#über"


def test_all_tags_are_a_tree(tmp_path: Path) -> None:
    lines = build_site(tmp_path, NOTES).article("tags/").cssselect(".vault-list li")
    kinds = [(line.cssselect("a")[0].text_content(), line.get("class").rpartition("--")[2]) for line in lines]
    assert kinds == [("#bread", "tag-0"), ("#bread/Rye", "tag-1"), ("#inline", "tag-0"), ("#plain", "tag-0")]


def test_no_note_is_pushed_from_its_address_by_a_page_of_tags(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"index.md": "home", "tags.md": "My own page #a", "tags/a.md": "Mine too"})
    assert "My own page" in site.article("tags/").text_content()
    assert "Mine too" in site.article("tags/a/").text_content()
    assert site.article("tags/a-2/").cssselect(".vault-list li")


def test_tag_pages_are_left_out_where_the_site_says_so(tmp_path: Path) -> None:
    site = build_site(tmp_path, NOTES, {"tag_pages": False})
    assert not site.has("tags/index.html")
    assert not site.page("two/").cssselect("article p a.vault-tag")
    assert site.page("two/").cssselect("article p span.vault-tag")


@pytest.mark.parametrize("plugins", [[], ["tags"]], ids=["without", "with"])
@pytest.mark.parametrize(
    "tags", ["tags: one, two", "tags:", "tags: null", "tags: 1984", "tags: [a, null, 7]", "tags: {a: b}", "tags: true", "tag: one"]
)
def test_no_spelling_of_tags_ends_the_build(tmp_path: Path, plugins: list[str], tags: str) -> None:
    site = build_site(tmp_path, {"index.md": "<!-- material/tags -->", "a.md": f"---\n{tags}\n---\nText #inline"}, plugins=plugins)
    assert not site.failure
    assert "inline" in site.page("a/").cssselect("article")[0].text_content()


def test_with_the_plugin_of_the_theme_tags_lead_to_its_list(tmp_path: Path) -> None:
    site = build_site(tmp_path, NOTES | {"all.md": "<!-- material/tags -->"}, plugins=["tags"])
    links = {link.text_content().strip(): link.get("href") for link in site.page("one/").cssselect(".md-tags a")}
    assert links["plain"] == "../all/#tag:plain"
    assert site.article("all/").cssselect("a[href$='one/']")


@pytest.mark.parametrize("plugins", [[], ["tags"]], ids=["without", "with"])
@pytest.mark.parametrize(("properties", "above"), [("open", []), ("folded", ["kept", "both"]), ("none", ["kept", "both"])])
def test_a_tag_of_the_text_stands_in_the_text_alone(tmp_path: Path, plugins: list[str], properties: str, above: list[str]) -> None:
    notes = {"index.md": "home", "a.md": "---\ntags: [kept, both]\n---\nText #inline and #Both."}
    article = build_site(tmp_path, notes, {"properties": properties}, plugins).article("a/")
    shown = [tag.text_content().strip() for tag in article.cssselect("nav.md-tags .md-tag")]
    assert shown == (["both", "kept"] if plugins else above)
    assert [tag.text_content() for tag in article.cssselect("p .vault-tag")] == ["#inline", "#Both"]


def test_a_tag_that_leads_nowhere_in_the_text_stands_above_it_with_the_link_of_the_themes_plugin(tmp_path: Path) -> None:
    notes = {"index.md": "home", "all.md": "<!-- material/tags -->", "a.md": "Text #inline."}
    article = build_site(tmp_path, notes, {"tag_pages": False}, ["tags"]).article("a/")
    assert [tag.get("href") for tag in article.cssselect("nav.md-tags a.md-tag")] == ["../all/#tag:inline"]


def test_a_page_can_hide_its_tags(tmp_path: Path) -> None:
    notes = {"index.md": "home", "a.md": "---\nhide: [tags]\ntags: [x]\n---\ntext"}
    page = build_site(tmp_path, notes, {"properties": "none"}).page("a/")
    assert page.cssselect("nav.vault-tags[hidden]")


@pytest.mark.parametrize("tag", ["a/b/../c", "con/aux", "%2e%2e", "x" * 300, "🎉", "日本/東京"])
def test_no_tag_writes_where_it_must_not(tmp_path: Path, tag: str) -> None:
    site = build_site(tmp_path, {"index.md": "home", "a.md": f"---\ntags: ['{tag}']\n---\ntext"})
    assert not site.failure
    assert all(path.is_relative_to(tmp_path / "site") or path.is_relative_to(tmp_path / "docs") for path in tmp_path.rglob("*.html"))
    for link in site.page("a/").cssselect("nav.vault-tags a"):
        assert not link.get("href").startswith("../../")
