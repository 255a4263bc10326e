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


BOTH_WAYS = "نص\n\nText\n\n- عنصر\n- item\n"


def turned(build: BuildSite, note: str, files: dict[str, str] | None = None, **theme: str) -> list[str]:
    """The text of each block of a note's page that is read in another direction than what is around it."""
    site = build({"Note.md": note, **(files or {})}, theme={"name": "material", "font": False, **theme})
    return [block.text_content().strip() for block in site.article("Note/").cssselect('[dir="auto"]')]


def test_blocks_turn_that_begin_in_another_direction_than_the_site(build: BuildSite) -> None:
    assert turned(build, BOTH_WAYS) == ["نص", "عنصر"]


def test_the_language_of_a_site_says_what_turns(build: BuildSite) -> None:
    assert turned(build, BOTH_WAYS, language="ar") == ["Text", "item"]


def test_the_direction_of_a_theme_comes_before_its_language(build: BuildSite) -> None:
    assert turned(build, BOTH_WAYS, language="ar", direction="ltr") == ["نص", "عنصر"]


def test_the_language_of_a_note_says_what_turns_on_its_page(build: BuildSite) -> None:
    assert turned(build, f"---\nlang: fa-IR\n---\n{BOTH_WAYS}") == ["Text", "item"]


def test_an_embedded_note_of_another_direction_says_so(build: BuildSite) -> None:
    other = f"---\nlang: he\n---\n{BOTH_WAYS}"
    site = build({"Note.md": "![[Other]] ![[Third]]", "Other.md": other, "Third.md": "Text"})
    assert [embed.get("dir") for embed in site.article("Note/").cssselect(".vault-embed-content")] == ["rtl", None]
    assert turned(build, "![[Other]]", {"Other.md": other}) == ["Text", "item"]


def test_a_theme_without_directions_is_read_from_left_to_right(build: BuildSite) -> None:
    site = build({"Note.md": f"---\nlang: ar\n---\n{BOTH_WAYS}"}, theme={"name": "mkdocs", "locale": "fa"})
    assert [block.text_content().strip() for block in site.page("Note/").cssselect('[dir="auto"]')] == ["نص", "عنصر"]
