"""Where a site's compiled notes are kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from building import write_config
from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions
from mkdocs_vault.hosts.mkdocs.plugin import VaultPlugin
from mkdocs_vault.hosts.mkdocs.site_cache import CHOSEN_FOLDER, open_note_cache

KEY = bytes(16)


def site(root: Path, **options: object) -> tuple[MkDocsConfig, VaultOptions]:
    (root / "docs").mkdir(exist_ok=True)
    config = load_config(config_file=str(write_config(root, options)))
    plugin = config.plugins["vault"]
    assert isinstance(plugin, VaultPlugin)
    return config, plugin.config


def keep(root: Path, **options: object) -> str:
    """Put a note into the site's cache; why that isn't kept."""
    cache, why_not = open_note_cache(*site(root, **options))
    with cache:
        cache.put(KEY, b"facts", b"body")
        assert cache.body(KEY) == b"body"
    return why_not


@pytest.mark.parametrize(
    ("options", "place"), [({}, ".cache/mkdocs-vault"), ({"cache": True}, ".cache/mkdocs-vault"), ({"cache": "a/b"}, "a/b")]
)
def test_beside_the_configuration_or_where_the_site_says(tmp_path: Path, options: dict[str, object], place: str) -> None:
    assert keep(tmp_path, **options) == ""
    assert len(list((tmp_path / place).glob("*.pack"))) == 1
    with open_note_cache(*site(tmp_path, **options))[0] as cache:
        assert cache.facts([KEY]) == {KEY: b"facts"}


def test_a_deployment_chooses_its_place_but_not_whether_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CHOSEN_FOLDER, str(tmp_path / "chosen"))
    assert keep(tmp_path, cache=False) == ""
    assert not (tmp_path / "chosen").exists()
    assert keep(tmp_path, cache="a/b") == ""
    assert list((tmp_path / "chosen").glob("*.pack"))
    assert not (tmp_path / "a").exists()


def test_nowhere_where_the_site_says_so(tmp_path: Path) -> None:
    assert keep(tmp_path, cache=False) == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs", "mkdocs.yml"]


@pytest.mark.parametrize("place", ["docs/cache", "site", "docs/../site/x", "docs"])
def test_never_where_a_reader_may_see_it(tmp_path: Path, place: str) -> None:
    assert "is published" in keep(tmp_path, cache=place)
    assert list((tmp_path / "docs").iterdir()) == []
    assert not (tmp_path / "site").exists()


def test_a_place_that_can_not_be_used_is_told_and_no_error(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("")
    assert str(tmp_path / ".cache") in keep(tmp_path)


def test_it_is_as_large_as_the_site_says(tmp_path: Path) -> None:
    cache, _ = open_note_cache(*site(tmp_path, cache_size=1))
    with cache:
        for number in range(30):
            cache.put(number.to_bytes(16, "big"), b"", bytes(100_000))
    assert sum(path.stat().st_size for path in (tmp_path / ".cache" / "mkdocs-vault").iterdir()) <= 1_000_000
