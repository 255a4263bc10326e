"""Material's own plugins on pages of notes."""

from __future__ import annotations

import json
from urllib.parse import urljoin

import pytest

from building import BuiltSite, Content, build_site
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


POST = """---
date: 2024-01-02
---
# First

See [[Note]], [[note#Two words|the part]] and [m](../../Note.md) with ![[pic.png|300x200]] and `[[Note]]`.

<!-- more -->

    [[Note]] as code

On [[Gone]], [[Secret]] and ![[Note]].
"""
VAULT_WITH_A_BLOG: dict[str, Content] = {
    "blog/index.md": "# Blog\n",
    "blog/posts/First.md": POST,
    "blog/posts/Draft.md": "---\ndate: 2024-01-03\ndraft: true\n---\n# Draft\n\n[[Note]]\n",
    "blog/posts/Hidden.md": "---\ndate: 2024-01-03\npublish: false\n---\n# Hidden\n\n[[Note]]\n",
    "index.md": "[[First]] [[blog/posts/First|by path]] [m](blog/posts/First.md) [n](First.md) [[Draft]] [[Hidden]]",
    "Note.md": "## Two words\n\nText.",
    "Secret.md": "---\npublish: false\n---\n",
    "Files/pic.png": b"png",
}


def links_of(site: BuiltSite, address: str) -> list[tuple[str, str]]:
    return [(str(link.text_content()), urljoin(address, str(link.get("href")))) for link in site.article(address).cssselect("a[href]")]


BLOGS: dict[str, dict[str, object]] = {"with pages of its own": {}, "posts alone": {"archive": False, "categories": False}}


@pytest.fixture(scope="module", params=list(BLOGS), name="blog")
def _blog(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """Its plugin removes its folder for good at the end of a command, and MkDocs gives it to the next one in the same process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("material.plugins.blog.plugin.rmtree", lambda _: None)
        return build_site(tmp_path_factory.mktemp("blog"), VAULT_WITH_A_BLOG, plugins=[{"blog": BLOGS[request.param]}])


class TestBlog:
    """Material's plugin `blog`, with and without pages of its own beside the posts."""

    def test_posts_and_their_list_stay_its_own(self, blog: BuiltSite) -> None:
        assert blog.article("blog/2024/01/02/first/").cssselect("h1")
        assert "Words" not in blog.article("").text_content()
        assert [title.text_content() for title in blog.page("blog/").cssselect(".md-post__content h2")] == ["First"]

    def test_notes_link_to_posts(self, blog: BuiltSite) -> None:
        post = "blog/2024/01/02/first/"
        assert links_of(blog, "") == [("First", post), ("by path", post), ("m", post), ("n", post)]
        assert [link.text_content() for link in blog.article("").cssselect(".vault-unresolved")] == ["Draft", "Hidden"]

    def test_posts_link_to_notes(self, blog: BuiltSite) -> None:
        address = "blog/2024/01/02/first/"
        expected = [("Note", "Note/"), ("the part", "Note/#two-words"), ("m", "Note/"), ("Note", "Note/")]
        assert [link for link in links_of(blog, address) if link[1].startswith("Note/")] == expected
        article = blog.article(address)
        assert [code.text_content().strip() for code in article.cssselect("code")] == ["[[Note]]", "[[Note]] as code"]
        assert [span.text_content() for span in article.cssselect(".vault-unresolved")] == ["Gone", "Secret"]
        (picture,) = article.cssselect("img")
        assert urljoin(address, str(picture.get("src"))) == "Files/pic.png"
        assert (picture.get("width"), picture.get("height")) == ("300", "200")

    def test_excerpts_link_to_notes(self, blog: BuiltSite) -> None:
        links = [urljoin("blog/", str(link.get("href"))) for link in blog.page("blog/").cssselect(".md-post__content a.vault-link")]
        assert links == ["Note/", "Note/#two-words"]

    def test_backlinks_count_posts_that_anybody_may_see(self, blog: BuiltSite) -> None:
        (item,) = blog.article("Note/").cssselect(".vault-reference")
        assert (item.cssselect("a")[0].text_content(), urljoin("Note/", str(item.cssselect("a")[0].get("href")))) == (
            "First",
            "blog/2024/01/02/first/",
        )
        assert [mark.text_content() for mark in item.cssselect("mark")][:3] == ["Note", "the part", "m"]

    def test_links_that_lead_nowhere_are_reported_with_their_place(self, blog: BuiltSite) -> None:
        assert [message for message in blog.notices("unresolved-link") if message.startswith("blog/")] == [
            "blog/posts/First.md:12:4: no note is called 'Gone' [unresolved-link]",
            "blog/posts/First.md:12:14: no note is called 'Secret' [unresolved-link]",
        ]
