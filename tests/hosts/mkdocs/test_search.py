"""The search: what its index holds, and what happens where there can be none."""

from __future__ import annotations

import filecmp
import os
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from building import BuiltSite, build_site
from hosts.mkdocs.conftest import BuildSite
from hosts.mkdocs.search_index import FOLDER, found_pages, languages
from mkdocs_vault.build.search_index.pagefind_index import pagefind_maker
from mkdocs_vault.hosts.mkdocs.search import site_search as search

NOTE = """---
title: A <b>title</b> & more
aliases: [Other name, "Third, name"]
tags: [Kitchen/Oven, two]
---
Intro &amp; words. #two

## Part *one*

Part words. %%A secret.%%

### Über & unter

Deep words.
"""


ANSWERS_WITH_AN_ERROR = """
import base64, json
answer = {"payload": {"type": "Error", "message": "x"}}
print(base64.b64encode(json.dumps(answer).encode()).decode(), end=",")
"""


SEARCHED = {"search": "pagefind"}


@pytest.fixture
def build(tmp_path: Path) -> BuildSite:
    """`build_site` in a folder of the test's own, with an index of the search."""

    def searched(files: Mapping[str, str], options: Mapping[str, object] | None = None, **more: Any) -> BuiltSite:
        return build_site(tmp_path, files, SEARCHED | dict(options or {}), **more)

    return searched


def program(folder: Path, script: str) -> str:
    """A program that behaves as the test wants."""
    file = folder / "program"
    file.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
    file.chmod(0o755)
    return str(file)


