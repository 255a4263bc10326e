"""Where notes and attachments are published, and that none takes the place of another."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from hosts.mkdocs.conftest import BuildSite


def with_permalink(permalink: str, text: str = "Words.") -> str:
    return f"---\npermalink: {permalink}\n---\n{text}"


class TestPermalink:
    def test_is_the_address_of_the_note(self, build: BuildSite) -> None:
        site = build({"A/Long name.md": with_permalink("short/name"), "B.md": "[[Long name]]"})
        assert site.has("short/name/index.html")
        assert site.article("B/").cssselect("a.vault-link")[0].get("href") == "../short/name/"
        assert not site.warnings()

    def test_ends_in_html_on_a_site_without_directories(self, build: BuildSite) -> None:
        site = build({"Note.md": with_permalink("short/name"), "B.md": "[[Note]]"}, use_directory_urls=False)
        assert site.has("short/name.html")
        assert site.article("B.html").cssselect("a.vault-link")[0].get("href") == "short/name.html"

    def test_lies_below_the_folder_of_the_vault(self, build: BuildSite) -> None:
        site = build({"notes/Note.md": with_permalink("short"), "index.md": "Home."}, {"folder": "notes"})
        assert site.has("notes/short/index.html")

    def test_leaves_a_page_that_leads_on(self, build: BuildSite) -> None:
        site = build({"A/Long name.md": with_permalink("short")})
        assert 'url=../../short/"' in site.text("A/Long name/index.html")

    @pytest.mark.parametrize(
        "permalink", ["../../x", "//etc/x", "C:\\x", "x%2f..%2f", "//evil", "index.html", "search/search_index.json", "a" * 5000]
    )
    def test_that_can_not_be_an_address_is_reported(self, build: BuildSite, permalink: str) -> None:
        site = build({"index.md": "Home.", "Note.md": with_permalink(permalink)}, plugins=["search"])
        assert site.has("Note/index.html")
        assert len(site.notices("permalink-invalid")) == 1

    def test_of_two_notes_belongs_to_the_first_by_path(self, build: BuildSite) -> None:
        site = build({"B.md": with_permalink("same", "Second."), "A.md": with_permalink("same", "First.")})
        assert "First." in site.article("same/").text_content()
        assert "Second." in site.article("B/").text_content()
        notice = site.notices("address-taken")[0]
        assert notice.startswith("B.md:2:1:")
        assert "'A.md'" in notice

    def test_never_takes_the_place_of_another_note(self, build: BuildSite) -> None:
        site = build({"A.md": with_permalink("B"), "B.md": "Own."})
        assert "Own." in site.article("B/").text_content()
        assert site.has("A/index.html")

    def test_never_stands_where_a_file_is(self, build: BuildSite) -> None:
        notes = {"A.md": with_permalink("picture.png/x"), "C.md": with_permalink("CNAME.txt"), "index.md": "![[picture.png]] [[CNAME.txt]]"}
        site = build(notes | {"picture.png": b"png", "CNAME.txt": b"x"})
        assert site.has("A/index.html")
        assert site.has("C/index.html")
        assert site.has("picture.png")
        assert len(site.notices("address-taken")) == 2


class TestCollision:
    def test_of_a_note_and_the_index_of_its_folder_keeps_both(self, build: BuildSite) -> None:
        site = build({"Note.md": "One.", "Note/index.md": "Two.", "Main.md": "[[Note]] [[Note/index]]"})
        assert "One." in site.article("Note/").text_content()
        assert "Two." in site.article("Note/index/").text_content()
        assert [link.get("href") for link in site.article("Main/").cssselect("a.vault-link")] == ["../Note/", "../Note/index/"]
        notice = site.notices("address-taken")[0]
        assert notice.startswith("Note/index.md:1:1:")
        assert "'Note.md'" in notice

    def test_of_readme_and_index_keeps_both(self, build: BuildSite) -> None:
        site = build({"index.md": "Index.", "README.md": "Read me.", "A/README.md": "Of the folder."})
        assert "Index." in site.article("").text_content()
        assert "Read me." in site.article("README/").text_content()
        assert "Of the folder." in site.article("A/").text_content()
        assert len(site.warnings()) == 1

    def test_of_names_that_differ_in_case_keeps_both_on_every_system(self, build: BuildSite) -> None:
        site = build({"Note.md": "One.", "note.md": "Two."})
        assert "One." in site.article("Note/").text_content()
        assert "Two." in site.article("note-2/").text_content()

    @pytest.mark.parametrize("name", ["search", "search/search_index.json", "tags.json", "sitemap.xml", "sitemap.xml.gz", "assets", "404"])
    @pytest.mark.parametrize("use_directory_urls", [True, False])
    def test_with_what_the_site_writes_does_not_end_the_build(self, build: BuildSite, name: str, use_directory_urls: bool) -> None:
        site = build({f"{name}.md": "Words.", "index.md": f"[[{name}]]"}, plugins=["search", "tags"], use_directory_urls=use_directory_urls)
        href = site.article("").cssselect("a.vault-link")[0].get("href")
        assert "Words." in site.article(href).text_content()

    def test_of_a_note_and_a_file_without_extension_keeps_both(self, build: BuildSite) -> None:
        site = build({"a.md": "Words.", "a": b"file", "index.md": "[[a]] [file](/a)"}, {"attachments": "all"})
        assert "Words." in site.article("a/").text_content()
        assert site.has("a-2")

    def test_of_a_note_and_an_attachment_keeps_both(self, build: BuildSite) -> None:
        site = build({"index.md": "Words. ![[index.html]]", "index.html": b"<p>attached"})
        assert "Words." in site.article("").text_content()
        assert site.article("").cssselect("a.vault-file")[0].get("href") == "index-2.html"
        assert site.text("index-2.html") == "<p>attached"


class TestOldAddress:
    def test_among_the_aliases_leads_on(self, build: BuildSite) -> None:
        site = build({"New/Note.md": "---\naliases: [Old/Place, Nickname]\n---\n"})
        assert 'url=../../New/Note/"' in site.text("Old/Place/index.html")
        assert not site.has("Nickname/index.html")

    def test_never_takes_the_place_of_a_note(self, build: BuildSite) -> None:
        site = build({"New.md": "---\naliases: [Old/Place, ../out, Old/Place.md]\n---\n", "Old/Place.md": "Still here."})
        assert "Still here." in site.article("Old/Place/").text_content()
        assert not site.warnings()


def test_a_name_that_is_too_long_for_a_page_is_cut(build: BuildSite) -> None:
    name = "ä" * 125
    site = build({f"{name}.md": "Words.", "index.md": f"[[{name}]]"}, use_directory_urls=False)
    href = site.article("").cssselect("a.vault-link")[0].get("href")
    assert len([path for path in site.files() if path.startswith("ä")]) == 1
    assert href


def test_all_addresses_are_the_same_whatever_the_order_of_files(build: BuildSite) -> None:
    files = {"Note.md": "1", "Note/index.md": "2", "A.md": with_permalink("Note"), "B.md": with_permalink("Note")}
    first = build(files).files()
    assert build(dict(reversed(files.items()))).files() == first


@pytest.mark.parametrize(
    ("slugs", "addresses"),
    [
        ("as-is", {"Br\u00f6t & x/Two Words/index.html", "Br\u00f6t & x/index.html", "\u8a2d\u5b9a/index.html", "Br\u00f6t & x/P Q.PNG"}),
        ("lowercase", {"br\u00f6t-&-x/two-words/index.html", "br\u00f6t-&-x/index.html", "\u8a2d\u5b9a/index.html"}),
        ("ascii", {"brot-x/two-words/index.html", "brot-x/index.html", "sheding/index.html", "brot-x/p-q.png"}),
    ],
)
def test_names_become_addresses_as_the_site_wants_them(build: BuildSite, slugs: str, addresses: set[str]) -> None:
    files = {
        "index.md": "[[Two Words]] [[\u8a2d\u5b9a]] ![[P Q.PNG]]",
        "Br\u00f6t & x/Two Words.md": "---\ntags: [\u00dcber]\n---\n",
        "Br\u00f6t & x/P Q.PNG": b"x",
        "\u8a2d\u5b9a.md": "",
        "Kept.md": with_permalink("My Page"),
    }
    site = build(files, {"slugs": slugs})
    assert addresses <= site.files()
    assert site.has("My Page/index.html")
    named = {unquote(link.get("href") or "") for link in site.article("").cssselect("a.vault-link")}
    assert len(named) == 2
    assert named <= {address.removesuffix("index.html") for address in addresses}


def test_names_that_become_the_same_address_get_numbers(build: BuildSite) -> None:
    site = build({"index.md": "", "A b.md": "one", "a-b.md": "two"}, {"slugs": "lowercase"})
    assert {"a-b/index.html", "a-b-2/index.html"} <= site.files()
    assert len(site.notices("address-taken")) == 1
