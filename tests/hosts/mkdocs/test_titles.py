"""Which name a note has, on its page and wherever a list names it."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import BuiltSite, build_site

LATER = "words\n\n# References\n\nmore words\n\n## Below\n\n# Notes\n\n[[Zebra]]"


def sidebar(site: BuiltSite, address: str = "") -> list[str]:
    lines = site.page(address).cssselect(".vault-nav > .md-nav__list > .md-nav__item:not(.vault-nav__own)")
    return [line.cssselect(".md-ellipsis")[0].text_content().strip() for line in lines]


def listed(site: BuiltSite, address: str) -> list[str]:
    return [link.text_content() for link in site.article(address).cssselect(".vault-list__link")]


def contents(site: BuiltSite, address: str) -> list[str]:
    return [link.text_content().strip() for link in site.page(address).cssselect(".md-sidebar--secondary .md-nav__link")]


def headings(site: BuiltSite, address: str) -> list[str]:
    return [heading.text_content().rstrip("¶").strip() for heading in site.article(address).cssselect("h1")]


def test_a_later_heading_of_level_one_is_a_heading_and_the_file_name_the_title(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"index.md": "home", "A note.md": LATER, "Zebra.md": "text"})
    assert headings(site, "A note/") == ["A note", "References", "Notes"]
    assert sidebar(site) == ["index", "A note", "Zebra"]
    assert site.page("A note/").cssselect("title")[0].text_content().startswith("A note")
    assert contents(site, "A note/") == ["References", "Below", "Notes"]
    assert site.article("Zebra/").cssselect(".vault-references")[0].text_content().count("A note") == 1


def test_the_table_of_contents_has_a_second_heading_of_level_one(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"index.md": "home", "A.md": "# Title\n\n## One\n\n# Second\n\n### Two"})
    assert headings(site, "A/") == ["Title", "Second"]
    assert contents(site, "A/") == ["One", "Second", "Two"]


@pytest.mark.parametrize("before", ["", "<!-- for nobody -->\n\n", "%% for nobody %%\n\n", '<a id="top"></a>\n\n'])
def test_a_heading_that_opens_the_note_stands_above_its_properties(tmp_path: Path, before: str) -> None:
    site = build_site(tmp_path, {"index.md": "home", "A.md": f"---\nstatus: grown\n---\n{before}# Title\n\ntext"})
    article = site.text("A/index.html")
    assert headings(site, "A/") == ["Title"]
    assert article.index("Title</") < article.index("vault-properties") < article.index("text</p>")


def test_notes_are_sorted_by_the_titles_that_are_shown(tmp_path: Path) -> None:
    notes = {
        "index.md": "home", "F/1.md": "---\ntitle: Zebra\n---\n#t", "F/2.md": "# Part 10\n\n#t", "F/3.md": "#t\n\n# Aardvark",
        "F/4.md": "---\ntitle: Part 9\n---\n# Aaa\n\n#t",
        "G/one.md": "---\nupdated: 2024-01-01\ntitle: Late\n---\n[[3]]", "G/two.md": "---\nupdated: 2024-01-01\ntitle: Early\n---\n[[3]]",
    }  # fmt: skip
    in_order = ["3", "Part 9", "Part 10", "Zebra"]
    site = build_site(tmp_path, notes)
    level = site.page("F/1/").cssselect("[data-vault-level]")[1]
    assert [link.text_content().strip() for link in level.cssselect("a.md-nav__link:not([href^='#'])")][:4] == in_order
    assert listed(site, "F/") == in_order
    assert listed(site, "tags/t/") == in_order
    assert listed(site, "recent/") == ["Early", "Late"]
    assert [link.get("href") for link in site.page("F/4/").cssselect(".md-footer__link")] == ["../3/", "../2/"]
    assert [link.text_content() for link in site.article("F/3/").cssselect(".vault-reference > a")] == ["Early", "Late"]


def test_a_folder_is_sorted_by_the_title_that_its_note_gives_it(tmp_path: Path) -> None:
    notes = {"index.md": "home", "X/A/A.md": "---\ntitle: Zoo\n---\n", "X/A/a.md": "text", "X/B/b.md": "text", "X/C.md": "text"}
    site = build_site(tmp_path, notes)
    assert listed(site, "X/") == ["B", "Zoo", "C"]
    level = site.page("X/").cssselect("[data-vault-level]")[1]
    titles = [line.cssselect(".md-ellipsis")[0].text_content().strip() for line in level.cssselect("ul > li:not(li li li)")]
    assert [title for title in titles if title in {"B", "Zoo", "C"}] == ["B", "Zoo", "C"]


def test_a_nav_file_may_sort_by_the_names_of_files(tmp_path: Path) -> None:
    notes = {"index.md": "home", "F/1.md": "# Zebra", "F/2.md": "# Aardvark", "F/G/3.md": "# Bear"}
    notes |= {"F/.nav.yml": "sort:\n  by: filename\n", "F/G/.nav.yml": "title: Great\n"}
    site = build_site(tmp_path, notes)
    level = site.page("F/1/").cssselect("[data-vault-level]")[1]
    shown = [link.text_content().strip() for link in level.cssselect("a.md-nav__link:not([href^='#'])")]
    assert [title for title in shown if title in {"Zebra", "Aardvark", "Great"}] == ["Great", "Zebra", "Aardvark"]


def test_pages_that_are_no_notes_are_sorted_by_their_titles_too(tmp_path: Path) -> None:
    notes = {"index.md": "home", "F/1.md": "# Zebra", "F/2.md": "# Middle", "F/3.md": "---\ntitle: Apple\n---\ntext"}
    site = build_site(tmp_path, notes, {"leave": ["F/2.md", "F/3.md"]})
    assert listed(site, "F/") == ["Apple", "Middle", "Zebra"]
