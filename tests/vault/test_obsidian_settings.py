"""What the files in `.obsidian` say."""

import json
from pathlib import Path

import pytest

from mkdocs_vault.vault.excluded_files import excluded_files
from mkdocs_vault.vault.obsidian_settings import ObsidianSettings, read_settings
from mkdocs_vault.vault.paths import VaultPath


def settings_of(root: Path, text: str) -> tuple[ObsidianSettings, list[str]]:
    (root / ".obsidian").mkdir(exist_ok=True)
    (root / ".obsidian" / "app.json").write_text(text, encoding="utf-8")
    settings, diagnostics = read_settings(root)
    return settings, [str(diagnostic) for diagnostic in diagnostics]


def test_a_vault_without_settings_has_the_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path) == (ObsidianSettings(), ())
    assert not ObsidianSettings().strict_line_breaks


def test_settings_are_read(tmp_path: Path) -> None:
    text = '\ufeff{"newLinkFormat": "relative", "strictLineBreaks": true, "vimMode": 1}'
    assert settings_of(tmp_path, text) == (ObsidianSettings(strict_line_breaks=True), [])


def test_a_setting_that_can_not_be_used_is_said_and_has_its_default(tmp_path: Path) -> None:
    found, (message,) = settings_of(tmp_path, '{"newLinkFormat": "odd", "strictLineBreaks": "yes"}')
    assert found == ObsidianSettings()
    assert message.startswith(".obsidian/app.json:1:1: ")
    assert message.endswith("'strictLineBreaks' [settings-unreadable]")


@pytest.mark.parametrize(
    "text", ["{", "[]", "null", "[" * 100_000, '{"a": ' * 50_000, " " * 2_000_000, '{"strictLineBreaks": ' + "9" * 5000 + "}"]
)
def test_broken_settings_are_said_and_the_defaults_count(tmp_path: Path, text: str) -> None:
    found, messages = settings_of(tmp_path, text)
    assert found == ObsidianSettings()
    assert len(messages) == 1


def test_settings_that_are_a_folder_are_said(tmp_path: Path) -> None:
    (tmp_path / ".obsidian" / "app.json").mkdir(parents=True)
    assert read_settings(tmp_path)[0] == ObsidianSettings()
    assert len(read_settings(tmp_path)[1]) == 1


@pytest.mark.parametrize(
    ("written", "path", "is_excluded"),
    [
        ("Archive/", "archive/Old.md", True), ("Archive/", "New/Archive/Old.md", False), ("a", "Apple.md", True), ("", "a.md", False),
        ("/\\.excalidraw\\.md$/", "x/Draw.Excalidraw.md", True), ("/^Daily\\/.*/", "Daily/x.md", True),
        ("/^Daily\\/.*/", "My/Daily/x.md", False), ("Caf\u00e9", "Cafe\u0301/x.md", True), ("/", "x.md", False),
    ],
)  # fmt: skip
def test_excluded_files_are_beginnings_of_paths_or_expressions(written: str, path: str, is_excluded: bool) -> None:
    assert excluded_files([written]).holds(VaultPath(path)) is is_excluded


@pytest.mark.parametrize("written", ["/(a+)+b/", "/(/", "/.*.*.*.*x/", r"/(a)\1/", f"/{'a' * 300}/", "/(a|a)*b/"])
def test_a_filter_that_might_take_for_ever_is_said_and_excludes_nothing(tmp_path: Path, written: str) -> None:
    settings, (message,) = settings_of(tmp_path, json.dumps({"userIgnoreFilters": [written, "B/"]}))
    assert "[settings-unreadable]" in message
    assert settings.excluded_files.holds(VaultPath("b/x.md"))
    assert not settings.excluded_files.holds(VaultPath("aab.md"))


def test_no_filter_may_be_written_as_null(tmp_path: Path) -> None:
    assert settings_of(tmp_path, '{"userIgnoreFilters": null}') == (ObsidianSettings(), [])


@pytest.mark.parametrize("folder", ["", "/", ".", 3, None])
def test_the_vault_itself_is_no_folder_of_templates(tmp_path: Path, folder: object) -> None:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / ".obsidian" / "templates.json").write_text(json.dumps({"folder": folder}))
    assert read_settings(tmp_path) == (ObsidianSettings(), ())


def test_broken_settings_of_templates_are_said(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / ".obsidian" / "templates.json").write_text("{")
    settings, (diagnostic,) = read_settings(tmp_path)
    assert settings == ObsidianSettings()
    assert str(diagnostic).startswith(".obsidian/templates.json:1:1: ")
