"""What `.obsidian/app.json` says."""

from pathlib import Path

import pytest

from mkdocs_vault.vault.obsidian_settings import ObsidianSettings, read_settings


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
