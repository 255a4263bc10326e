from __future__ import annotations

import socket
import subprocess
import threading
import time
from pathlib import Path

import pytest

from deployment.git_server import Faults, GitServer
from deployment.vault_site import Site, Upstream, git, git_variables, rubbish


@pytest.fixture
def ready(http_site: Site, upstream: Upstream) -> Site:
    """A published site, and something new upstream that is large enough to be cut."""
    http_site.change("vault", deadline_seconds=20)
    http_site.deploy()
    upstream.commit({"index.md": "# New\n", "big.bin": bytes(range(256)) * 200})
    return http_site


FAULTS = [
    (Faults(status=401), 77), (Faults(status=403), 77), (Faults(status=404), 77), (Faults(status=429), 75), (Faults(status=500), 75),
    (Faults(status=503), 75), (Faults(cut=0), 75), (Faults(cut=100), 75), (Faults(cut=900), 75), (Faults(flip=300), 75),
    (Faults(reset=True), 75),
]  # fmt: skip


def test_a_fault_of_the_remote_moves_nothing(ready: Site, server: GitServer, upstream: Upstream) -> None:
    for number, (faults, code) in enumerate(FAULTS):
        upstream.commit({"index.md": f"# New {number}\n", "big.bin": bytes((n * n + number) % 256 for n in range(50_000))})
        before = ready.still()
        server.faults = faults
        start = time.monotonic()
        outcome = ready.deploy(code=code)
        assert time.monotonic() - start < 60, faults
        assert server.url("vault.git") in outcome.errors
        assert ready.still() == before, faults
        assert rubbish(ready) == set(), faults
        server.faults = Faults()
    ready.deploy()
    assert f"New {number}" in ready.page("index.html")
    git(ready.state / "mirror.git", f"--git-dir={ready.state / 'mirror.git'}", "fsck", "--full")


@pytest.mark.parametrize("stage", ["advertisement", "pack"])
def test_a_silent_remote_is_left_at_the_deadline(ready: Site, server: GitServer, stage: str) -> None:
    ready.change("vault", deadline_seconds=2)
    before = ready.still()
    server.faults = Faults(stall=stage)
    start = time.monotonic()
    with ready.start("deploy") as child:
        _, errors = child.communicate(timeout=60)
    assert child.returncode == 75
    assert time.monotonic() - start < 20
    assert b"can't be reached" in errors
    assert ready.still() == before
    assert left_over(ready) == []


