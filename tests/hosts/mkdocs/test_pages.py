"""Pages of notes, as MkDocs, its theme and its other plugins see them."""

from __future__ import annotations

from pathlib import Path

import pytest

from building import BuiltSite, build_site
from hosts.mkdocs.conftest import BuildSite

SCRIPT = "<img src=x onerror=alert(1)>"


def title_of(site: BuiltSite, address: str) -> str:
    return site.page(address).findtext(".//title") or ""


class TestTitle:
    def test_is_the_name_of_the_file(self, build: BuildSite) -> None:
        site = build({"Tide tables.md": "Words."})
        assert title_of(site, "Tide tables/") == "Tide tables - Test"
        assert site.article("Tide tables/").findtext("h1") == "Tide tables"

    def test_is_the_first_heading_rather_than_the_name_of_the_file(self, build: BuildSite) -> None:
        site = build({"Note.md": "# Tides *of* May\n\nWords."})
        assert title_of(site, "Note/") == "Tides of May - Test"
        assert len(site.article("Note/").cssselect("h1")) == 1

    def test_is_the_property_rather_than_the_heading(self, build: BuildSite) -> None:
        site = build({"Note.md": "---\ntitle: From the property\n---\n# Heading\n"})
        assert title_of(site, "Note/") == "From the property - Test"

    def test_is_what_nav_says_rather_than_the_property(self, build: BuildSite) -> None:
        files = {"index.md": "Home.", "Note.md": "---\ntitle: From the property\n---\n"}
        site = build(files, nav=["index.md", {"Part": [{"From nav": "Note.md"}]}])
        links = [link.text_content().strip() for link in site.page("").cssselect("nav.md-nav--primary a.md-nav__link")]
        assert "From nav" in links
        assert "From the property" not in links

    @pytest.mark.parametrize("note", [f"---\ntitle: '{SCRIPT}'\n---\n", f"# \\{SCRIPT} `</title><script>`\n"])
    def test_is_never_read_as_html(self, build: BuildSite, note: str) -> None:
        site = build({"index.md": note, "Folder/Other.md": "Words."}, plugins=["search", "tags"])
        for address in ("", "Folder/Other/"):
            assert not site.page(address).cssselect("img[onerror], title *")
            assert "<img src=x" not in site.text(f"{address}index.html")
        assert not any("<img" in str(entry["title"]) for entry in site.search_entries())

    def test_of_a_folder_is_never_read_as_html(self, build: BuildSite) -> None:
        site = build({f"{SCRIPT.replace('/', '')}/Note.md": "Words.", "index.md": "Home."})
        assert not site.page("").cssselect("img[onerror]")

    def test_is_escaped_once(self, build: BuildSite) -> None:
        site = build({"index.md": "Home.", "R&D.md": "Words."})
        assert title_of(site, "R&D/") == "R&D - Test"
        assert "&amp;amp;" not in site.text("index.html")


class TestMetadata:
    def test_description_is_escaped(self, build: BuildSite) -> None:
        site = build({"Note.md": f"---\ndescription: '\">{SCRIPT} & more'\n---\n"})
        assert site.page("Note/").cssselect("meta[name=description]")[0].get("content") == f'">{SCRIPT} & more'
        assert not site.page("Note/").cssselect("img[onerror]")

    def test_description_and_image_are_shown_to_other_sites(self, build: BuildSite) -> None:
        note = "---\ndescription: A note\ncover: Files/Cover image.png\n---\n"
        site = build({"A/Note.md": note, "Files/Cover image.png": b"png"}, site_url="https://vault.test/sub/")
        tags = {tag.get("property"): tag.get("content") for tag in site.page("A/Note/").cssselect("meta[property]")}
        assert tags["og:image"] == "https://vault.test/sub/Files/Cover%20image.png"
        assert tags["og:description"] == "A note"

    def test_image_may_be_an_address(self, build: BuildSite) -> None:
        site = build({"Note.md": '---\nimage: "https://example.org/a b.png?x=<y>"\n---\n'})
        assert site.page("Note/").cssselect("meta[property='og:image']")[0].get("content") == "https://example.org/a%20b.png?x=%3Cy%3E"

    def test_image_that_does_not_exist_is_reported_and_left_out(self, build: BuildSite) -> None:
        site = build({"Note.md": "---\ncover: nope.png\n---\n"})
        assert not site.page("Note/").cssselect("meta[property='og:image']")
        assert len(site.warnings()) == 1

    def test_template_of_the_theme_is_used(self, tmp_path: Path) -> None:
        theme = tmp_path / "theme"
        theme.mkdir()
        (theme / "wide.html").write_text('{% extends "main.html" %}{% block content %}<p id="wide">{{ page.content }}</p>{% endblock %}')
        files = {"Note.md": "---\ntemplate: wide.html\n---\nWords."}
        site = build_site(tmp_path, files, theme={"name": "material", "font": False, "custom_dir": str(theme)})
        assert site.page("Note/").cssselect("#wide")
        assert not site.warnings()

    @pytest.mark.parametrize("name", ["nope.html", "../../x.html", "partials/nav.html", "redirect.html", "blog-post.html", "[a, b]"])
    def test_template_that_does_not_fit_is_reported_and_left_out(self, build: BuildSite, name: str) -> None:
        site = build({"Note.md": f"---\ntemplate: {name}\n---\nWords."})
        assert "Words." in site.article("Note/").text_content()
        assert len(site.notices("property-invalid")) == 1

    @pytest.mark.parametrize(
        "properties",
        [
            "search: 5",
            "search: {boost: high}",
            "hide: 7",
            "hide: {a: b}",
            "icon: ../../secret",
            "icon: [x]",
            "status: [new, old]",
            "comments: maybe",
            "social: no card",
            "__extends: 5",
            "subtitle: {a: b}",
            "tags: 5",
            "tags: {a: b}",
            "tags: [[x]]",
            "tags:",
            "title: [a, b]",
            "description: {a: b}",
            "revision_date: 2024-13-45",
            "location: javascript:alert(1)",
        ],
    )
    def test_no_value_of_a_property_ends_the_build(self, build: BuildSite, properties: str) -> None:
        site = build({"index.md": "Home.", "Note.md": f"---\n{properties}\n---\nWords."}, plugins=["search", "tags", "meta"])
        assert "Words." in site.article("Note/").text_content()

    def test_icon_and_hide_work_as_material_has_them(self, build: BuildSite) -> None:
        site = build({"index.md": "---\nicon: material/book\nhide: [toc, navigation]\n---\n## A\n"})
        assert site.page("").cssselect("nav.md-nav--primary svg")
        assert site.page("").cssselect(".md-sidebar--secondary[hidden]")
        assert not site.warnings()


