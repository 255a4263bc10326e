"""The folder of the cache: private, ours, and in no site."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest

from mkdocs_vault.build.cache_folder import CacheFolderError, claim_folder, folder_that_contains

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes and owners")


def test_says_what_it_is(tmp_path: Path) -> None:
    folder = tmp_path / ".cache" / "mkdocs-vault"
    claim_folder(folder, tmp_path)
    assert (folder / ".gitignore").read_text() == "*\n"
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55\n")
    assert "may be deleted" in (folder / "README").read_text()
    assert "private" in (folder / "README").read_text()


@POSIX
def test_is_closed_to_others_also_where_it_was_open(tmp_path: Path) -> None:
    claim_folder(tmp_path / "cache", tmp_path)
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700
    (tmp_path / "cache").chmod(0o755)
    claim_folder(tmp_path / "cache", tmp_path)
    assert stat.S_IMODE((tmp_path / "cache").stat().st_mode) == 0o700


def test_git_sees_nothing_of_it(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    claim_folder(tmp_path / ".cache" / "mkdocs-vault", tmp_path)
    done = subprocess.run(["git", "-C", str(tmp_path), "status", "--porcelain", "-uall"], capture_output=True, text=True, check=True)
    assert done.stdout == ""


def test_is_not_made_of_a_folder_that_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("")
    with pytest.raises(CacheFolderError, match="holds other files"):
        claim_folder(tmp_path, tmp_path.parent)
    assert [path.name for path in tmp_path.iterdir()] == ["mkdocs.yml"]


def test_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("")
    (tmp_path / "parent").write_text("")
    with pytest.raises(CacheFolderError, match="is not a folder"):
        claim_folder(tmp_path / "cache", tmp_path)
    with pytest.raises(CacheFolderError, match="parent"):
        claim_folder(tmp_path / "parent" / "cache", tmp_path)


@POSIX
@pytest.mark.parametrize("link", [".cache", ".cache/mkdocs-vault"])
def test_is_no_link_to_somewhere_else(tmp_path: Path, link: str) -> None:
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    for path in (elsewhere, (site / link).parent):
        path.mkdir(parents=True)
    (site / link).symlink_to(elsewhere)
    with pytest.raises(CacheFolderError, match="is a symbolic link"):
        claim_folder(site / ".cache" / "mkdocs-vault", site)
    assert list(elsewhere.iterdir()) == []


@POSIX
def test_may_lie_behind_a_link_where_its_owner_says_so(tmp_path: Path) -> None:
    (tmp_path / "large").mkdir()
    (tmp_path / "disk").symlink_to(tmp_path / "large")
    claim_folder(tmp_path / "disk" / "cache", tmp_path / "site")
    assert (tmp_path / "large" / "cache" / "README").is_file()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_of_another_user_is_not_used(tmp_path: Path) -> None:
    claim_folder(tmp_path / "cache", tmp_path)
    os.chown(tmp_path / "cache", 12345, 12345)
    with pytest.raises(CacheFolderError, match="belongs to another user"):
        claim_folder(tmp_path / "cache", tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may do everything")
def test_where_nobody_may_write_there_is_none(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(CacheFolderError, match="Permission denied"):
        claim_folder(tmp_path / "cache", tmp_path)


class TestPublicFolders:
    def test_are_told_however_they_are_written(self, tmp_path: Path) -> None:
        (tmp_path / "docs").mkdir()
        (tmp_path / "also").symlink_to(tmp_path / "docs")
        docs, site = tmp_path / "docs", tmp_path / "site"
        assert folder_that_contains(tmp_path / "docs" / "a" / "b", [site, docs]) == docs
        assert folder_that_contains(tmp_path / "also" / "a", [site, docs]) == docs
        assert folder_that_contains(tmp_path / "docs", [site, docs]) == docs
        assert folder_that_contains(tmp_path / "x" / ".." / "site" / "cache", [site, docs]) == site

    def test_beside_it_are_fine(self, tmp_path: Path) -> None:
        assert folder_that_contains(tmp_path / ".cache" / "x", [tmp_path / "docs", tmp_path / "site"]) is None
        assert folder_that_contains(tmp_path / "docs2", [tmp_path / "docs"]) is None
