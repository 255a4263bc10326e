from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from deployment.vault_site import Site, Upstream, problem_with


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB; needs the right to mount."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mounting needs more rights")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("full", ["published", "state", "both"])
def test_a_full_disk_changes_nothing_and_is_told(site: Site, upstream: Upstream, small_disk: Path, full: str) -> None:
    if full in {"published", "both"}:
        site.change("publish", folder=str(small_disk / "public"))
    if full in {"state", "both"}:
        site.settings["state"] = str(small_disk / "state")
        site.write()
    site.deploy()
    published = small_disk / "public" if full != "state" else site.published
    before = (published / "current").readlink(), (published / "current").lstat().st_mtime_ns
    upstream.commit({"large.bin": os.urandom(3_500_000), "index.md": "# Large\n"})
    outcome = site.deploy(code=65)
    assert "the disk is full" in outcome.errors
    assert ((published / "current").readlink(), (published / "current").lstat().st_mtime_ns) == before
    assert problem_with((published / "current").resolve()) == ""
    assert not (published / ".work").exists()
    upstream.commit({"large.bin": None})
    if full == "published":
        site.deploy()
        assert "Large" in (published / "current" / "index.html").read_text()


@pytest.mark.parametrize("megabytes", [1, 2])
def test_a_disk_without_room_for_the_first_site(site: Site, upstream: Upstream, small_disk: Path, megabytes: int) -> None:
    subprocess.run(["mount", "-o", f"remount,size={megabytes * 100}k", str(small_disk)], check=True)
    upstream.commit({"a.bin": os.urandom(300_000)})
    site.change("publish", folder=str(small_disk / "public"))
    assert "the disk is full" in site.deploy(code=65).errors
    assert not (small_disk / "public" / "current").exists()


def test_a_read_only_disk_is_told(site: Site, upstream: Upstream, small_disk: Path) -> None:
    site.change("publish", folder=str(small_disk / "public"))
    site.deploy()
    upstream.commit({"index.md": "# New\n"})
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    assert "Read-only file system" in site.deploy(code=65).errors
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    site.deploy()
