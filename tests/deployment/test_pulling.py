from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from deployment.git_server import Faults, GitServer
from deployment.vault_site import Site, Upstream, git


@pytest.fixture
def clone(site: Site, upstream: Upstream, tmp_path: Path) -> Path:
    upstream.commit({".gitignore": "*.local.md\nprivate/\n", "a.md": "a\n", "b.md": "b\n", "sub/c.md": "c\n"})
    folder = tmp_path / "my notes"
    git(tmp_path, "clone", "-q", str(upstream.bare), str(folder))
    site.change("vault", checkout=str(folder))
    return folder


def pull(site: Site, code: int = 0, *words: str) -> str:
    outcome = site.run("pull", *words)
    assert outcome.code == code, outcome.said
    assert "Traceback" not in outcome.said
    return outcome.said


def test_a_clone_is_brought_forward(site: Site, upstream: Upstream, clone: Path) -> None:
    upstream.commit({"a.md": "new\n", "new/d.md": "d\n", "b.md": None})
    assert "brought up to date" in pull(site)
    assert (clone / "a.md").read_text() == "new\n"
    assert (clone / "new" / "d.md").read_text() == "d\n"
    assert not (clone / "b.md").exists()
    assert git(clone, "status", "--porcelain", "--branch") == "## main...origin/main"
    assert "already current" in pull(site)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.md", "mine"), ("new.md", "mine"), ("x.local.md", "mine"), ("private/p.md", "mine"), ("folder", "a file, there a folder")],
)
def test_a_local_file_in_the_way_is_kept_and_named(site: Site, upstream: Upstream, clone: Path, name: str, content: str) -> None:
    (clone / name).parent.mkdir(exist_ok=True)
    (clone / name).write_text(content)
    git(upstream.tree, "rm", "-q", ".gitignore")
    upstream.commit({"a.md": "there\n", "new.md": "there\n", "x.local.md": "there\n", "private/p.md": "there\n", "folder/x.md": "there\n"})
    before = git(clone, "rev-parse", "HEAD")
    assert name in pull(site, 65)
    assert (clone / name).read_text() == content
    assert git(clone, "rev-parse", "HEAD") == before


def test_an_ignored_folder_in_the_way_of_a_file_is_kept(site: Site, upstream: Upstream, clone: Path) -> None:
    (clone / "private").mkdir()
    (clone / "private" / "diary.md").write_text("mine")
    upstream.tree.joinpath("private").write_text("a file\n")
    git(upstream.tree, "add", "-f", "private")
    upstream.commit()
    pull(site, 65)
    assert (clone / "private" / "diary.md").read_text() == "mine"


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_a_change_that_git_was_told_not_to_see_is_kept(site: Site, upstream: Upstream, clone: Path, flag: str) -> None:
    git(clone, "update-index", flag, "a.md")
    (clone / "a.md").write_text("mine, hidden")
    upstream.commit({"a.md": "there\n"})
    assert "a.md" in pull(site, 65)
    assert (clone / "a.md").read_text() == "mine, hidden"


def test_local_work_elsewhere_does_not_stop_a_pull(site: Site, upstream: Upstream, clone: Path) -> None:
    (clone / "b.md").write_text("mine")
    (clone / "sub" / "c.md").write_text("staged")
    git(clone, "add", "sub/c.md")
    (clone / "untracked.md").write_text("mine")
    upstream.commit({"a.md": "there\n"})
    pull(site)
    assert (clone / "b.md").read_text() == "mine"
    assert (clone / "sub" / "c.md").read_text() == "staged"
    assert git(clone, "diff", "--cached", "--name-only") == "sub/c.md"


def test_ways_that_parted_are_told_with_both_commits(site: Site, upstream: Upstream, clone: Path) -> None:
    (clone / "a.md").write_text("mine")
    git(clone, "commit", "-qam", "mine")
    mine, there = git(clone, "rev-parse", "HEAD"), upstream.commit({"b.md": "there\n"})
    said = pull(site, 65)
    assert mine[:12] in said
    assert there[:12] in said
    assert git(clone, "rev-parse", "HEAD") == mine


def test_a_clone_that_is_ahead_is_fine(site: Site, upstream: Upstream, clone: Path) -> None:
    git(clone, "commit", "-q", "--allow-empty", "-m", "mine")
    assert "is ahead" in pull(site)


def test_another_branch_is_never_left(site: Site, upstream: Upstream, clone: Path) -> None:
    upstream.commit({"a.md": "there\n"})
    git(clone, "switch", "-q", "-c", "draft")
    assert "'draft'" in pull(site, 65)
    git(clone, "switch", "-q", "--detach")
    assert "detached" in pull(site, 65)
    assert (clone / "a.md").read_text() == "a\n"


@pytest.mark.parametrize("lock", ["index.lock", "HEAD.lock", "refs/heads/main.lock"])
def test_a_lock_of_the_author_is_named_and_never_removed(site: Site, upstream: Upstream, clone: Path, lock: str) -> None:
    upstream.commit({"a.md": "there\n"})
    (clone / ".git" / lock).write_text("")
    said = pull(site, 75)
    assert lock in said
    assert "rm " in said
    assert (clone / ".git" / lock).exists()


