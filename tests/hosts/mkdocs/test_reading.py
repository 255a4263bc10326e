"""What stands around a note's text: properties, dates, other names, the notes that refer to it, what is related."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import lxml.html
import pytest

from building import BuiltSite
from hosts.mkdocs.conftest import BuildSite

PROPERTIES = """---
tags: [bread, bread/rye]
aliases: [Loaf, old/address]
created: 2024-03-01
due: 2024-05-06T10:30:00
rating: 4.5
done: true
tried: false
source: https://example.org/a?b=c&d
unsafe: "javascript:alert(1)"
related: "[[Flour#Kinds|kinds]]"
gone: "[[Nowhere]]"
ingredients: [Water, "[[Flour]]", <b>]
empty:
none: []
nested: {a: 1}
cssclasses: [wide]
publish: true
Author: Jane
---
Words.
"""


def _values(site: BuiltSite, address: str = "Note/") -> dict[str, str]:
    """The properties of a page: names and values as HTML."""
    rows = site.article(address).cssselect(".vault-properties .vault-property")
    return {row.cssselect("dt")[0].text_content(): _inner(row.cssselect("dd")[0]) for row in rows}


def _inner(element: lxml.html.HtmlElement) -> str:
    html = str(lxml.html.tostring(element, encoding="unicode")).strip()
    return html.removeprefix("<dd>").removesuffix("</dd>").removeprefix("<bdi>").removesuffix("</bdi>")


def _texts(site: BuiltSite, selector: str, address: str = "Note/") -> list[str]:
    return [" ".join(element.text_content().split()) for element in site.article(address).cssselect(selector)]


def test_properties_are_shown_with_their_types(build: BuildSite) -> None:
    site = build({"Note.md": PROPERTIES, "Flour.md": "# Kinds"})
    assert _values(site) == {
        "tags": '<a class="vault-tag" href="../tags/bread/">#bread</a> <a class="vault-tag" href="../tags/bread/rye/">#bread/rye</a>',
        "aliases": '<ul class="vault-values"><li dir="auto">Loaf</li></ul>',
        "created": '<time datetime="2024-03-01">March 1, 2024</time>',
        "due": '<time datetime="2024-05-06T10:30:00">May 6, 2024, 10:30\u202fAM</time>',
        "rating": "4.5",
        "done": '<input type="checkbox" disabled checked aria-label="done">',
        "tried": '<input type="checkbox" disabled aria-label="tried">',
        "source": '<a href="https://example.org/a?b=c&amp;d">example.org/a?b=c&amp;d</a>',
        "unsafe": "javascript:alert(1)",
        "related": '<a class="vault-link" href="../Flour/#kinds">kinds</a>',
        "gone": '<span class="vault-unresolved">Nowhere</span>',
        "ingredients": '<ul class="vault-values"><li dir="auto">Water</li>'
        '<li dir="auto"><a class="vault-link" href="../Flour/">Flour</a></li><li dir="auto">&lt;b&gt;</li></ul>',
        "nested": '<code>{"a": 1}</code>',
        "Author": "Jane",
    }


def test_properties_are_folded_away_on_request(build: BuildSite) -> None:
    site = build({"Note.md": PROPERTIES})
    assert site.article("Note/").cssselect("details.vault-properties[open]")
    assert not _texts(site, ".vault-facts, .vault-tags")
    folded = build({"Note.md": PROPERTIES}, {"properties": "folded"})
    assert folded.article("Note/").cssselect("details.vault-properties:not([open])")
    assert _texts(folded, ".vault-facts > span") == ["Also known as Loaf", "Created March 1, 2024"]
    assert _texts(folded, ".vault-tags .vault-tag") == ["bread", "bread/rye"]


def test_properties_are_hidden_on_request(build: BuildSite) -> None:
    hidden = build({"Note.md": PROPERTIES}, {"hidden_properties": ["RATING", "author", "aliases"]})
    assert not {"rating", "Author", "aliases"} & set(_values(hidden))
    assert "done" in _values(hidden)
    assert not _values(build({"Note.md": PROPERTIES}, {"properties": "none"}))


def test_a_note_without_properties_has_no_box_for_them(build: BuildSite) -> None:
    site = build({"Note.md": "Words.", "Other.md": "---\npublish: true\ncssclasses: x\n---\nWords."})
    assert not [address for address in ("Note/", "Other/") if site.article(address).cssselect(".vault-properties")]


def test_properties_stand_below_the_title(build: BuildSite) -> None:
    site = build({"Note.md": "---\nrating: 1\n---\n# Its title\n\nWords."})
    tags = [element.tag for element in site.article("Note/") if element.tag in {"h1", "details", "p"}]
    assert tags[:3] == ["h1", "details", "p"]


def test_backlinks_are_grouped_by_note_in_the_order_of_titles(build: BuildSite) -> None:
    site = build({"Note.md": "", "N 10.md": "Ten [[Note]].", "N 9.md": "# Part\n\nNine [[Note|it]].\n\nAgain [[Note]]."})
    assert _texts(site, ".vault-backlinks .vault-reference > a") == ["N 10", "Part"]
    assert _texts(site, ".vault-backlinks li li") == ["Ten Note.", "Nine it.", "Again Note."]
    assert _texts(site, ".vault-backlinks mark") == ["Note", "it", "Note"]
    assert _texts(site, ".vault-backlinks h2") == ["Links to this note 3"]
    links = [link.get("href") for link in site.article("Note/").cssselect(".vault-backlinks a")]
    assert links == ["../N%2010/", "../N%2010/", "../N%209/", "../N%209/#part", "../N%209/#part"]


def test_mentions_are_shown_on_request(build: BuildSite) -> None:
    files = {"Target.md": "", "a.md": "A target is named.", "b.md": "[[Target]]"}
    assert not _texts(build(files), ".vault-mentions", "Target/")
    assert _texts(build(files, {"mentions": True}), ".vault-mentions li li", "Target/") == ["A target is named."]
    assert not _texts(build(files, {"backlinks": False}), ".vault-backlinks", "Target/")


def test_the_html_holds_ten_notes_and_files_beside_it_the_rest(build: BuildSite) -> None:
    notes = {f"n/{number:03}.md": f"<i>Words</i> of [[Note]] in {number}." for number in range(230)}
    site = build({"Note.md": "", **notes})
    (button,) = site.article("Note/").cssselect(".vault-backlinks button.vault-more")
    assert len(site.article("Note/").cssselect(".vault-reference")) == 10
    assert button.text_content().strip() == "Show more (220)"
    first = json.loads(site.text(f"Note/{button.get('data-source')}"))
    assert (first["from"], first["items"].count('class="vault-reference"'), first["left"]) == (10, 100, 120)
    assert "<i>" not in first["items"]
    folder = Path(site.folder, "Note", str(button.get("data-source"))).parent
    second = json.loads((folder / first["next"]).read_text("utf-8"))
    third = json.loads((folder / second["next"]).read_text("utf-8"))
    assert (third["items"].count('class="vault-reference"'), third["next"], third["left"]) == (20, "", 0)


def test_sentences_that_are_not_on_the_page_are_in_the_file(build: BuildSite) -> None:
    site = build({"Note.md": "", "a.md": "[[Note]].\n\n" * 7})
    (button,) = site.article("Note/").cssselect(".vault-backlinks .vault-more")
    assert len(_texts(site, ".vault-backlinks li li")) == 3
    assert button.text_content().strip() == "Show more (4)"
    rest = json.loads(site.text(f"Note/{button.get('data-source')}"))
    assert (rest["from"], rest["items"].count("<mark>")) == (0, 7)


def test_long_names_and_sentences_in_any_script_take_no_more_room(build: BuildSite) -> None:
    name = "長い名前" * 12
    notes = {f"{number} {name}.md": ("とても長い文" * 40 + "[[Note]]" + "まだ終わらない" * 40 + "\n\n") * 3 for number in range(12)}
    article = build({"Note.md": "", **notes}).article("Note/")
    assert 0 < sum(len(lxml.html.tostring(section, encoding="utf-8")) for section in article.cssselect(".vault-around")) < 10_000


def test_what_stands_around_a_note_is_no_longer_with_many_links_than_with_some(build: BuildSite) -> None:
    lengths = []
    for count in (20, 60):
        notes = {f"n/{number:03}.md": "[[Note]]. #tag\n\n" * 30 for number in range(count)}
        article = build({"Note.md": "#tag", **notes}, {"mentions": True}).article("Note/")
        lengths.append(sum(len(_inner(section)) for section in article.cssselect(".vault-around")))
    assert lengths[1] < lengths[0] + 20


def test_related_notes_are_links(build: BuildSite) -> None:
    site = build({"Note.md": "#one", "Near.md": "#one", "Far.md": "#two"})
    assert [link.get("href") for link in site.article("Note/").cssselect(".vault-related a")] == ["../Near/"]
    assert not _texts(build({"Note.md": "#one", "Near.md": "#one"}, {"related_notes": 0}), ".vault-related")


def test_private_notes_are_in_nothing(build: BuildSite) -> None:
    hidden = "---\npublish: false\ntags: [one]\n---\nThe Note is hidden. [[Note]]"
    site = build({"Note.md": "#one", "Secret.md": hidden}, {"mentions": True})
    assert "Secret" not in site.text("Note/index.html")
    assert not _texts(site, ".vault-around")


def test_a_vault_outside_of_git_has_the_dates_of_its_properties_alone(build: BuildSite) -> None:
    site = build({"Note.md": "Words.", "Dated.md": "---\ncreated: 2024-01-02\nupdated: 2024-02-03\n---\n"}, {"properties": "folded"})
    assert _texts(site, ".vault-facts") == []
    assert _texts(site, ".vault-facts time", "Dated/") == ["January 2, 2024", "February 3, 2024"]


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_git_tells_the_dates_that_a_note_does_not(build: BuildSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def git(*arguments: str, day: int = 1) -> None:
        moment = f"2023-05-{day:02}T12:00:00+00:00"
        who = {f"GIT_{role}_{what}": "x@y.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment} | who
        subprocess.run(["git", *arguments], cwd=tmp_path / "docs", env=environment, check=True, capture_output=True)

    files = {"Note.md": "one", "Own.md": "---\ncreated: 2020-01-02\n---\nWords."}
    build(files)
    git("init", "-q")
    for day in (3, 8):
        (tmp_path / "docs" / "Note.md").write_text(f"text {day}")
        git("add", "-A")
        git("commit", "-qm", "x", day=day)
    site = build({"Own.md": files["Own.md"]}, {"properties": "none"})
    assert _texts(site, ".vault-facts time") == ["May 3, 2023", "May 8, 2023"]
    assert _texts(site, ".vault-facts time", "Own/") == ["January 2, 2020", "May 3, 2023"]
    listed = site.article("recent/").cssselect(".vault-list__aside")
    assert [item.text_content() for item in listed] == ["2023-05-08", "2023-05-03"]
    assert _texts(build({}, {"git_dates": False}), ".vault-facts") == []

    (tmp_path / "docs" / ".git").rename(tmp_path / "mirror")
    assert _texts(build({}), ".vault-facts time") == []
    monkeypatch.setenv("MKDOCS_VAULT_GIT_DIR", str(tmp_path / "mirror"))
    monkeypatch.setenv("MKDOCS_VAULT_COMMIT", "HEAD")
    assert _texts(build({}), ".vault-facts time") == ["May 3, 2023", "May 8, 2023"]


def test_a_note_that_changes_changes_the_backlinks_of_others(build: BuildSite) -> None:
    build({"Note.md": "", "a.md": "Old words, [[Note]]."}, command="serve")
    site = build({"a.md": "New words, [[Note]]."}, command="serve")
    assert _texts(site, ".vault-backlinks li li") == ["New words, Note."]


def test_previews_can_be_left_out(build: BuildSite) -> None:
    assert build({"Note.md": ""}).page("Note/").cssselect(".vault-previews")
    assert not build({"Note.md": ""}, {"previews": False}).page("Note/").cssselect(".vault-previews")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_one_line_says_how_to_get_the_dates_that_a_shallow_clone_lacks(build: BuildSite, tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    origin.mkdir()
    names = {f"GIT_{who}_{what}": "x@y.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}

    def git(*arguments: str, folder: Path = origin) -> None:
        environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)} | names
        subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)

    git("init", "-q")
    (origin / "mkdocs.yml").write_text("")
    for name, text in {"A.md": "one", "B.md": "two", "Dated.md": "---\ncreated: 2024-05-01\n---\n"}.items():
        (origin / name).write_text(text)
        git("add", "-A")
        git("commit", "-qm", "x")
    (origin / "B.md").write_text("three")
    git("commit", "-qam", "x")
    git("clone", "-q", "--depth", "2", origin.as_uri(), "docs", folder=tmp_path)
    site = build({})
    (line,) = site.notices("dates-unknown")
    assert line.startswith("mkdocs.yml:1:1: this is a shallow clone")
    assert "notes without a date: '1'" in line
    assert "git fetch --unshallow" in line
    assert build({}, {"git_dates": False}).notices("dates-unknown") == []
    git("fetch", "-q", "--unshallow", folder=tmp_path / "docs")
    assert build({}).notices("dates-unknown") == []