class TestTheIndex:
    def test_knows_title_aliases_tags_folders_headings_and_text(self, build: BuildSite) -> None:
        site = build({"index.md": "Home.", "Some folder/Note.md": NOTE})
        page = found_pages(site.folder)["Some%20folder/Note/"]
        assert page.values["title"] == "A <b>title</b> & more"
        assert page.values["aliases"] == "Other name, Third, name"
        assert page.values["tags"] == "#Kitchen/Oven #two"
        assert page.values["path"] == "Some folder"
        assert page.tags == ["kitchen", "kitchen/oven", "two"]
        assert list(page.headings.values()) == ["Part one", "Über & unter"]
        assert "Intro & words." in page.text
        assert "Deep words." in page.text
        assert "secret" not in page.text
        assert "¶" not in page.text

    def test_has_headings_by_the_ids_that_they_have_on_the_page(self, build: BuildSite) -> None:
        site = build({"index.md": NOTE})
        ids = {heading.get("id") for heading in site.article("").cssselect("h2, h3")}
        assert set(found_pages(site.folder)["./"].headings) <= ids

    def test_leaves_pages_as_they_are(self, build: BuildSite) -> None:
        assert "data-pagefind" not in build({"index.md": NOTE}).text("index.html")

    def test_has_neither_private_nor_excluded_notes_nor_lists(self, build: BuildSite) -> None:
        files = {
            "Folder/A.md": "---\ntags: [x]\ncreated: 2024-01-01\n---\nWords.",
            "Folder/B.md": "---\npublish: false\n---\nPrivate words.",
            "Folder/C.md": "---\nsearch:\n  exclude: true\n---\nWords.",
        }
        site = build(files)
        assert site.has("tags/x/index.html")
        assert list(found_pages(site.folder)) == ["Folder/A/"]

    def test_has_pages_of_mkdocs_itself(self, build: BuildSite) -> None:
        files = {"index.md": "Home.", "own/Page.md": "---\ntags: [a/b]\n---\n# Own page\n\nWords.\n\n## Part\n\nMore."}
        page = found_pages(build(files, {"leave": ["own/"]}).folder)["own/Page/"]
        assert (page.values["title"], page.tags) == ("Own page", ["a", "a/b"])
        assert page.headings["part"] == "Part"

    def test_takes_any_front_matter_of_pages_of_mkdocs(self, build: BuildSite) -> None:
        files = {"own/A.md": "---\ntags: 5\nsearch: no\nlang: [1]\n---\nWords.", "index.md": "Home."}
        assert "own/A/" in found_pages(build(files, {"leave": ["own/"]}).folder)

    @pytest.mark.parametrize(("use_directory_urls", "address"), [(True, "Note/"), (False, "Note.html")])
    def test_has_addresses_relative_to_the_site(self, build: BuildSite, address: str, *, use_directory_urls: bool) -> None:
        site = build({"Note.md": "Words."}, use_directory_urls=use_directory_urls, site_url="https://x.example/y/")
        assert list(found_pages(site.folder)) == [address]

    def test_has_one_part_for_each_language(self, build: BuildSite) -> None:
        files = {
            "A.md": "Words.",
            "B.md": "---\nlang: de-AT\n---\nHäuser.",
            "C.md": "---\nlang: zh-Hant\n---\n機器學習很有意思。",
            "D.md": "---\nlang: ja\n---\n東京大学で勉強しています。",
        }
        site = build(files, theme={"name": "material", "font": False, "language": "pt-BR"})
        assert languages(site.folder) == ["de", "ja", "pt", "zh"]
        assert {address: page.language for address, page in found_pages(site.folder).items()} == {
            "A/": "pt", "B/": "de", "C/": "zh", "D/": "ja",
        }  # fmt: skip

    def test_has_chinese_cut_into_words(self, build: BuildSite) -> None:
        site = build({"A.md": "---\nlang: zh\n---\n我们学习中文。"})
        assert "学习\u200b" in found_pages(site.folder)["A/"].text

    def test_is_the_same_for_the_same_vault(self, tmp_path: Path) -> None:
        note = "---\nlang: {}\ntags: [t{number}, u{number}]\naliases: [a{number}]\n---\nWords."
        files = {f"Note {number}.md": note.format(("en", "de", "fr")[number % 3], number=number) for number in range(30)}
        for name in ("one", "two"):
            (tmp_path / name).mkdir()
        one, two = (build_site(tmp_path / name, files, SEARCHED).folder / FOLDER for name in ("one", "two"))
        paths = {path.relative_to(one).as_posix() for path in one.rglob("*") if path.is_file()}
        assert paths == {path.relative_to(two).as_posix() for path in two.rglob("*") if path.is_file()}
        assert filecmp.cmpfiles(one, two, paths, shallow=False)[1:] == ([], [])

    def test_knows_what_other_plugins_add_to_rendered_pages(self, build: BuildSite, tmp_path: Path) -> None:
        (tmp_path / "hook.py").write_text(
            """
def on_env(env, config, files):
    files.get_file_from_path("A.md").page.content += "<p>Afterwards.</p>"
""",
            encoding="utf-8",
        )
        assert "Afterwards." in found_pages(build({"A.md": "Words."}, hooks=["hook.py"]).folder)["A/"].text

    def test_of_a_large_site_is_in_parts(self, build: BuildSite, monkeypatch: pytest.MonkeyPatch) -> None:
        maker = pagefind_maker()
        assert maker
        monkeypatch.setattr(search, "pagefind_maker", lambda _: replace(maker, part_weight=2000))
        site = build({f"{number}.md": f"Words {number}." for number in range(20)})
        assert set(found_pages(site.folder)) == {f"{number}/" for number in range(20)}
        assert len(list((site.folder / FOLDER).glob("en-*/pagefind-entry.json"))) > 2

    def test_brings_nothing_of_other_search_boxes(self, build: BuildSite) -> None:
        site = build({"A.md": "Words."})
        assert sorted(path.name for path in (site.folder / FOLDER).glob("*.js")) == ["pagefind.js"]
        assert not list((site.folder / FOLDER).glob("*.css"))


class TestTheBox:
    def test_stands_in_the_header_of_every_page(self, build: BuildSite) -> None:
        site = build({"A.md": "Words."})
        for address in ("A/", "404.html"):
            page = site.page(address)
            assert page.cssselect("header .vault-search input")
            assert page.cssselect("header label.md-header__button[for=__search]")

    def test_asks_for_nothing_of_materials_search(self, build: BuildSite) -> None:
        page = build({"A.md": "Words."}).page("A/")
        assert not page.cssselect("form[name=search], [data-md-component=search]")

    def test_says_what_it_needs_until_a_script_runs(self, build: BuildSite) -> None:
        site = build({"A.md": "Words."}, theme={"name": "material", "font": False, "language": "de"})
        assert "Server" in site.page("A/").cssselect(".vault-search .md-search-result__meta")[0].text_content()

    def test_is_not_there_if_the_site_wants_none(self, build: BuildSite) -> None:
        site = build({"A.md": "Words."}, {"search": "none"})
        assert "md-search__form" not in site.text("A/index.html")
        assert "search.css" not in site.text("A/index.html")
        assert not site.has(f"{FOLDER}/pagefind.js")

    def test_is_left_to_other_themes(self, build: BuildSite) -> None:
        site = build({"A.md": "Words."}, theme={"name": "mkdocs"})
        assert not site.warnings()
        assert not site.has(f"{FOLDER}/pagefind.js")


