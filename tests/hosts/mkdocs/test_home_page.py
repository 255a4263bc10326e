"""The first page of a site whose vault has no note for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import BuiltSite, build_site

VAULT = {
    "Beasts/Aboleth.md": "---\nupdated: 2024-03-01\n---\nA monster. #beast",
    "Beasts/Deep/Kraken.md": "---\nupdated: 2024-05-01\n---\n#beast #sea",
    "Diary/2024-01-01.md": "text",
    "Zebra.md": "Stripes and more stripes.",
    "Apple.md": "text",
}


def lines(site: BuiltSite, address: str = "") -> list[tuple[str, str]]:
    """The links of the list of what lies at the top of the vault, wherever it stands."""
    lists = site.article(address).cssselect(".vault-list")
    ours = next(
        each for each in lists if any("Apple" in link.text_content() or "Zebra" in link.text_content() for link in each.cssselect("a"))
    )
    return [(link.text_content(), link.get("href")) for link in ours.cssselect("a")]


def test_a_vault_without_a_top_note_has_a_page_of_its_own(tmp_path: Path) -> None:
    site = build_site(tmp_path, VAULT)
    article = site.article("")
    assert [heading.text_content() for heading in article.cssselect("h1")] == ["Test"]
    first, recent = article.cssselect(".vault-list")
    assert [link.get("href") for link in first.cssselect("a")] == ["Beasts/", "Diary/", "Apple/", "Zebra/"]
    assert [aside.text_content() for aside in first.cssselect(".vault-list__aside")] == ["2", "1"]
    assert [link.text_content() for link in recent.cssselect("a")] == ["Kraken", "Aboleth"]
    assert [link.text_content() for link in article.cssselect(".vault-tags a")] == ["#beast", "#sea"]
    assert [link.get("href") for link in article.cssselect("h2 a")] == ["recent/", "tags/", "graph/"]
    assert all(site.has(f"{link.get('href')}index.html") for link in article.cssselect(".vault-list a, .vault-tags a, h2 a"))
    assert "http-equiv" not in site.text("index.html")


def test_the_navigation_and_the_paths_begin_with_it(tmp_path: Path) -> None:
    page = build_site(tmp_path, VAULT).page("Beasts/Aboleth/")
    assert [(link.text_content().strip(), link.get("href")) for link in page.cssselect(".md-path a")] == [
        ("Test", "../.."),
        ("Beasts", "../"),
    ]
    assert page.cssselect(".vault-nav a.md-nav__link")[0].get("href") == "../.."


@pytest.mark.parametrize("name", ["index.md", "README.md"])
def test_a_top_note_is_the_first_page(tmp_path: Path, name: str) -> None:
    site = build_site(tmp_path, {**VAULT, name: "The top note."})
    assert "The top note." in site.article("").text_content()
    assert not site.article("").cssselect(".vault-list")


@pytest.mark.parametrize("name", ["Home.md", "welcome.md", "Start here.md"])
def test_a_note_with_the_name_of_a_first_note_is_led_to(tmp_path: Path, name: str) -> None:
    site = build_site(tmp_path, {**VAULT, name: "Hello."})
    assert f"url={name.removesuffix('.md').replace(' ', '%20')}/" in site.text("index.html")


def test_the_only_note_of_a_vault_is_led_to(tmp_path: Path) -> None:
    assert "url=Only/" in build_site(tmp_path, {"Only.md": "text"}).text("index.html")


def test_the_page_tells_nothing_of_private_notes(tmp_path: Path) -> None:
    hidden = "---\npublish: false\nupdated: 2025-01-01\n---\nhidden words #hidden"
    text = build_site(tmp_path, {**VAULT, "Secret.md": hidden, "Vault/Secret.md": hidden}).text("index.html")
    assert "ecret" not in text
    assert "hidden words" not in text
    assert "#hidden" not in text


def test_the_page_has_only_what_the_site_has(tmp_path: Path) -> None:
    options = {"folder_pages": False, "tag_pages": False, "recent_page": False, "graph": False}
    site = build_site(tmp_path, VAULT, options)
    assert not site.article("").cssselect("h2, .vault-tags")
    assert [href for _, href in lines(site)] == ["Beasts/Aboleth/", "Diary/2024-01-01/", "Apple/", "Zebra/"]


def test_many_top_notes_stand_below_all_else(tmp_path: Path) -> None:
    article = build_site(tmp_path, {**VAULT, **{f"Note {number}.md": "text" for number in range(40)}}).article("")
    assert [len(each.cssselect("li")) for each in article.cssselect(".vault-list")] == [2, 44]


def test_a_long_list_of_top_notes_goes_on_on_further_pages(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**VAULT, **{f"Note {number}.md": "text" for number in range(130)}})
    assert len(lines(site)) == 100
    assert [href for _, href in lines(site, "page-2/")][-1] == "../Zebra/"
    assert len(lines(site)) + len(lines(site, "page-2/")) == 134


def test_a_home_page_works_with_addresses_that_are_files(tmp_path: Path) -> None:
    site = build_site(tmp_path, VAULT, use_directory_urls=False)
    assert [href for _, href in lines(site)] == ["Beasts/index.html", "Diary/index.html", "Apple.html", "Zebra.html"]
    assert site.page("Beasts/Aboleth.html").cssselect(".md-path a")[0].get("href") == "../index.html"


def test_a_nav_of_the_site_needs_no_entry_for_it(tmp_path: Path) -> None:
    site = build_site(tmp_path, VAULT, nav=["Apple.md", {"Beasts": ["Beasts/Aboleth.md"]}])
    assert site.article("").cssselect(".vault-list")
    assert not [warning for warning in site.warnings() if "index" in warning]
