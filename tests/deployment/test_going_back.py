from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest

from deployment.vault_site import Site, Upstream, git, problem_with, rubbish


@pytest.fixture(scope="module")
def three_versions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a vault and a site of three releases, made once; the tests work on copies."""
    folder = tmp_path_factory.mktemp("three")
    upstream = Upstream.create(folder / "upstream")
    upstream.commit({"index.md": "# Home\n"})
    site = Site.create(folder / "site", str(upstream.bare))
    for number in (1, 2, 3):
        upstream.commit({"index.md": f"# Version {number}\n"})
        site.deploy()
    return folder


@pytest.fixture
def upstream(three_versions: Path, tmp_path: Path) -> Upstream:
    shutil.copytree(three_versions / "upstream", tmp_path / "upstream", symlinks=True)
    copy = Upstream(tmp_path / "upstream")
    git(copy.tree, "remote", "set-url", "origin", str(copy.bare))
    return copy


@pytest.fixture
def three(three_versions: Path, upstream: Upstream, tmp_path: Path) -> Site:
    shutil.copytree(three_versions / "site", tmp_path / "three", symlinks=True)
    site = Site(tmp_path / "three", {"vault": {"remote": str(upstream.bare)}, "publish": {"folder": "public"}})
    site.write()
    return site


def test_a_rollback_is_quick_offline_and_stays_until_a_newer_commit(three: Site, upstream: Upstream) -> None:
    away = upstream.bare.rename(upstream.folder / "away")
    start = time.monotonic()
    assert three.run("rollback").code == 0
    assert time.monotonic() - start < 6
    assert "Version 2" in three.page("index.html")
    away.rename(upstream.bare)
    for _ in range(2):
        assert "rolled back" in three.deploy().output
    assert "Version 2" in three.page("index.html")
    upstream.commit({"index.md": "# Version 4\n"})
    three.deploy()
    assert "Version 4" in three.page("index.html")
    assert json.loads(three.run("status", "--json").output)["pinned"] is None


@pytest.mark.parametrize("by", ["name", "number", "commit"])
def test_a_release_is_found_by(three: Site, by: str) -> None:
    name = three.names()[0]
    wanted = {"name": name, "number": "1", "commit": name.split("-")[1]}[by]
    assert three.run("rollback", wanted).code == 0
    assert "Version 1" in three.page("index.html")
    assert three.run("rollback", "--unpin").code == 0
    three.deploy()
    assert "Version 3" in three.page("index.html")
    assert rubbish(three) == set()


def test_there_may_be_nothing_to_go_back_to(site: Site) -> None:
    assert site.run("rollback").code == 65
    site.deploy()
    assert "no older release" in site.run("rollback").errors
    outcome = site.run("rollback", "99")
    assert outcome.code == 65
    assert site.names()[0] in outcome.errors


@pytest.mark.parametrize("step", ["rollback-pinned", "previous-linked", "current-swapped", "rollback-swapped"])
def test_a_rollback_that_is_killed_is_done_or_finished_by_the_next_deploy(three: Site, step: str) -> None:
    assert three.run("rollback", FAULT_POINT=step).code == 137
    assert problem_with(three.current.resolve()) == ""
    three.deploy()
    assert "Version 2" in three.page("index.html")
    assert rubbish(three) == set()


def test_what_is_pinned_is_never_removed(three: Site, upstream: Upstream) -> None:
    three.run("rollback", "1")
    three.change("publish", keep=1)
    three.deploy()
    assert "Version 1" in three.page("index.html")


def test_status_and_releases_tell_how_it_stands(three: Site, upstream: Upstream) -> None:
    status = json.loads(three.run("status", "--json").output)
    assert status["commit"] == upstream.head()
    assert status["release"] == three.names()[-1]
    assert status["error"] is None
    assert 0 <= status["age_seconds"] < 60
    listed = json.loads(three.run("releases", "--json").output)
    assert [row["seq"] for row in listed] == [3, 2, 1]
    assert listed[0]["marks"] == ["current"]
    assert listed[1]["marks"] == ["previous"]
    assert three.run("releases").output.splitlines()[0] == f"{three.names()[-1]}  current"
    assert three.run("status", "--max-age", "3600").code == 0
    time.sleep(1.1)
    assert three.run("status", "--max-age", "0.5").code == 3


def test_a_failure_is_told_since_it_began_and_goes_away(site: Site, upstream: Upstream) -> None:
    site.deploy()
    away = upstream.bare.rename(upstream.folder / "away")
    site.deploy(code=75)
    first = json.loads(site.run("status", "--json").output)["error"]
    time.sleep(1.1)
    site.deploy(code=75)
    again = json.loads(site.run("status", "--json").output)["error"]
    assert again["since"] == first["since"]
    assert again["exit_code"] == 75
    assert "error      since" in site.run("status").output
    away.rename(upstream.bare)
    site.deploy()
    assert json.loads(site.run("status", "--json").output)["error"] is None


def test_a_purge_leaves_only_what_readers_see(three: Site, upstream: Upstream) -> None:
    secret = upstream.commit({"secret.md": "# once public\n"})
    three.deploy()
    git(upstream.tree, "reset", "-q", "--hard", "HEAD^")
    upstream.push()
    three.deploy()
    assert three.run("purge").code == 0
    assert len(three.names()) == 1
    assert not (three.published / "previous").is_symlink()
    mirror = three.state / "mirror.git"
    assert secret not in git(mirror, f"--git-dir={mirror}", "cat-file", "--batch-all-objects", "--batch-check")
    assert "already current" in three.deploy().output
    upstream.commit({"index.md": "# Version 5\n"})
    three.deploy()
    assert rubbish(three) == set()


@pytest.mark.parametrize("step", ["old-release-moved", "purge-moved", "purged"])
def test_a_purge_that_is_killed_harms_nothing(three: Site, step: str) -> None:
    assert three.run("purge", FAULT_POINT=step).code == 137
    assert problem_with(three.current.resolve()) == ""
    assert three.run("purge").code == 0
    assert len(three.names()) == 1
    assert rubbish(three) == set()
