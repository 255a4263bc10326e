"""The navigation of a site: its order, what a page carries of it, folder pages, breadcrumbs, neighbours."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from building import BuiltSite, build_site


def titles(site: BuiltSite, address: str = "") -> list[str]:
    """The uppermost lines of the sidebar."""
    lines = site.page(address).cssselect(".vault-nav > .md-nav__list > .md-nav__item:not(.vault-nav__own) ")
    return [line.cssselect(".md-ellipsis")[0].text_content().strip() for line in lines]


def leads(site: BuiltSite, address: str = "") -> dict[str, str]:
    """Where the lines of the sidebar lead, by their titles."""
    return {link.text_content().strip(): link.get("href") for link in site.page(address).cssselect(".vault-nav li a.md-nav__link")}


def crumbs(site: BuiltSite, address: str) -> list[tuple[str, str]]:
    return [(link.text_content().strip(), link.get("href")) for link in site.page(address).cssselect(".md-path a")]


def many(folder: str, number: int) -> dict[str, str]:
    return {f"{folder}/Note {count}.md": f"text {count}" for count in range(number)}


def test_names_stand_in_the_order_of_the_file_explorer(tmp_path: Path) -> None:
    notes = ["index.md", "Part 10.md", "Part 2.md", "été.md", "etage.md", "Zoo/a.md", "apple.md"]
    site = build_site(tmp_path, dict.fromkeys(notes, "text"))
    assert titles(site) == ["index", "Zoo", "apple", "etage", "été", "Part 2", "Part 10"]


def test_folders_stand_among_notes_where_the_site_says_so(tmp_path: Path) -> None:
    notes = dict.fromkeys(["index.md", "b/x.md", "a.md", "c.md"], "text")
    assert titles(build_site(tmp_path, notes, {"navigation": "mixed"})) == ["index", "a", "b", "c"]


@pytest.mark.parametrize("page", ["A/index.md", "A/README.md", "A/A.md", "A.md"])
def test_a_folder_note_is_the_page_of_its_folder(tmp_path: Path, page: str) -> None:
    site = build_site(tmp_path, {"index.md": "home", page: "About the folder", "A/other.md": "text"})
    assert leads(site)["A"] == ("A/A/" if page == "A/A.md" else "A/")
    assert "About the folder" in site.article(leads(site)["A"]).text_content()
    assert titles(site) == ["index", "A"]


def test_a_folder_without_a_note_gets_a_page_that_lists_what_is_in_it(tmp_path: Path) -> None:
    notes = {"index.md": "home", "A/one.md": "The first lines of one.", "A/deep/er.md": "text", "A/two.md": "# Two\n\nMore text here."}
    article = build_site(tmp_path, notes).article("A/")
    lines = article.cssselect(".vault-list li")
    assert [line.cssselect("a")[0].get("href") for line in lines] == ["deep/", "one/", "two/"]
    assert lines[1].cssselect("p")[0].text_content() == "The first lines of one."
    assert article.cssselect("h1")[0].text_content() == "A"


@pytest.mark.parametrize("page", ["A/index.md", "A/README.md", "A/A.md", "A.md"])
def test_a_folder_note_lists_its_folder_below_its_text(tmp_path: Path, page: str) -> None:
    notes = {"index.md": "home", page: "About the folder", "A/one.md": "The first lines of one.", "A/deep/er.md": "text"}
    site = build_site(tmp_path, notes)
    address = leads(site)["A"]
    lines = site.article(address).cssselect(".vault-folder .vault-list li a")
    assert [urljoin(address, str(line.get("href"))) for line in lines] == ["A/deep/", "A/one/"]
    assert not site.article("").cssselect(".vault-folder"), "the first page of the site is no list"


def test_a_folder_note_can_do_without_the_list(tmp_path: Path) -> None:
    files = {"A/A.md": "---\nhide: [folder]\n---\nwords", "A/one.md": "text", "B/B.md": "alone", "C.md": "words", "C/one.md": "text"}
    site = build_site(tmp_path, files)
    assert not site.article("A/A/").cssselect(".vault-folder")
    assert not site.article("B/B/").cssselect(".vault-folder")
    assert site.article("C/").cssselect(".vault-folder")
    assert not build_site(tmp_path, files, {"folder_pages": False}).article("C/").cssselect(".vault-folder")


def test_the_long_list_of_a_folder_note_goes_on_elsewhere(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"index.md": "home", "A/A.md": "words", **many("A", 150)})
    assert len(site.article("A/A/").cssselect(".vault-list li")) == 100
    (more,) = {str(link.get("href")) for link in site.article("A/A/").cssselect(".md-pagination a")}
    further = urljoin("A/A/", more)
    assert len(site.article(further).cssselect(".vault-list li")) == 50
    assert [title for title, _ in crumbs(site, further)] == ["index", "A"]


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize(
    ("page", "text"), [("A/A.md", ""), ("A/index.md", "---\npermalink: elsewhere\n---\n"), ("A.md", "---\npermalink: a/b/c\n---\n")]
)
def test_a_folder_has_its_address_wherever_its_note_is(tmp_path: Path, page: str, text: str, *, flat: bool) -> None:
    files = {"index.md": "home", page: f"{text}About the folder", "A/one.md": "text"}
    site = build_site(tmp_path, files, use_directory_urls=not flat)
    (lead,) = site.page("A/index.html").cssselect("link[rel=canonical]")
    target = urljoin("A/index.html", str(lead.get("href")))
    assert "About the folder" in site.article(target).text_content()


def test_no_address_of_a_folder_takes_that_of_a_note(tmp_path: Path) -> None:
    files = {"index.md": "home", "A/A.md": "About the folder", "A/one.md": "text", "other.md": "---\npermalink: A\n---\nAnother note"}
    assert "Another note" in build_site(tmp_path, files).article("A/").text_content()


def test_folder_pages_are_left_out_where_the_site_says_so(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"index.md": "home", "A/one.md": "text"}, {"folder_pages": False})
    assert not site.has("A/index.html")
    assert leads(site)["one"] == "A/one/"


def test_what_is_private_is_in_no_list(tmp_path: Path) -> None:
    hidden = "---\npublish: false\ntags: [hidden]\nupdated: 2024-01-01\n---\nsecret\n"
    site = build_site(tmp_path, {"index.md": "home", "A/one.md": "text #seen", "A/secret.md": hidden, "B/secret.md": hidden})
    everything = "".join(path.read_text("utf-8", "replace") for path in site.folder.rglob("*") if path.suffix in {".html", ".json", ".xml"})
    assert "secret" not in everything
    assert not site.has("B/index.html")
    assert not site.has("tags/hidden/index.html")
    assert not site.has("recent/index.html")


def test_a_page_carries_the_same_amount_whatever_the_size_of_the_vault(tmp_path: Path) -> None:
    sizes = []
    for number in (100, 400):
        notes = {"index.md": "home", **{f"F {count // 5 + 100}/Note {count + 1000}.md": "text" for count in range(number)}}
        (tmp_path / str(number)).mkdir()
        site = build_site(tmp_path / str(number), notes, command="build")
        sizes.append(len(site.text("F 110/Note 1050/index.html")))
    assert abs(sizes[1] - sizes[0]) < 50


def test_a_large_folder_shows_the_neighbours_of_the_page_and_leads_on(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"index.md": "home", **many("Big", 300)})
    level = site.page("Big/Note 150/").cssselect("[data-vault-level]")[-1]
    links = [link.text_content().strip() for link in level.cssselect("a.md-nav__link")]
    assert "Note 149" in links
    assert "Note 151" in links
    assert len(links) < 50
    assert [line.get("data-vault-more") for line in level.cssselect(".vault-nav__more")] == ["before", "after"]
    assert all(site.has(f"Big/{unquote(line.get('href')).removeprefix('../')}index.html") for line in level.cssselect(".vault-nav__more a"))
    assert [site.has(f"Big/{page}index.html") for page in ("", "page-2/", "page-3/", "page-4/")] == [True, True, True, False]


@pytest.mark.parametrize(("number", "page", "left"), [(41, 0, []), (42, 0, ["2"]), (42, 21, []), (60, 21, ["19"]), (60, 22, ["2", "18"])])
def test_no_line_stands_for_one_note_alone(tmp_path: Path, number: int, page: int, left: list[str]) -> None:
    site = build_site(tmp_path, {"index.md": "home", **many("Big", number), **many("Other", 60)})
    level = site.page(f"Big/Note {page}/").cssselect("[data-vault-level]")[-1]
    assert [line.text_content().split()[0] for line in level.cssselect(".vault-nav__more")] == left
    notes = [line for line in level if "vault-nav__more" not in line.get("class")]
    assert len(notes) + sum(map(int, left)) == number


def test_only_folders_are_tabs(tmp_path: Path) -> None:
    theme = {"name": "material", "font": False, "features": ["navigation.tabs"]}
    notes = {"index.md": "home", **many("A", 2), **many("B/C", 2), "Top.md": "text", "Other.md": "text"}
    site = build_site(tmp_path, notes, theme=theme)
    for page in ("", "Top/", "A/Note 1/"):
        assert [tab.text_content().strip() for tab in site.page(page).cssselect(".md-tabs__item")] == ["A", "B"]
    assert "Top" in titles(site, "Top/")
    assert [bool(site.page(page).cssselect(".md-nav--lifted")) for page in ("", "Top/", "A/", "A/Note 1/")] == [False, False, True, True]


def test_the_nav_of_the_site_says_what_is_a_tab(tmp_path: Path) -> None:
    theme = {"name": "material", "font": False, "features": ["navigation.tabs"]}
    site = build_site(tmp_path, {"index.md": "home", "A/x.md": "text"}, theme=theme, nav=["index.md", {"Section": ["A/x.md"]}])
    assert [tab.text_content().strip() for tab in site.page("").cssselect(".md-tabs__item")] == ["index", "Section"]
    assert site.page("").cssselect(".md-nav--lifted")


def test_a_vault_without_folders_has_no_tabs(tmp_path: Path) -> None:
    theme = {"name": "material", "font": False, "features": ["navigation.tabs"]}
    assert not build_site(tmp_path, {"index.md": "home", "Top.md": "text"}, theme=theme).page("").cssselect(".md-tabs")


def test_the_data_of_a_folder_is_complete_and_in_order(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"index.md": "home", **many("Big", 450)})
    key = site.page("Big/Note 1/").cssselect("[data-vault-level]")[-1].get("data-vault-level")
    parts = [json.loads(site.text(f"assets/vault/nav/{key}-{part}.json")) for part in range(3)]
    assert [title for part in parts for title, *_ in part] == [f"Note {number}" for number in range(450)]
    assert all(site.has(f"{address.replace('%20', ' ')}index.html") for part in parts for _, address in part)


def test_the_path_to_a_page_stands_above_it(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"index.md": "# Start", "A/B/note.md": "text", "A/A.md": "folder note", "top.md": "text"})
    assert crumbs(site, "A/B/note/") == [("Start", "../../.."), ("A", "../../A/"), ("B", "../")]
    assert crumbs(site, "A/B/") == [("Start", "../.."), ("A", "../A/")]
    assert crumbs(site, "top/") == []


def test_pages_of_tags_and_of_long_lists_have_a_path_too(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"index.md": "# Start", "note.md": "#a/b", **many("Big", 150)})
    assert crumbs(site, "tags/a/b/") == [("Start", "../../.."), ("Tags", "../../"), ("#a", "../")]
    assert crumbs(site, "Big/page-2/") == [("Start", "../.."), ("Big", "../")]


def test_neighbours_are_those_of_the_folder(tmp_path: Path) -> None:
    site = build_site(tmp_path, dict.fromkeys(["index.md", "A/x.md", "A/y.md", "A/z.md", "B/w.md"], "text"))
    links = [site.page(f"A/{name}/").cssselect(".md-footer__link") for name in "xyz"]
    assert [[link.get("href") for link in each] for each in links] == [["../", "../y/"], ["../x/", "../z/"], ["../y/"]]


def test_breadcrumbs_and_neighbours_can_be_left_out(tmp_path: Path) -> None:
    notes = dict.fromkeys(["index.md", "A/x.md", "A/y.md"], "text")
    page = build_site(tmp_path, notes, {"breadcrumbs": False, "neighbours": False}).page("A/x/")
    assert not page.cssselect(".md-path, .md-footer__link")


def test_a_page_can_hide_its_navigation(tmp_path: Path) -> None:
    hiding = "---\nhide: [navigation, toc, path, footer]\n---\n# A\n\n## B"
    page = build_site(tmp_path, {"index.md": "home", "A/x.md": hiding, "A/y.md": "text"}).page("A/x/")
    assert page.cssselect(".md-sidebar--primary[hidden]")
    assert page.cssselect(".md-sidebar--secondary[hidden]")
    assert page.cssselect(".md-path[hidden]")
    assert page.cssselect(".md-footer__inner[hidden]")


def test_the_nav_of_the_site_is_honoured(tmp_path: Path) -> None:
    nav = ["index.md", {"First": [{"Renamed": "b.md"}, "A/x.md"]}, {"Elsewhere": "https://example.org"}, "a.md"]
    site = build_site(tmp_path, dict.fromkeys(["index.md", "a.md", "b.md", "A/x.md"], "text"), nav=nav)
    assert titles(site) == ["index", "First", "Elsewhere", "a"]
    assert leads(site) | {"Renamed": "b/", "x": "A/x/", "Elsewhere": "https://example.org", "a": "a/"} == leads(site)
    assert crumbs(site, "b/") == [("index", ".."), ("First", "./")]


def test_a_nav_file_orders_its_folder(tmp_path: Path) -> None:
    nav = 'title: Kitchen\nnav:\n  - b.md\n  - Section:\n      - Named: a.md\n  - Web: https://example.org\n  - "*"\n'
    notes = dict.fromkeys(["index.md", "K/a.md", "K/b.md", "K/c.md", "K/sub/d.md", "H/x.md"], "text")
    site = build_site(tmp_path, notes | {"K/.nav.yml": nav, "H/.nav.yml": "hide: true"})
    assert titles(site) == ["index", "Kitchen"]
    (folder,) = [line for line in site.page("").cssselect(".md-nav__item--nested") if "Kitchen" in line.text_content()][:1]
    names = [link.text_content().strip() for link in folder.cssselect("nav li a.md-nav__link")]
    assert names == ["b", "Named", "Web", "sub", "d", "c"]
    assert site.has("H/x/index.html")


@pytest.mark.parametrize(
    "content", ["nav: {a: b}", "- x", "nav: [[[]]]", "title: [1]", "\x00", "nav: ['../../etc/passwd', 'javascript:alert(1)']"]
)
def test_a_broken_nav_file_ends_no_build(tmp_path: Path, content: str) -> None:
    site = build_site(tmp_path, {"index.md": "home", "A/x.md": "text", "A/.nav.yml": content})
    assert site.has("A/x/index.html")
    assert "javascript:" not in site.text("index.html")


def test_titles_are_text(tmp_path: Path) -> None:
    notes = {"index.md": "home", "A & <b>/x.md": '---\ntitle: <img src=x onerror=alert(1)> & "q"\n---\ntext', "A & <b>/y.md": "text"}
    site = build_site(tmp_path, notes)
    for page in ("", "A & <b>/", "A & <b>/y/"):
        assert not site.page(page).cssselect("img[onerror]")
    assert '<img src=x onerror=alert(1)> & "q"' in leads(site, "A & <b>/y/")


FEATURES = [
    ["navigation.tabs"],
    ["navigation.tabs", "navigation.sections", "navigation.indexes"],
    ["navigation.sections", "navigation.expand"],
    ["navigation.prune", "navigation.indexes", "toc.integrate"],
    ["navigation.tabs", "navigation.tabs.sticky", "toc.integrate", "navigation.instant"],
]


@pytest.mark.parametrize("features", FEATURES, ids=", ".join)
@pytest.mark.parametrize("number", [3, 100])
def test_features_of_the_theme_work_with_it(tmp_path: Path, features: list[str], number: int) -> None:
    notes = {"index.md": "home", **many("A/B", number), **many("C", 3), "A/B/Note 1.md": "# One\n\n## Two\n\n### Three\n"}
    site = build_site(tmp_path, notes, theme={"name": "material", "font": False, "features": features})
    page = site.page("A/B/Note 1/")
    assert len(page.cssselect("#__toc")) == 1
    assert page.cssselect(".vault-nav a.md-nav__link--active[aria-current]")
    assert [link.get("href") for link in page.cssselect("[data-md-component=toc] a")][:2] == ["#two", "#three"]
    assert len(page.cssselect("[data-md-component=toc]")) == 1 or "toc.integrate" not in features
    assert bool(page.cssselect(".md-tabs__item--active")) == ("navigation.tabs" in features)


def test_pages_that_stay_the_sites_own_have_the_same_navigation(tmp_path: Path) -> None:
    notes = {"index.md": "home", "own/page.md": "# Own\n\ntext", "A/x.md": "text"}
    site = build_site(tmp_path, notes, {"leave": ["own/**"]})
    assert leads(site, "own/page/")["x"] == "../../A/x/"
    assert leads(site)["Own"] == "own/page/"


def test_a_vault_in_a_folder_has_its_pages_there(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"index.md": "home", "vault/A/x.md": "text #t"}, {"folder": "vault"})
    assert site.has("vault/A/index.html")
    assert site.has("vault/tags/t/index.html")


def test_the_navigation_can_be_left_to_the_theme(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"index.md": "home", "A/x.md": "text"}, {"navigation": "material"})
    assert not site.page("").cssselect(".vault-nav")
    assert site.page("").cssselect(".md-nav--primary")


def test_the_page_for_lost_readers_suggests_notes(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"index.md": "home", "A/Sourdough bread.md": "text"}, site_url="https://example.org/sub/")
    page = site.page("404.html")
    (box,) = page.cssselect(".vault-nearest")
    shards = [json.loads(site.text(f"assets/vault/notes/names-{number}.json")) for number in range(int(box.get("data-vault-shards")))]
    assert ["Sourdough bread", "A/Sourdough%20bread/"] in [entry for shard in shards for entry in shard]
    assert all(link.get("href").startswith(("/sub/", "#")) for link in page.cssselect(".vault-nav a"))


def test_recent_notes_are_those_that_changed_last(tmp_path: Path) -> None:
    notes = {
        "index.md": "home",
        "old.md": "---\ndate: 2020-01-01\n---\nx",
        "new.md": "---\nupdated: 2024-05-06T10:00:00\n---\nx",
        "no.md": "x",
    }
    lines = build_site(tmp_path, notes).article("recent/").cssselect(".vault-list li")
    assert [(line.cssselect("a")[0].get("href"), line.cssselect("small")[0].text_content()) for line in lines] == [
        ("../new/", "2024-05-06"),
        ("../old/", "2020-01-01"),
    ]