class TestMaterialsOwnSearch:
    def test_is_kept_and_knows_aliases_and_tags(self, build: BuildSite) -> None:
        site = build({"Folder/Note.md": NOTE}, plugins=["search"])
        entry = next(entry for entry in site.search_entries() if entry["location"] == "Folder/Note/")
        assert "Other name, Third, name" in str(entry["text"])
        assert entry["tags"] == ["Kitchen/Oven", "two"]
        assert "Third, name" not in str([entry for entry in site.search_entries() if "#" in str(entry["location"])])
        assert "vault-search" not in site.text("Folder/Note/index.html")
        assert not site.has(f"{FOLDER}/pagefind.js")

    def test_knows_aliases_of_notes_that_begin_with_a_heading(self, build: BuildSite) -> None:
        entries = build({"Note.md": "---\naliases: [Other]\n---\n# Note\n\nWords."}, plugins=["search"]).search_entries()
        assert any("Other" in str(entry["text"]) and entry["location"] == "Note/" for entry in entries)

    def test_leaves_no_trace_on_the_page(self, build: BuildSite) -> None:
        files = {"Note.md": "---\naliases: ['A & <b>']\n---\nWords."}
        with_plugin = build(files, plugins=["search"]).article("Note/").cssselect("p")
        assert [paragraph.text_content() for paragraph in with_plugin if "A & <b>" in (paragraph.text or "")] == []


@pytest.mark.skipif(os.name == "nt", reason="the programs of these tests are scripts")
class TestWhereThereIsNoIndex:
    def test_the_build_says_so_and_goes_on_without_a_box(self, build: BuildSite, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(search, "pagefind_maker", lambda _: None)
        site = build({"A.md": "Words."})
        assert "Words." in site.article("A/").text_content()
        assert "vault-search" not in site.text("A/index.html")
        assert len(site.notices("search-unavailable")) == 1

    @pytest.mark.parametrize(
        "script",
        [
            "raise SystemExit(1)",
            "import sys; sys.stdin.read(100); sys.exit(3)",
            "print('nonsense,', flush=True); input()",
            ANSWERS_WITH_AN_ERROR,
        ],
    )
    def test_a_program_that_fails_ends_no_build(
        self, build: BuildSite, script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PAGEFIND_BINARY_PATH", program(tmp_path, script))
        site = build({f"{number}.md": "Words." for number in range(20)})
        assert "Words." in site.article("19/").text_content()
        assert len(site.notices("search-unavailable")) == 1

    def test_a_program_that_cannot_be_run_ends_no_build(self, build: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nothing"))
        assert len(build({"A.md": "Words."}).notices("search-unavailable")) == 1

    def test_a_program_that_hangs_is_ended(self, build: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PAGEFIND_BINARY_PATH", program(tmp_path, "import time; time.sleep(600)"))
        monkeypatch.setattr(search, "LONGEST_SECONDS", 0.2)
        assert "not done" in build({"A.md": "Words."}).notices("search-unavailable")[0]

    def test_the_site_decides_what_that_weighs(self, build: BuildSite, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(search, "pagefind_maker", lambda _: None)
        assert not build({"A.md": "Words."}, {"diagnostics": {"search-unavailable": "info"}}).warnings()


class TestWhileTheSiteIsServed:
    def test_serving_does_not_wait_for_it(self, build: BuildSite) -> None:
        site = build({"A.md": "Words."}, command="serve")
        assert "vault-search" in site.text("A/index.html")
        assert not site.notices("search-unavailable")
