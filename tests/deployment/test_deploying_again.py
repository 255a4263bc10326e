"""A deploy after another one: files that are the same are shared with the last release, and no release is ever changed by it."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deployment.vault_site import Site, Upstream, problem_with, rubbish
from mkdocs_vault.build.digests import compiler_version
from mkdocs_vault.build.note_cache import NoteCache
from mkdocs_vault.build.pack_folder import open_packs
from mkdocs_vault.deployment.releases import ReleaseRecord, manifest_of, release_at, share_files

SAY_NO = ["sh", "-c", "exit 1"]
APPEND = ["sh", "-c", 'find "$VAULT_SITE" -name "*.html" -o -name "*.txt" | while read -r file; do echo more >> "$file"; done']
APPENDS_AFTER_BUILD = """
from pathlib import Path

def on_post_build(config):
    for path in Path(config.site_dir).rglob("*.html"):
        with path.open("a") as file:
            file.write("more")
"""


@pytest.fixture
def site(site: Site, upstream: Upstream) -> Site:
    configure(site)
    upstream.commit({"Notes/One.md": "# One\n\nWords.\n", "plain.txt": "as it is", "other.txt": "first"})
    return site


def configure(site: Site, more: str = "") -> None:
    config = site.folder / "mkdocs.yml"
    first = config.read_text().partition("plugins:")[0]
    config.write_text(f"{first}plugins: [vault: {{attachments: all}}]\n{more}")


def content(folder: Path) -> dict[str, bytes]:
    """All files of a release but its record."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {name: data for name, data in files.items() if name != ".release.json"}


def shared(one: Path, other: Path) -> set[str]:
    """The files that are one on the disk."""
    return {name for name in content(one) if (other / name).is_file() and (one / name).samefile(other / name)}


def clean(site: Site) -> dict[str, bytes]:
    """What a site with the same settings publishes that has never published before."""
    folder = site.folder.with_name("clean")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(site.folder, folder, ignore=shutil.ignore_patterns("public", ".vault-state"))
    other = Site(folder, site.settings, site.variables)
    other.deploy()
    return content(other.current)


def deploy_with_nothing_changed_before(site: Site) -> None:
    """A deploy that publishes what a first one would, and leaves all other releases as they were."""
    before = {name: content(site.published / "releases" / name) for name in site.names()}
    site.deploy()
    for name in set(site.names()) & before.keys():
        assert content(site.published / "releases" / name) == before[name]
        assert problem_with(site.published / "releases" / name) == ""
    assert content(site.current) == clean(site)
    assert rubbish(site) == set()


def test_what_has_not_changed_is_shared_with_the_last_release(site: Site, upstream: Upstream) -> None:
    site.deploy()
    first = site.current.resolve()
    upstream.commit({"Notes/One.md": "# One\n\nOther words.\n"})
    deploy_with_nothing_changed_before(site)
    assert {"Notes/Two/index.html", "plain.txt", "other.txt"} <= shared(first, site.current)
    assert "Notes/One/index.html" not in shared(first, site.current)
    upstream.commit({"Notes/Two.md": "# Two\n\nWords, too.\n"})
    deploy_with_nothing_changed_before(site)
    assert "plain.txt" in shared(first, site.current)


def test_an_attachment_of_the_same_size_and_second_is_another_one(site: Site, upstream: Upstream) -> None:
    at = {"GIT_COMMITTER_DATE": "2024-01-01T00:00:00Z", "GIT_AUTHOR_DATE": "2024-01-01T00:00:00Z"}
    upstream.commit({"other.txt": "third"}, **at)
    site.deploy()
    first = site.current.resolve()
    upstream.commit({"other.txt": "forth"}, **at)
    deploy_with_nothing_changed_before(site)
    assert site.page("other.txt") == "forth"
    assert "plain.txt" in shared(first, site.current)


def test_a_hook_that_changes_the_new_site_in_place_changes_no_other_release(site: Site, upstream: Upstream) -> None:
    site.deploy()
    site.change("publish", hooks={"before": [APPEND]})
    for text in ("Other words.", "Third words."):
        upstream.commit({"Notes/One.md": f"# One\n\n{text}\n"})
        deploy_with_nothing_changed_before(site)
        assert site.page("plain.txt") == "as it ismore\n"


def test_a_plugin_that_changes_finished_pages_changes_no_other_release(site: Site, upstream: Upstream) -> None:
    (site.folder / "append.py").write_text(APPENDS_AFTER_BUILD)
    configure(site, "hooks: [append.py]\n")
    site.deploy()
    first = site.current.resolve()
    upstream.commit({"Notes/One.md": "# One\n\nOther words.\n"})
    deploy_with_nothing_changed_before(site)
    assert shared(first, site.current) == set()
    assert site.page("Notes/Two/index.html").count("more") == 1