def test_a_conflict_that_is_open_stops_a_pull(site: Site, upstream: Upstream, clone: Path) -> None:
    (clone / "a.md").write_text("mine")
    git(clone, "stash", "-q")
    (clone / "a.md").write_text("other")
    git(clone, "commit", "-qam", "x")
    git(clone, "push", "-q", "origin", "main")
    subprocess.run(["git", "stash", "pop"], cwd=clone, capture_output=True, check=False)
    git(upstream.tree, "pull", "-q", "origin", "main")
    upstream.commit({"b.md": "there\n"})
    content = (clone / "a.md").read_text()
    assert "a.md" in pull(site, 65)
    assert (clone / "a.md").read_text() == content


def test_a_merge_under_way_stops_a_pull(site: Site, upstream: Upstream, clone: Path) -> None:
    (clone / ".git" / "MERGE_HEAD").write_text(git(clone, "rev-parse", "HEAD"))
    assert "a merge is under way" in pull(site, 65)


def test_a_remote_in_trouble_changes_nothing(site: Site, server: GitServer, upstream: Upstream, clone: Path) -> None:
    site.change("vault", remote=server.url("vault.git"), deadline_seconds=5)
    upstream.commit({"a.md": "there\n"})
    for faults, code in ((Faults(status=403), 77), (Faults(cut=50), 75), (Faults(status=500), 75)):
        server.faults = faults
        pull(site, code)
    assert (clone / "a.md").read_text() == "a\n"
    server.faults = Faults()
    pull(site)


def test_what_is_no_clone_is_a_mistake_of_the_settings(site: Site, tmp_path: Path) -> None:
    assert "vault.checkout" in pull(site, 78)
    (tmp_path / "plain").mkdir()
    site.change("vault", checkout=str(tmp_path / "plain"))
    assert "not a clone" in pull(site, 78)


def test_a_hostile_history_is_not_let_into_a_clone(site: Site, upstream: Upstream, clone: Path) -> None:
    blob = upstream.blob(b"x")
    inner = git(upstream.bare, "mktree", given=f"100644 blob {blob}\tconfig\n".encode())
    head = git(upstream.bare, "rev-parse", "main")
    tree = git(upstream.bare, "hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=b"40000 .git\0" + bytes.fromhex(inner))
    commit = git(upstream.bare, "commit-tree", tree, "-p", head, "-m", "x")
    git(upstream.bare, "update-ref", "refs/heads/main", commit)
    pull(site, 65)


def test_every_so_often_until_stopped(site: Site, upstream: Upstream, clone: Path) -> None:
    with site.start("pull", "--every", "1") as child:
        time.sleep(1)
        upstream.commit({"a.md": "there\n"})
        end = time.monotonic() + 40
        while (clone / "a.md").read_text() != "there\n" and time.monotonic() < end:
            time.sleep(0.05)
        child.terminate()
        child.communicate(timeout=40)
    assert (clone / "a.md").read_text() == "there\n"
    assert child.returncode == 0


def local_bytes(clone: Path) -> set[bytes]:
    return {path.read_bytes() for path in clone.rglob("*") if path.is_file() and ".git" not in path.parts[len(clone.parts) : -1]}


def random_pulls(site: Site, upstream: Upstream, clone: Path, rounds: int, seed: int) -> None:
    """Whatever is only in the clone before a pull is there after it, however the pull ends, killed or not."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    names = ["a.md", "b.md", "sub/c.md", "n.md", "x.local.md", "private/p.md", "deep/er/e.md"]
    for number in range(rounds):
        git(clone, "reset", "-q", "--hard", "origin/main")
        only_here = set()
        for name in chance.sample(names, 3):
            content = f"mine {number} {name}\n"
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            (clone / name).write_text(content)
            only_here.add(content.encode())
            if chance.random() < 0.4:
                git(clone, "add", "-f", name)
        changes = {name: f"there {number} {name}\n" for name in chance.sample(names, 3)}
        git(upstream.tree, "add", "-A", "-f")
        for name, text in changes.items():
            (upstream.tree / name).parent.mkdir(parents=True, exist_ok=True)
            (upstream.tree / name).write_text(text)
            git(upstream.tree, "add", "-f", name)
        upstream.commit()
        with site.start("pull") as child:
            if chance.random() < 0.5:
                time.sleep(chance.uniform(0.1, 0.6))
                child.send_signal(signal.SIGKILL)
            child.communicate(timeout=60)
        time.sleep(0.1)
        assert only_here <= local_bytes(clone), changes
        assert not (clone / ".git" / "index.lock").exists()


def test_no_local_byte_is_ever_lost(site: Site, upstream: Upstream, clone: Path) -> None:
    random_pulls(site, upstream, clone, 8, 1)


@pytest.mark.fuzz
@pytest.mark.timeout(900)
def test_no_local_byte_is_ever_lost_in_two_hundred_pulls(site: Site, upstream: Upstream, clone: Path) -> None:
    random_pulls(site, upstream, clone, 200, 2)


@pytest.mark.parametrize("step", ["pull-fetched", "pull-merged"])
def test_a_pull_that_is_killed_is_done_by_the_next(site: Site, upstream: Upstream, clone: Path, step: str) -> None:
    upstream.commit({"a.md": "there\n"})
    assert site.run("pull", FAULT_POINT=step).code == 137
    pull(site)
    assert (clone / "a.md").read_text() == "there\n"
    assert os.listdir(site.state) == ["pull.lock"]  # noqa: PTH208 - names only