def left_over(site: Site) -> list[str]:
    """Programs that still run and have to do with a site."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(site.folder) in words:
            found.append(words)
    return found


@pytest.mark.parametrize("whole_group", [False, True])
def test_a_killed_run_leaves_no_program_behind(ready: Site, server: GitServer, whole_group: bool) -> None:
    server.faults = Faults(stall="pack")
    with ready.start("deploy") as child:
        while not any("fetch" in words for words in left_over(ready)):
            time.sleep(0.02)
        subprocess.run(["kill", "-KILL", "--", f"-{child.pid}" if whole_group else str(child.pid)], check=True)
        child.wait(30)
    end = time.monotonic() + 20
    while left_over(ready) and time.monotonic() < end:
        time.sleep(0.02)
    assert left_over(ready) == []
    server.faults = Faults()
    ready.deploy()
    assert rubbish(ready) == set()


def test_a_fault_that_passes_is_not_even_noticed(ready: Site, server: GitServer) -> None:
    server.faults = Faults(status=503, first_only=True)
    ready.deploy()


@pytest.mark.parametrize("status", [401, 403, 404, 429])
def test_a_refusal_is_not_asked_again(ready: Site, server: GitServer, status: int) -> None:
    server.hits.clear()
    server.faults = Faults(status=status)
    ready.deploy(code=75 if status == 429 else 77)
    assert len(server.hits) <= 2  # git itself asks a second time after 401


def test_nobody_listens(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    site.change("vault", remote=f"http://127.0.0.1:{port}/x.git", deadline_seconds=5)
    assert "can't be reached" in site.deploy(code=75).errors


def test_no_name_and_no_certificate(site: Site, server: GitServer) -> None:
    site.change("vault", remote="https://no-such-host.invalid/x.git", deadline_seconds=5)
    site.deploy(code=75)
    site.change("vault", remote=f"https://127.0.0.1:{server.port}/x.git")
    site.deploy(code=75)


def test_a_server_that_says_nothing_over_git_protocol(site: Site) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=lambda: [listener.accept(), threading.Event().wait(60)], daemon=True).start()
    site.change("vault", remote=f"git://127.0.0.1:{listener.getsockname()[1]}/x", deadline_seconds=2)
    start = time.monotonic()
    site.deploy(code=75)
    assert time.monotonic() - start < 20
    listener.close()


def test_a_missing_path_an_empty_repository_and_a_missing_branch(site: Site, tmp_path: Path) -> None:
    site.change("vault", remote=str(tmp_path / "nowhere.git"))
    site.deploy(code=75)
    git(tmp_path, "init", "-q", "--bare", str(tmp_path / "empty.git"))
    site.change("vault", remote=str(tmp_path / "empty.git"))
    assert "is empty" in site.deploy(code=75).errors
    site.change("vault", branch="main")
    assert "is empty" in site.deploy(code=75).errors


def test_a_deleted_branch_holds_the_last_release(site: Site, upstream: Upstream) -> None:
    site.change("vault", branch="main")
    site.deploy()
    before = site.still()
    git(upstream.bare, "branch", "-m", "main", "trunk")
    outcome = site.deploy(code=75)
    assert "no branch 'main'" in outcome.errors
    assert "trunk" in outcome.errors
    assert site.still() == before


def test_a_renamed_default_branch_is_followed(site: Site, upstream: Upstream) -> None:
    site.deploy()
    git(upstream.tree, "checkout", "-q", "-b", "trunk")
    upstream.commit({"index.md": "# Trunk\n"})
    git(upstream.bare, "symbolic-ref", "HEAD", "refs/heads/trunk")
    git(upstream.bare, "branch", "-D", "main")
    site.deploy()
    assert "Trunk" in site.page("index.html")


def test_a_default_branch_that_is_not_there(site: Site, upstream: Upstream) -> None:
    site.deploy()
    git(upstream.bare, "symbolic-ref", "HEAD", "refs/heads/nothing")
    site.deploy(code=75)


def test_forced_pushes_forward_and_back_and_without_a_common_past(site: Site, upstream: Upstream) -> None:
    first = upstream.head()
    upstream.commit({"index.md": "# Two\n"})
    site.deploy()
    git(upstream.tree, "reset", "-q", "--hard", first)
    upstream.push()
    site.deploy()
    assert "Home" in site.page("index.html")
    git(upstream.tree, "checkout", "-q", "--orphan", "fresh")
    git(upstream.tree, "commit", "-q", "-m", "orphan")
    git(upstream.tree, "push", "-q", "--force", "origin", "HEAD:main")
    site.deploy()
    assert site.record()["seq"] == 3


def test_a_branch_that_is_no_commit(site: Site, upstream: Upstream) -> None:
    site.deploy()
    before = site.still()
    tree = git(upstream.bare, "rev-parse", "main^{tree}")
    (upstream.bare / "refs" / "heads" / "main").write_text(f"{tree}\n")
    site.deploy(code=75)
    assert site.still() == before


def test_a_tag_of_the_same_name_is_not_the_branch(site: Site, upstream: Upstream) -> None:
    git(upstream.tree, "tag", "main", "HEAD")
    git(upstream.tree, "push", "-q", "origin", "refs/tags/main")
    upstream.tree.joinpath("index.md").write_text("# Newer\n")
    git(upstream.tree, "commit", "-qam", "x")
    git(upstream.tree, "push", "-q", "origin", "HEAD:refs/heads/main")
    site.change("vault", branch="main")
    site.deploy()
    assert "Newer" in site.page("index.html")


def test_a_shallow_remote_is_told(site: Site, upstream: Upstream, tmp_path: Path) -> None:
    upstream.commit({"index.md": "# Two\n"})
    git(tmp_path, "clone", "-q", "--bare", "--depth=1", f"file://{upstream.bare}", str(tmp_path / "shallow.git"))
    site.change("vault", remote=str(tmp_path / "shallow.git"))
    assert "only the newest part of its history" in site.deploy().errors


def test_git_protocol_on_this_machine(site: Site, upstream: Upstream) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ["git", "daemon", "--listen=127.0.0.1", f"--port={port}", "--export-all", f"--base-path={upstream.folder}", "--reuseaddr"]
    with subprocess.Popen(words, env=git_variables(), stderr=subprocess.DEVNULL) as daemon:
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.02)
            site.change("vault", remote=f"git://127.0.0.1:{port}/vault.git")
            site.deploy()
        finally:
            daemon.terminate()


def test_ssh_gets_its_arguments_and_its_refusals_are_understood(site: Site, upstream: Upstream, tmp_path: Path) -> None:
    fake = tmp_path / "bin" / "ssh"
    fake.parent.mkdir()
    fails = '[ -n "$FAKE_SSH" ] && { echo "$FAKE_SSH" >&2; exit 255; }'
    fake.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/words\n{fails}\nfor last; do :; done\nexec sh -c "$last"\n')
    fake.chmod(0o755)
    path = f"{fake.parent}:/usr/bin:/bin"
    key = tmp_path / "key"
    key.write_text("k")
    site.change("vault", remote=f"git@host.invalid:{upstream.bare}", ssh_key_file=str(key))
    site.deploy(PATH=path)
    words = (tmp_path / "words").read_text()
    assert "-oBatchMode=yes" in words
    assert "-oStrictHostKeyChecking=yes" in words
    assert f"-oIdentityFile={key}" in words
    site.deploy(code=77, PATH=path, FAKE_SSH="Host key verification failed.")
    site.deploy(code=77, PATH=path, FAKE_SSH="git@host.invalid: Permission denied (publickey).")
    site.deploy(code=75, PATH=path, FAKE_SSH="ssh: connect to host host.invalid port 22: Connection timed out")
    key.unlink()
    assert "vault.ssh_key_file" in site.deploy(code=78, PATH=path).errors