@pytest.mark.parametrize("number", [errno.EMLINK, errno.EPERM, errno.EXDEV])
def test_where_there_are_no_links_the_new_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    site, folder = tmp_path / "site", tmp_path / "1-0123456789ab-01234567"
    site.mkdir()
    (site / "a.txt").write_text("words")
    shutil.copytree(site, folder)
    manifest = manifest_of(site, ["a.txt"])
    (folder / ".release.json").write_bytes(ReleaseRecord("0123456789ab", 1, {}, "01234567", manifest).as_json())
    release = release_at(folder)
    assert release is not None
    with monkeypatch.context() as patch:
        patch.setattr(Path, "hardlink_to", lambda path, _: (_ for _ in ()).throw(OSError(number, "no", str(path))))
        assert share_files(site, manifest, release, tmp_path) == 0
    assert not (site / "a.txt").samefile(folder / "a.txt")
    assert share_files(site, manifest, release, tmp_path) == 1
    assert (site / "a.txt").samefile(folder / "a.txt")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["site", folder.name])


def refused(site: Site, upstream: Upstream) -> None:
    upstream.commit({"Notes/One.md": "# One\n\nRefused.\n", "other.txt": "never"})
    site.change("publish", hooks={"before": [SAY_NO]})
    site.deploy(code=65)
    site.change("publish", hooks={})


def refused_and_taken_back(site: Site, upstream: Upstream) -> None:
    refused(site, upstream)
    upstream.commit({"Notes/One.md": "# One\n\nWords.\n", "other.txt": "first"})


def killed_after_the_build(site: Site, upstream: Upstream) -> None:
    upstream.commit({"Notes/One.md": "# One\n\nKilled.\n", "other.txt": "never"})
    assert site.run("deploy", FAULT_POINT="built").code == 137
    upstream.commit({"other.txt": "later"})


def rolled_back(site: Site, upstream: Upstream) -> None:
    upstream.commit({"Notes/One.md": "# One\n\nSecond.\n", "other.txt": "later"})
    site.deploy()
    assert site.run("rollback").code == 0
    upstream.commit({"Notes/Two.md": "# Two\n\nThird.\n"})


def purged(site: Site, upstream: Upstream) -> None:
    rolled_back(site, upstream)
    assert site.run("purge").code == 0
    assert not (site.state / "cache").exists()


def other_settings(site: Site, upstream: Upstream) -> None:
    upstream.commit({"Notes/Two.md": "# Two\n\nThird.\n"})
    (site.folder / "theme" / "main.html").write_text("<!doctype html>new {{ page.content if page }}")


def damaged_release(site: Site, upstream: Upstream) -> None:
    page = site.current / "Notes/Two/index.html"
    before = page.stat()
    page.write_bytes(page.read_bytes().replace(b"Two", b"Owt"))
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    upstream.commit({"Notes/One.md": "# One\n\nSecond.\n"})


@pytest.mark.parametrize("happens", [refused, refused_and_taken_back, killed_after_the_build, rolled_back, purged, other_settings])
def test_a_deploy_is_right_after_what_went_before(site: Site, upstream: Upstream, happens: Callable[[Site, Upstream], None]) -> None:
    site.deploy()
    happens(site, upstream)
    deploy_with_nothing_changed_before(site)


def test_nothing_is_taken_from_a_release_that_is_not_whole(site: Site, upstream: Upstream) -> None:
    site.deploy()
    first = site.current.resolve()
    damaged_release(site, upstream)
    site.deploy()
    assert content(site.current) == clean(site)
    assert shared(first, site.current) == set()


def test_the_cache_is_for_nobody_else(site: Site) -> None:
    site.deploy(MKDOCS_VAULT_CACHE=str(site.folder / "elsewhere"), MKDOCS_VAULT_LAST_RELEASE=str(site.folder / "theme"))
    cache = site.state / "cache"
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert list(cache.glob("*.pack"))
    assert not (site.folder / "elsewhere").exists()
    assert not (site.folder / ".cache").exists()


def hostile_cache(site: Site, into: Path) -> None:
    """The cache that a deploy has left, with other bodies for the same notes."""
    shutil.copytree(site.state / "cache", into)
    packs, _ = open_packs(into, compiler_version())
    keys = [key for pack in packs for key, _ in pack.numbered_keys()]
    with NoteCache(into, compiler_version()) as cache:
        for key, facts in cache.facts(keys).items():
            cache.put(key, facts, (cache.body(key) or b"").replace(b"Words", b"<b>Hi"))


def test_a_cache_that_comes_with_a_repository_brings_no_pages(site: Site) -> None:
    site.deploy()
    hostile_cache(site, site.folder / ".cache" / "mkdocs-vault")
    shutil.copytree(site.state / "work" / "docs", site.folder / "docs")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q"], cwd=site.folder, env=site.environment(), check=True, capture_output=True
    )
    assert "<b>Hi" in (site.folder / "site" / "Notes" / "One" / "index.html").read_text(), "the cache is one that a build would use"
    shutil.rmtree(site.state)
    shutil.rmtree(site.published)
    site.deploy()
    assert "Words" in site.page("Notes/One/index.html")
    assert "<b>Hi" not in site.page("Notes/One/index.html")


def test_a_cache_that_others_could_write_to_is_thrown_away(site: Site) -> None:
    site.deploy()
    forged = site.folder / "forged"
    hostile_cache(site, forged)
    shutil.rmtree(site.state)
    shutil.rmtree(site.published)
    site.state.mkdir(mode=0o700)
    forged.rename(site.state / "cache")
    (site.state / "cache").chmod(0o755)
    site.deploy()
    assert "<b>Hi" not in site.page("Notes/One/index.html")
