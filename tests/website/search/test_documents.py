"""A page as a document of the search."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_vault.website.search.documents import SearchDocument, primary_language, weight_of

PAGE = SearchDocument("Note/", "en", "A <title>", "<p>Words.</p>", ("Other",), ("Kitchen/Oven",), ("Some", "folder"))


def test_a_document_says_what_its_page_is_and_keeps_its_body() -> None:
    html = PAGE.html()
    assert '"title[content]" content="A &lt;title&gt;"' in html
    assert '"path[content]" content="Some / folder"' in html
    assert "<p>Words.</p>" in html


def test_a_tag_is_found_under_those_above_it_too() -> None:
    assert 'content="kitchen"' in PAGE.html()
    assert 'content="kitchen/oven"' in PAGE.html()


@pytest.mark.parametrize("change", [{"title": "B"}, {"body": "<p>Others.</p>"}, {"aliases": ()}, {"tags": ()}, {"folders": ()}])
def test_whatever_is_shown_or_found_changes_the_digest(change: dict[str, object]) -> None:
    assert replace(PAGE, **change).digest != PAGE.digest  # type: ignore[arg-type] # its own fields


def test_markup_weighs_nothing_and_lines_without_spaces_more() -> None:
    assert weight_of("<p class='long'>four</p>", "en") == weight_of("four", "en")
    assert weight_of("四字四字", "zh") > weight_of("four", "en")
    assert weight_of("", "en") > 0


@pytest.mark.parametrize(
    ("codes", "language"),
    [(("pt-BR",), "pt"), (("zh_Hant",), "zh"), ((None, "de-AT"), "de"), (("english", "fr"), "fr"), ((), "en"), ((None, ""), "en")],
)
def test_the_first_language_code_counts(codes: tuple[object, ...], language: str) -> None:
    assert primary_language(*codes) == language
