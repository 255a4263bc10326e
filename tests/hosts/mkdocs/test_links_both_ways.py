"""Notes and pages that stay MkDocs' own: links between them, and who renders what."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest

from building import BuiltSite, Content, build_site
from hosts.mkdocs.conftest import BuildSite

LEFT = "# Left\n\n!!! note\n    An admonition of Python-Markdown.\n\n[to a note](Note.md#two-words) {: .own }\n\n## Own part\n"
NOTE = "## Two words\n\n[[Left]] [m](Left.md#own-part) [[Left#own-part]] ==mark==\n\n!!! note\n"


def hrefs(site: BuiltSite, address: str) -> list[str]:
    return [link.get("href") or "" for link in site.article(address).cssselect("p a")]


@pytest.mark.parametrize("use_directory_urls", [True, False])
def test_notes_and_left_pages_link_each_other(build: BuildSite, use_directory_urls: bool) -> None:
    files = {"Note.md": NOTE, "Left.md": LEFT}
    site = build(files, {"leave": ["Left.md"]}, use_directory_urls=use_directory_urls, markdown_extensions=["admonition", "attr_list"])
    note, left = ("Note/", "Left/") if use_directory_urls else ("Note.html", "Left.html")
    assert hrefs(site, left) == ["../Note/#two-words" if use_directory_urls else "Note.html#two-words"]
    base = "../Left/" if use_directory_urls else "Left.html"
    assert hrefs(site, note) == [base, f"{base}#own-part", f"{base}#own-part"]
    assert site.article(left).cssselect("div.admonition")
    assert not site.article(note).cssselect("div.admonition")
    assert site.article(note).cssselect("mark")
    assert not site.warnings()


class TestWikiLinks:
    """In pages that MkDocs makes itself."""

    @pytest.mark.parametrize("use_directory_urls", [True, False])
    def test_lead_to_notes_pages_and_files(self, build: BuildSite, use_directory_urls: bool) -> None:
        left = (
            "# Left\n\n[[Deep note]] [[Sub/Deep note|by path]] [[deep note#Part]] [[#Own part]] [[Other]] [[paper.pdf]]\n\n"
            "## Own part\n\n| a |\n|---|\n| [[Deep note\\|in a table]] |\n\n!!! note\n\n    [[Deep note|inside]] **[[Deep note|bold]]**\n"
        )
        files = {
            "A/Left.md": left, "A/Other.md": "[[Left]]", "Sub/Deep note.md": "---\npermalink: deep\n---\n## Part\n",
            "Files/paper.pdf": b"%PDF",
        }  # fmt: skip
        site = build(files, {"leave": ["A/"]}, use_directory_urls=use_directory_urls, markdown_extensions=["admonition", "tables"])
        address, end = ("A/Left/", "/") if use_directory_urls else ("A/Left.html", ".html")
        found = {str(a.text_content()): urljoin(address, str(a.get("href"))) for a in site.article(address).cssselect("a.vault-link")}
        note = f"deep{end}"
        assert found == {
            "Deep note": note, "by path": note, "deep note > Part": f"{note}#part", "Own part": f"{address}#own-part",
            "Other": f"A/Other{end}", "paper.pdf": "Files/paper.pdf", "in a table": note, "inside": note, "bold": note,
        }  # fmt: skip
        assert not site.warnings()

    def test_are_counted_among_the_backlinks_of_notes(self, build: BuildSite) -> None:
        files = {"Left.md": "# A page\n\nWords on [[Note]].", "Note.md": "words", "B.md": "[[Note]] too"}
        site = build(files, {"leave": ["Left.md"]})
        assert [link.text_content() for link in site.article("Note/").cssselect(".vault-reference > a")] == ["A page", "B"]
        assert site.article("Note/").cssselect(".vault-count")[0].text_content() == "2"

    @pytest.mark.parametrize("text", ["`[[Note]]`", "\\[[Note]]", "[[]]", "[[ ]]", "[[1, 2], [3, 4]]", "```\n[[Note]]\n```"])
    def test_are_none_where_markdown_has_something_else(self, build: BuildSite, text: str) -> None:
        site = build({"Left.md": text, "Note.md": "words"}, {"leave": ["Left.md"]}, markdown_extensions=["fenced_code"])
        assert text.strip("`\\\n").strip() in site.article("Left/").text_content()
        assert not site.article("Left/").cssselect("a.vault-link, .vault-unresolved")

    def test_keep_the_files_that_only_such_pages_use(self, build: BuildSite) -> None:
        files = {"Left.md": "![[pic.png]] ![](other.png)", "pic.png": b"p", "other.png": b"p", "unused.png": b"p"}
        site = build(files, {"leave": ["Left.md"], "publish": "only"})
        assert {name for name in site.files() if name.endswith(".png")} == {"pic.png", "other.png"}


def test_anchors_are_checked_both_ways(build: BuildSite) -> None:
    files = {"Note.md": "## A\n[x](Left.md#nope)", "Left.md": "[y](Note.md#a) [z](Note.md#nope)"}
    site = build(files, {"leave": ["Left.md"]}, validation={"anchors": "warn"})
    assert len(site.warnings()) == 2
    assert all("nope" in warning for warning in site.warnings())


class TestFolder:
    @pytest.fixture
    def site(self, tmp_path: Path) -> BuiltSite:
        files: dict[str, Content] = {
            "index.md": "[note](notes/Sub/Note.md)\n\n[[Note]]\n",
            "about.md": "# About\n",
            "picture.png": b"png",
            "notes/Sub/Note.md": "[[Other]] [out](../../about.md#about) ![p](../../picture.png) [[about]]",
            "notes/Other.md": "[[/Sub/Note]]",
        }
        return build_site(tmp_path, files, {"folder": "notes"})

    def test_alone_is_the_vault(self, site: BuiltSite) -> None:
        assert "[[Note]]" in site.article("").text_content()
        assert hrefs(site, "notes/Other/") == ["../Sub/Note/"]

    def test_links_what_lies_outside_of_it_by_relative_paths(self, site: BuiltSite) -> None:
        assert hrefs(site, "notes/Sub/Note/") == ["../../Other/", "../../../about/#about"]
        assert site.article("notes/Sub/Note/").cssselect("img")[0].get("src") == "../../../picture.png"

    def test_does_not_find_what_lies_outside_of_it_by_name(self, site: BuiltSite) -> None:
        assert site.warnings() == [warning for warning in site.notices("unresolved-link") if "'about'" in warning]

    def test_has_paths_of_its_own_in_diagnostics(self, site: BuiltSite) -> None:
        assert site.warnings()[0].startswith("Sub/Note.md:1:")


def test_exclude_docs_takes_notes_out_of_the_vault(build: BuildSite) -> None:
    site = build({"Note.md": "[[Gone]]", "Gone.md": "Words."}, exclude_docs="Gone.md")
    assert not site.has("Gone/index.html")
    assert len(site.notices("unresolved-link")) == 1


def test_drafts_are_pages_only_while_the_site_is_served(build: BuildSite) -> None:
    files = {"Note.md": "Words.", "Draft.md": "Soon. ==mark=="}
    assert not build(files, draft_docs="Draft.md").has("Draft/index.html")
    served = build(files, draft_docs="Draft.md", command="serve")
    assert served.article("Draft/").cssselect(".mkdocs-draft-marker")
    assert served.article("Draft/").cssselect("mark")


def test_of_readme_and_index_that_are_mkdocs_own_only_the_index_stays(build: BuildSite) -> None:
    site = build({"index.md": "Index.", "README.md": "Read me."}, {"leave": ["*.md"]})
    assert "Index." in site.article("").text_content()
    assert site.warnings() == ["Excluding 'README.md' from the site because it conflicts with 'index.md'."]


class TestNavigation:
    def test_leaves_out_what_is_not_in_nav(self, build: BuildSite) -> None:
        site = build({"index.md": "Home.", "Hidden.md": "Words."}, not_in_nav="Hidden.md")
        assert site.has("Hidden/index.html")
        assert "Hidden" not in site.page("").cssselect("nav.md-nav--primary")[0].text_content()

    def test_reports_notes_that_it_omits_as_the_site_says(self, build: BuildSite) -> None:
        files = {"index.md": "Home.", "Omitted.md": "Words.", "Hidden.md": "Words."}
        site = build(files, nav=["index.md"], not_in_nav="Hidden.md", validation={"omitted_files": "warn"})
        assert len(site.warnings()) == 1
        assert "Omitted.md" in site.warnings()[0]
        assert "Hidden.md" not in site.warnings()[0]

    def test_without_nav_has_every_note(self, build: BuildSite) -> None:
        site = build({"index.md": "Home.", "A/B/Deep.md": "Words."})
        assert "Deep" in site.page("").cssselect("nav.md-nav--primary")[0].text_content()
