"""The article around a note: its title, its classes, its language."""

from __future__ import annotations

from hosts.mkdocs.conftest import BuildSite


def test_it_has_the_classes_of_the_note(build: BuildSite) -> None:
    site = build({"Note.md": "---\ncssclasses: [wide, 'x\" onload=\"y']\n---\nWords."})
    article = site.page("Note/").cssselect("article")[0]
    assert "wide" in (article.get("class") or "").split()
    assert article.get("onload") is None


def test_it_has_the_language_and_direction_of_the_note(build: BuildSite) -> None:
    site = build({"Arabic.md": "---\nlang: ar\n---\nWords.", "German.md": "---\nlang: de-AT\n---\nWords.", "Other.md": "Words."})
    told = [(article.get("lang"), article.get("dir")) for name in ("Arabic", "German", "Other") for article in [site.article(f"{name}/")]]
    assert told == [("ar", "rtl"), ("de-AT", "ltr"), (None, None)]


def test_a_note_keeps_its_title_above_an_embedded_note_that_has_one(build: BuildSite) -> None:
    site = build({"Note.md": "![[Other]]", "Other.md": "# Title of the other\n\nWords."})
    assert site.article("Note/").cssselect("h1")[0].text_content() == "Note"
