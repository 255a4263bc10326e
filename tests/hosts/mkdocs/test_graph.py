"""The graph: beside notes, on its own page, and the data that scripts fetch for both."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from building import BuiltSite, build_site, write
from hosts.mkdocs.conftest import BuildSite
from mkdocs_vault.website.graph.graph_data import MOST_NEIGHBOURS, NAMES, WHOLE

FILES = {
    "index.md": "[[Bread]] [[Salt]]",
    "Food/Bread.md": "---\ntitle: Bread & butter\ntags: [baking/slow]\n---\n[[Salt]]",
    "Food/Salt.md": "#baking",
    "Alone.md": "No link.",
    "Diary.md": "---\npublish: false\n---\n[[Bread]]",
}


def data_of(site: BuiltSite) -> tuple[dict[str, Any], list[Any]]:
    return json.loads(site.text(WHOLE)), json.loads(site.text(NAMES))


def data_files(site: BuiltSite) -> dict[str, bytes]:
    folder = site.folder / "assets" / "vault" / "graph"
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())} if folder.is_dir() else {}


def places_of(site: BuiltSite) -> dict[str, tuple[int, int]]:
    whole, names = data_of(site)
    return {title: (x, y) for (title, *_), (x, y, *_) in zip(names, whole["notes"], strict=True)}


def test_a_note_lists_the_notes_that_it_is_linked_with(build: BuildSite) -> None:
    page = build(FILES).page("Food/Bread/")
    (graph,) = page.cssselect(".vault-graph")
    assert [(link.text, link.get("href")) for link in graph.cssselect("li a")] == [("Salt", "../Salt/"), ("index", "../../")]
    assert graph.cssselect(".md-icon")[0].get("href") == "../../graph/"
    assert graph.get("data-vault-note") == "Food/Bread/"


def test_a_note_without_links_has_no_graph(build: BuildSite) -> None:
    assert not build(FILES).page("Alone/").cssselect(".vault-graph")


def test_a_note_can_hide_its_graph(build: BuildSite) -> None:
    site = build({"a.md": "---\nhide: [graph]\n---\n[[b]]", "b.md": "[[a]]"})
    assert not site.page("a/").cssselect(".vault-graph")
    assert site.page("b/").cssselect(".vault-graph")


@pytest.mark.parametrize("where", [{"hide": "toc"}, {"features": ["toc.integrate"]}])
def test_without_a_sidebar_the_graph_stands_below_the_note(build: BuildSite, where: dict[str, Any]) -> None:
    files = {"a.md": f"---\nhide: [{where.get('hide', 'path')}]\n---\n[[b]]", "b.md": ""}
    page = build(files, theme={"name": "material", "font": False, "features": where.get("features", [])}).page("a/")
    assert len(page.cssselect(".vault-graph")) == len(page.cssselect("article .vault-graph")) == 1


@pytest.mark.parametrize("navigation", ["folders-first", "material"])
def test_the_navigation_does_not_repeat_the_graph(build: BuildSite, navigation: str) -> None:
    page = build({"a.md": "# A\n\n## One\n\n[[b]]", "b.md": ""}, {"navigation": navigation}).page("a/")
    assert page.cssselect(".md-sidebar--primary .md-nav--secondary")
    assert len(page.cssselect(".vault-graph")) == len(page.cssselect(".md-sidebar--secondary .vault-graph")) == 1


def test_the_page_of_the_whole_vault_names_its_folders_tags_and_most_linked_notes(build: BuildSite) -> None:
    page = build(FILES).page("graph/")
    (graph,) = page.cssselect(".vault-graph--whole")
    assert [option.get("value") for option in graph.cssselect("select")[0]] == ["", "Food/"]
    assert [option.text for option in graph.cssselect("select")[1]] == ["All tags", "#baking", "#baking/slow"]
    assert [link.text for link in graph.cssselect("details a")] == ["Bread & butter", "index", "Salt"]
    assert graph.cssselect("[role=status]")[0].text == "Notes: 4 · Links: 3"
    assert page.cssselect("h1")[0].text_content() == "Graph"


def test_the_page_speaks_the_language_of_the_site(build: BuildSite) -> None:
    page = build(FILES, theme={"name": "material", "font": False, "language": "de"}).page("graph/")
    assert page.cssselect(".vault-graph input")[0].get("placeholder") == "Notiz finden"


def test_a_note_keeps_the_address_that_the_page_would_take(build: BuildSite) -> None:
    site = build({"graph.md": "Mine. [[b]]", "b.md": ""})
    assert "Mine." in site.article("graph/").text_content()
    assert site.has("graph-of-notes/index.html")


def test_a_private_note_is_nowhere_in_the_data(build: BuildSite) -> None:
    site = build(FILES)
    assert not [name for name, content in data_files(site).items() if b"Diary" in content]
    whole, names = data_of(site)
    assert names == [["Alone", "Alone/", []], ["Bread & butter", "Food/Bread/", [0, 1]], ["Salt", "Food/Salt/", [0]], ["index", "./", []]]
    assert [note[2:] for note in whole["notes"]] == [[0, []], [1, [2, 3]], [1, [3]], [0, []]]


def test_the_data_beside_a_note_has_its_neighbours_and_the_links_between_them(build: BuildSite) -> None:
    bucket = json.loads(build(FILES).text("assets/vault/graph/near-0.json"))
    assert bucket["Food/Bread/"] == {
        "rows": [["Food/Bread/", "Bread & butter", 1, 2, 0], ["Food/Salt/", "Salt", 1, 2, 0], ["./", "index", 0, 2, 0]],
        "links": [[0, 1], [0, 2], [1, 2]],
    }


def test_what_a_page_carries_does_not_grow_with_its_links(build: BuildSite) -> None:
    site = build({"hub.md": "", **{f"n{number}.md": "[[hub]]" for number in range(100)}})
    graph = site.page("hub/").cssselect(".vault-graph")[0]
    assert len(graph.cssselect("li")) == MOST_NEIGHBOURS
    assert "(100)" in graph.cssselect("summary")[0].text_content()
    assert max(len(content) for name, content in data_files(site).items() if name.startswith("near")) < 8_000


def test_a_new_site_is_the_same_to_the_byte(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    assert data_files(build_site(tmp_path / "one", FILES)) == data_files(build_site(tmp_path / "two", dict(reversed(FILES.items()))))


def test_notes_that_did_not_change_keep_their_places_from_build_to_build(tmp_path: Path) -> None:
    before = places_of(build_site(tmp_path, FILES))
    after = places_of(build_site(tmp_path, FILES | {"New.md": "[[Alone]] new"}))
    assert {title: place for title, place in after.items() if title not in {"New", "Alone"}} == {
        title: place for title, place in before.items() if title != "Alone"
    }


def test_a_file_keeps_the_places_for_builds_that_begin_in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = {"graph_layout": "kept/graph.json"}
    (tmp_path / "one").mkdir()
    before = places_of(build_site(tmp_path / "one", FILES, options))
    kept = tmp_path / "one" / "kept" / "graph.json"
    write(tmp_path / "two", {"kept/graph.json": kept.read_text().replace(str(before["Salt"][0]), str(before["Salt"][0] + 1), 1)})
    monkeypatch.setenv("MKDOCS_VAULT_COMMIT", "0" * 40)
    assert places_of(build_site(tmp_path / "two", FILES, options)) != before
    assert (tmp_path / "two" / "kept" / "graph.json").read_text() != kept.read_text()


BROKEN = ["", "{}\n{}", "[1]\n[2]", '{"notes": [[1e999, 0, 0, [9]]]}\n[["", "", []]]', b"\xff"]


@pytest.mark.parametrize("content", BROKEN)
def test_a_kept_layout_that_can_not_be_read_is_as_none(tmp_path: Path, content: str | bytes) -> None:
    (tmp_path / "docs").mkdir()
    write(tmp_path, {"graph.json": content})
    site = build_site(tmp_path, FILES, {"graph_layout": "graph.json"})
    assert len(places_of(site)) == 4


@pytest.mark.parametrize(("value", "beside", "page"), [(True, 1, 1), (False, 0, 0), ("notes", 1, 0), ("page", 0, 1)])
def test_the_option_says_which_graphs_there_are(build: BuildSite, value: object, beside: int, page: int) -> None:
    site = build(FILES, {"graph": value})
    assert len(site.page("Food/Bread/").cssselect(".vault-graph")) == beside
    assert site.has("graph/index.html") == bool(page)
    assert {name.partition("-")[0] for name in data_files(site)} == {*["near"] * beside, *["names.json", "whole.json"] * page}


def test_the_depth_at_first_is_an_option(build: BuildSite) -> None:
    page = build(FILES, {"graph_depth": 2}).page("Food/Bread/")
    assert [choice.get("value") for choice in page.cssselect(".vault-graph input[checked]")] == ["2"]


def test_a_vault_without_notes_has_no_graph(build: BuildSite) -> None:
    assert not build({"picture.png": b"x"}).has("graph/index.html")
