"""The words of the interface: every language says everything, and a site may say it in other words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import ClassVar
from unicodedata import bidirectional

import material
import pytest
import yaml
from markupsafe import escape

from hosts.mkdocs.conftest import BuildSite
from mkdocs_vault.hosts.mkdocs.interface_text import interface_text
from mkdocs_vault.hosts.mkdocs.theme_files import theme_folder
from mkdocs_vault.note.directions import RIGHT_TO_LEFT
from mkdocs_vault.website.interface_text import FOLDER

LANGUAGES = sorted(file.stem for file in (theme_folder() / FOLDER).glob("*.yml"))
EXPECTED = {
    "ar", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "id", "it", "ja", "ko", "nl", "pl", "pt-BR", "ro", "ru", "sv",
    "tr", "uk", "vi", "zh", "zh-Hant",
}  # fmt: skip
MATERIAL = Path(material.__file__).parent / "templates" / "partials" / "languages"
SAME_EVERYWHERE = {"tags_title", "graph_title", "nav_more", "video_label", "heading_link"}
"""Keys of short words that some languages have in common with English."""


def written(language: str) -> dict[str, object]:
    texts: dict[str, object] = yaml.safe_load((theme_folder() / FOLDER / f"{language}.yml").read_text(encoding="utf-8"))
    return texts


def placeholders(text: str) -> set[str]:
    return {part.partition("}")[0] for part in text.split("{")[1:]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_keys_of_english_in_its_order(language: str) -> None:
    assert list(written(language)) == list(written("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_filled_in_with_the_same_words(language: str) -> None:
    english = written("en")
    for key, text in written(language).items():
        assert isinstance(text, str), f"{language}: {key} is not a text"
        assert placeholders(text) == placeholders(str(english[key])), f"{language}: {key}"


def test_the_languages_are_those_that_the_guide_names() -> None:
    assert set(LANGUAGES) == EXPECTED


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_nothing_is_left_in_english(language: str) -> None:
    english = written("en")
    assert not {key for key, text in written(language).items() if text == english[key] and len(str(text).split()) > 1} - SAME_EVERYWHERE


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_read_in_the_direction_that_the_theme_gives_their_language(language: str) -> None:
    right_to_left = '"direction": "rtl"' in (MATERIAL / f"{language}.html").read_text("utf-8")
    assert right_to_left == (language.partition("-")[0] in RIGHT_TO_LEFT)
    for key, text in written(language).items():
        strong = [bidirectional(letter) for letter in re.sub(r"\{.*?\}", "", str(text)) if bidirectional(letter) in {"L", "R", "AL"}]
        assert (strong[0] in {"R", "AL"}) == right_to_left, f"{language}: {key}"


@pytest.mark.parametrize(
    ("language", "file"),
    [
        ("pt", "pt-BR"), ("pt_PT", "pt-BR"), ("pt-br", "pt-BR"), ("zh-TW", "zh-Hant"), ("zh_Hant_TW", "zh-Hant"), ("zh-HK", "zh-Hant"),
        ("zh-CN", "zh"), ("ZH-HANT", "zh-Hant"), ("iw", "he"), ("es-419", "es"), ("sr-Latn", "en"),
    ],
)  # fmt: skip
def test_a_language_has_the_words_of_its_nearest_relative(language: str, file: str) -> None:
    assert interface_text(language)["copied"] == escape(str(written(file)["copied"]))


class TestLanguageOfASite:
    FILES: ClassVar[dict[str, str]] = {
        "index.md": "---\ncreated: 2024-01-31\n---\n## Part\n\nWords.[^1]\n\n[^1]: A note. [[x.canvas]]\n\n![[x.canvas]]",
        "x.canvas": "{}",
    }

    @pytest.mark.parametrize(
        ("theme", "language", "file", "direction"),
        [
            ({"language": "it"}, "it", "it", "ltr"),
            ({"locale": "it"}, "it", "it", "ltr"),
            ({"locale": "pt_BR"}, "pt", "pt-BR", "ltr"),
            ({"locale": "zh_TW"}, "zh-Hant", "zh-Hant", "ltr"),
            ({"locale": "fa"}, "fa", "fa", "rtl"),
            ({"locale": "de_AT"}, "de", "de", "ltr"),
            ({"locale": "de", "language": "he"}, "he", "he", "rtl"),
            ({}, "en", "en", "ltr"),
        ],
    )
    def test_is_that_of_every_word(self, build: BuildSite, theme: dict[str, str], language: str, file: str, direction: str) -> None:
        site = build(self.FILES, theme={"name": "material", "font": False, **theme})
        text = written(file)
        page = site.page("")
        assert (page.get("lang"), page.get("dir") or page.cssselect("body")[0].get("dir")) == (language, direction)
        assert page.cssselect("article a.headerlink")[0].get("title") == text["heading_link"]
        assert page.cssselect("a.footnote-backref")[0].get("title") == str(text["footnote_back"]).format(number=1)
        assert page.cssselect("article a.vault-file")[-1].get("title") == str(text["media_leads_to_file"]).format(kind="canvas")
        assert str(text["media_not_shown"]).format(kind="canvas") in page.cssselect(".vault-not-shown")[0].text_content()
        assert str(text["recent_title"]) in page.cssselect(".vault-nav")[0].text_content()
        assert not [message for message in site.warnings() if "locale" in message]

    def test_is_that_of_dates(self, build: BuildSite) -> None:
        site = build(self.FILES, {"properties": "none"}, theme={"name": "material", "font": False, "locale": "it"})
        assert "31 gennaio 2024" in site.page("").text_content()

    def test_counts_in_themes_that_know_no_other_setting(self, build: BuildSite) -> None:
        site = build(self.FILES, theme={"name": "mkdocs", "locale": "it"})
        assert site.page("").cssselect("a.headerlink")[0].get("title") == written("it")["heading_link"]


def test_a_region_speaks_its_language() -> None:
    assert interface_text("de-AT") == interface_text("de_AT") == interface_text("de") != interface_text("en")


@pytest.mark.parametrize("language", ["", "tlh", "../../secret", "de/../fr"])
def test_what_nobody_has_translated_is_english(language: str) -> None:
    assert interface_text(language) == interface_text("en")


def test_a_site_has_its_own_words_and_languages(tmp_path: Path) -> None:
    folder = tmp_path / FOLDER
    folder.mkdir()
    (folder / "tlh.yml").write_text("copied: rar\n")
    (folder / "en.yml").write_text("copied: Copied & done\n")
    assert interface_text("tlh", [str(tmp_path)])["copied"] == "rar"
    assert interface_text("en", [str(tmp_path)])["copied"] == "Copied &amp; done"
    assert interface_text("de", [str(tmp_path)])["copied"] == interface_text("de")["copied"]


def test_the_files_are_no_part_of_the_site(build: BuildSite) -> None:
    site = build({"Note.md": "[Words](<interface-text/of the vault.yml>).", "interface-text/of the vault.yml": "a: b"})
    assert {path for path in site.files() if path.startswith(FOLDER)} == {"interface-text/of the vault.yml"}