class TestContents:
    def test_are_nested_as_the_headings_are(self, build: BuildSite) -> None:
        site = build({"Note.md": "# Top\n## One\n### Inner `a<b`\n## Two\n"})
        links = site.page("Note/").cssselect("nav.md-nav--secondary a.md-nav__link")
        assert [link.get("href") for link in links if link.get("href") != "#__toc"][-3:] == ["#one", "#inner-ab", "#two"]
        assert not site.page("Note/").cssselect("nav.md-nav--secondary a b")

    def test_of_an_embedded_note_stay_with_it(self, build: BuildSite) -> None:
        site = build({"Note.md": "## Own\n![[Other]]", "Other.md": "## Foreign\n"})
        assert "Foreign" not in site.page("Note/").cssselect("nav.md-nav--secondary")[0].text_content()


class TestHomepage:
    def test_is_the_index(self, build: BuildSite) -> None:
        site = build({"index.md": "# Welcome\n", "Note.md": "[[index]]"})
        assert title_of(site, "") == "Test"
        assert site.article("Note/").cssselect("a.vault-link")[0].get("href") == "../"

    def test_leads_to_the_note_that_is_called_home_where_there_is_no_index(self, build: BuildSite) -> None:
        site = build({"A.md": "", "Home.md": ""})
        assert 'url=Home/"' in site.text("index.html")


class TestEditLink:
    def test_leads_to_the_file_of_the_note(self, build: BuildSite) -> None:
        config = {"repo_url": "https://example.org/me/vault", "edit_uri": "edit/main/docs/"}
        theme = {"name": "material", "font": False, "features": ["content.action.edit"]}
        site = build({"A/My note.md": "---\npermalink: short\n---\n"}, theme=theme, **config)
        hrefs = [link.get("href") or "" for link in site.page("short/").cssselect("a.md-content__button")]
        assert hrefs == ["https://example.org/me/vault/edit/main/docs/A/My%20note.md"]


HOOKS = """
def on_page_read_source(page, config):
    return "# Read elsewhere\\n" if page.file.src_uri == "Generated.md" else None

def on_page_markdown(markdown, page, config, files):
    assert "property" not in markdown
    return markdown.replace("REPLACE", "# By a plugin\\n\\n[[Other|linked by a plugin]] ==mark==")

def on_page_content(html, page, config, files):
    return html + "<p class='added'>by another plugin</p>"
"""


class TestOtherPlugins:
    @pytest.fixture
    def site(self, tmp_path: Path) -> BuiltSite:
        hooks = tmp_path / "hooks.py"
        hooks.write_text(HOOKS, encoding="utf-8")
        files = {
            "Note.md": "---\nkey: property\n---\nREPLACE\n\n[[nope]]",
            "Other.md": "Words.",
            "Generated.md": "# Never shown",
        }
        return build_site(tmp_path, files, hooks=[str(hooks)])

    def test_change_the_text_that_is_rendered(self, site: BuiltSite) -> None:
        article = site.article("Note/")
        assert article.cssselect("a.vault-link")[0].text_content() == "linked by a plugin"
        assert article.cssselect("mark")
        assert title_of(site, "Note/") == "By a plugin - Test"

    def test_change_the_html(self, site: BuiltSite) -> None:
        assert site.article("Other/").cssselect("p.added")

    def test_may_have_a_text_of_their_own_for_a_note(self, site: BuiltSite) -> None:
        assert title_of(site, "Generated/") == "Read elsewhere - Test"

    def test_leave_lines_of_diagnostics_as_in_the_file(self, site: BuiltSite) -> None:
        assert site.notices("unresolved-link")[0].startswith("Note.md:6:1:")


class TestGeneratedPages:
    def test_titles_are_never_read_as_html(self, build: BuildSite) -> None:
        closing = "x</title><script>alert(1)</script>"
        site = build({"index.md": f"---\ntags: ['{closing}']\n---\nHome.", "A<img src=x onerror=alert(1)>/Note.md": "Words."})
        pages = [path for path in site.files() if path.endswith(".html")]
        assert len(pages) > 4
        for path in pages:
            assert "<script>alert" not in site.text(path)
            assert "<img src=x" not in site.text(path)
