"""Notes that have their page and are found by way of nothing else, and those that stand in some places only."""

from __future__ import annotations

import json

import pytest

from hosts.mkdocs.conftest import BuildSite

TAGGED = "---\ntags: [bread]\ncreated: 2024-05-01\n{}\n---\n[[Public]] has words about Second.\n\n## Part\n"
PUBLIC = "---\ntags: [bread]\ncreated: 2024-05-02\n---\nSee [[Hidden|this]], a link of the author's own."
SECOND = "---\ntags: [bread]\ncreated: 2024-05-03\n---\n[[Public]]"
ASKED = {"search": "pagefind", "mentions": True, "previews": False}


def vault(line: str) -> dict[str, str]:
    return {"index.md": "Home.", "F/Hidden.md": TAGGED.format(line), "F/Public.md": PUBLIC, "F/Second.md": SECOND}


def everywhere_else(site_files: dict[str, str]) -> set[str]:
    """The files of a site in which the note is named, its own page and the page that links to it left out."""
    return {name for name, text in site_files.items() if "Hidden" in text and name not in {"F/Hidden/index.html", "F/Public/index.html"}}


@pytest.mark.parametrize("navigation", ["folders-first", "material"])
def test_an_unlisted_note_is_named_nowhere_but_on_its_page_and_where_its_author_links_to_it(build: BuildSite, navigation: str) -> None:
    site = build(
        vault("unlisted: true"), {**ASKED, "search": "none", "navigation": navigation}, plugins=["search", "tags"], site_url="https://x.y/"
    )
    texts = {name: site.text(name) for name in site.files() if name.endswith((".html", ".xml", ".json"))}
    data = {str(path): path.read_text("utf-8", "replace") for path in site.folder.glob("assets/vault/**/*.json")}
    assert everywhere_else(texts | data) == set()
    article = site.article("F/Public/")
    assert [link.get("href") for link in article.cssselect("p > a.vault-link[href*=Hidden]")] == ["../Hidden/"]
    around = article.cssselect(".vault-backlinks, .vault-related, .vault-mentions")
    assert "Hidden" not in "".join(element.text_content() for element in around)
    assert '<meta name="robots" content="noindex">' in site.text("F/Hidden/index.html")
    assert '<meta name="robots" content="noindex">' not in site.text("F/Public/index.html")
    assert site.warnings() == []


def test_a_listed_note_is_named_in_all_of_these(build: BuildSite) -> None:
    site = build(vault("x: y"), {**ASKED, "search": "none"}, plugins=["search", "tags"], site_url="https://x.y/")
    texts = {name: site.text(name) for name in site.files() if name.endswith((".html", ".xml", ".json"))}
    named = everywhere_else(texts)
    assert {"F/index.html", "tags/bread/index.html", "recent/index.html", "search/search_index.json", "sitemap.xml"} <= named
    assert "noindex" not in site.text("F/Hidden/index.html")


def test_what_obsidian_excludes_keeps_its_place_in_lists_and_stands_in_no_search_graph_and_mention(build: BuildSite) -> None:
    settings = json.dumps({"userIgnoreFilters": ["f/hid", "/nothing/"]})
    site = build(
        {**vault("x: y"), ".obsidian/app.json": settings}, {**ASKED, "search": "none"}, plugins=["search"], site_url="https://x.y/"
    )
    assert {entry["location"] for entry in site.search_entries() if "F/Hidden" in str(entry["location"])} == set()
    assert "Hidden" in site.article("F/").text_content()
    assert "F/Hidden" in site.text("sitemap.xml")
    graph = "".join(path.read_text("utf-8") for path in site.folder.glob("assets/vault/graph/**/*") if path.is_file())
    assert "Public" in graph
    assert "Hidden" not in graph
    assert not site.article("F/Second/").cssselect(".vault-mentions")
    assert "Hidden" in site.article("F/Public/").cssselect(".vault-backlinks")[0].text_content()


def test_a_note_of_digital_garden_has_its_home_address_and_hiding(build: BuildSite) -> None:
    site = build(
        {
            "Start.md": "---\ndg-home: true\ndg-note-icon: tree\n---\nWelcome.",
            "Aye.md": "---\ndg-permalink: /garden/a/\ndg-hide: true\n---\n[[Start]]",
            "Bee.md": "---\ndg-hide-in-graph: true\n---\n[[Start]]",
        },
        {"search": "none"},
    )
    assert "Welcome." in site.article("").text_content()
    assert 'data-note-icon="tree"' in site.text("index.html")
    assert site.has("garden/a/index.html")
    nav = site.page("Bee/").cssselect("nav.md-nav--primary")[0].text_content()
    assert ("Bee" in nav, "Aye" in nav) == (True, False)
    graph = "".join(path.read_text("utf-8") for path in site.folder.glob("assets/vault/graph/**/*") if path.is_file())
    assert "garden/a/" in graph
    assert '"Bee/"' not in graph


def test_a_page_changes_with_what_stands_somewhere(build: BuildSite) -> None:
    options = {**ASKED, "search": "none", "cache": True}
    build(vault("x: y"), options, site_url="https://x.y/")
    site = build(vault("unlisted: true"), options, site_url="https://x.y/")
    assert "noindex" in site.text("F/Hidden/index.html")
    assert not site.article("F/Public/").cssselect(".vault-backlinks a[href*=Hidden]")
    site = build({**vault("x: y"), ".obsidian/app.json": '{"userIgnoreFilters": ["F/Hidden"]}'}, options, site_url="https://x.y/")
    assert "noindex" not in site.text("F/Hidden/index.html")
    assert site.article("F/Public/").cssselect(".vault-backlinks a[href*=Hidden]")
    assert not site.article("F/Second/").cssselect(".vault-mentions")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("templates.json", '{"folder": "meta/Templates"}'),
        ("plugins/templater-obsidian/data.json", '{"templates_folder": "/Meta/templates/"}'),
    ],
)
def test_templates_are_not_published_unless_asked(build: BuildSite, file: str, text: str) -> None:
    files = {
        "index.md": "Home.",
        "Meta/Templates/Daily.md": "---\npublish: true\n---\n{{date}}",
        "Meta/Other.md": "",
        f".obsidian/{file}": text,
    }
    site = build(files)
    assert site.has("Meta/Other/index.html")
    assert not site.has("Meta/Templates/Daily/index.html")
    assert build(files, {"publish_templates": True}).has("Meta/Templates/Daily/index.html")
