"""The words of the interface: every language says everything, and a site may say it in other words."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from hosts.mkdocs.conftest import BuildSite
from mkdocs_vault.hosts.mkdocs.interface_text import interface_text
from mkdocs_vault.hosts.mkdocs.theme_files import theme_folder
from mkdocs_vault.website.interface_text import FOLDER

LANGUAGES = ("en", "de", "fr", "es", "zh", "ja", "ar")


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
    site = build({"Note.md": "Words.", "interface-text/of the vault.yml": "a: b"})
    assert {path for path in site.files() if path.startswith(FOLDER)} == {"interface-text/of the vault.yml"}
