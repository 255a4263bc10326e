"""Material's own plugins on pages of notes."""

from __future__ import annotations

import json

import pytest

from hosts.mkdocs.conftest import BuildSite


class TestSearch:
    def test_finds_titles_texts_and_tags(self, build: BuildSite) -> None:
        site = build({"Note.md": "---\ntags: [one]\n---\nIntro words. #two\n\n## Part\n\nPart words.\n"}, plugins=["search"])
        entries = {str(entry["location"]): entry for entry in site.search_entries()}
        assert entries["Note/"]["title"] == "Note"
        assert "Intro words." in str(entries["Note/"]["text"])
        assert entries["Note/"]["tags"] == ["one", "two"]
        assert entries["Note/#part"]["title"] == "Part"
        assert "Part words." in str(entries["Note/#part"]["text"])

    def test_can_be_told_about_a_note(self, build: BuildSite) -> None:
        files = {"A.md": "---\nsearch:\n  exclude: true\n---\nx", "B.md": "---\nsearch:\n  boost: 2.5\n---\nx"}
        entries = build(files, plugins=["search"]).search_entries()
        assert [(entry["location"], entry["boost"]) for entry in entries] == [("B/", 2.5)]

    def test_has_titles_that_are_escaped(self, build: BuildSite) -> None:
        entries = build({"Note.md": "---\ntitle: a <b> & c\ntags: ['<i>']\n---\nx"}, plugins=["search"]).search_entries()
        assert entries[0]["title"] == "a &lt;b&gt; &amp; c"
        assert entries[0]["tags"] == ["&lt;i&gt;"]


class TestTags:
    def test_are_shown_with_the_note(self, build: BuildSite) -> None:
        site = build({"Note.md": "---\ntags: [one, two/three]\n---\nWords."}, plugins=["tags"])
        assert [tag.text_content().strip() for tag in site.page("Note/").cssselect(".md-tags .md-tag")] == ["one", "two/three"]

    @pytest.mark.parametrize("tags", ["one", "one, two", "", "~", "5", "[1, 2.5, true, ~]", "[[x]]", "{a: b}", "[{a: b}]", "'#one'"])
    def test_of_any_form_do_not_end_the_build(self, build: BuildSite, tags: str) -> None:
        assert "Words." in build({"Note.md": f"---\ntags: {tags}\n---\nWords."}, plugins=["tags", "search"]).article("Note/").text_content()

    def test_are_never_read_as_html(self, build: BuildSite) -> None:
        site = build({"index.md": "---\ntags: ['<img src=x onerror=alert(1)>']\n---\n<!-- material/tags -->"}, plugins=["tags"])
        assert not site.page("").cssselect("img[onerror]")

    def test_are_listed_where_a_note_asks_for_it(self, build: BuildSite) -> None:
        files = {
            "Tag #index.md": "# All tags\n\n<!-- material/tags -->\n\n## After\n",
            "A note.md": "---\ntags: [one]\n---\n",
            "B.md": "A #two of text.",
        }
        site = build(files, plugins=["tags"])
        article = site.article("Tag #index/")
        assert [heading.get("id") for heading in article.cssselect("h2")] == ["tag:one", "tag:two", "after"]
        assert {link.get("href") for link in article.cssselect("li a")} == {"../A%20note/", "../B/"}
        assert "Tag-#index.md" not in site.text("Tag #index/index.html")
        contents = [link.get("href") for link in site.page("Tag #index/").cssselect("nav.md-nav--secondary a.md-nav__link")]
        assert contents[-3:] == ["#tag:one", "#tag:two", "#after"]

    def test_link_to_their_list(self, build: BuildSite) -> None:
        site = build({"Tags.md": "<!-- material/tags -->", "Note.md": "---\ntags: [one]\n---\n"}, plugins=["tags"])
        assert [tag.get("href") for tag in site.page("Note/").cssselect(".md-tags a.md-tag")] == ["../Tags/#tag:one"]

    def test_are_exported(self, build: BuildSite) -> None:
        site = build({"Note.md": "---\ntags: [one]\n---\n"}, plugins=["tags"])
        assert json.loads(site.text("tags.json"))["mappings"][0]["tags"] == ["one"]


def test_defaults_of_the_meta_plugin_reach_notes(build: BuildSite) -> None:
    files = {"A/.meta.yml": "description: From the folder\n", "A/Own.md": "---\ndescription: Own\n---\n", "A/Other.md": "Words of its own."}
    site = build(files, plugins=["meta"])
    descriptions = [site.page(address).cssselect("meta[name=description]")[0].get("content") for address in ("A/Own/", "A/Other/")]
    assert descriptions == ["Own", "From the folder"]


def test_posts_of_the_blog_plugin_stay_its_own(build: BuildSite) -> None:
    files = {"blog/index.md": "# Blog\n", "blog/posts/First.md": "---\ndate: 2024-01-02\n---\n# First\n\nWords.\n", "index.md": "Home."}
    site = build(files, plugins=["blog"])
    assert "Words." in site.article("blog/2024/01/02/first/").text_content()
