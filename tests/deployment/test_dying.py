from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from deployment.onlooker import Onlooker
from deployment.vault_site import Site, Upstream, needs, problem_with, rubbish
from mkdocs_vault.deployment.steps import STEPS

OF_TARGETS = {step for step in STEPS if step.startswith("target-")} - {"target-started", "target-done"}
ELSEWHERE = {
    "mirror-rebuilt", "mirror-replaced", "rollback-pinned", "rollback-swapped", "purge-moved", "purged", "pull-fetched", "pull-merged",
}  # fmt: skip


class Readers(Onlooker):
    """Somebody who looks at the site all the time and takes note of everything that is not one whole release."""

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.looks = 0
        self._site = site

    def look(self) -> None:
        try:
            folder = os.open(self._site.current, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            self.problems.append(repr(error))
            return
        try:
            self._look_at(folder)
        except OSError as error:
            self.problems.append(repr(error))
        finally:
            os.close(folder)
        self.looks += 1

    def _look_at(self, folder: int) -> None:
        marks = set()
        for name in ("index.html", "Notes/One/index.html", "Notes/Two/index.html"):
            descriptor = os.open(name, os.O_RDONLY, dir_fd=folder)
            with os.fdopen(descriptor, "rb") as file:
                marks.add(file.read().rpartition(b"round ")[2][:6])
        if len(marks) != 1:
            self.problems.append(f"pages of several releases: {marks}")


def advance(upstream: Upstream, number: int) -> str:
    text = f"round {number:06}\n"
    return upstream.commit({"index.md": text, "Notes/One.md": text, "Notes/Two.md": text})


def is_settled(site: Site, upstream: Upstream) -> None:
    """One clean run converges and leaves no rubbish."""
    site.deploy()
    assert site.record()["commit"] == upstream.head()
    assert rubbish(site) == set()
    for name in site.names():
        assert problem_with(site.published / "releases" / name) == ""
    assert len(site.names()) <= 7


def kills(site: Site, upstream: Upstream, count: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    advance(upstream, 0)
    site.deploy()
    start = time.monotonic()
    advance(upstream, 1)
    site.deploy()
    usual = time.monotonic() - start
    with Readers(site) as readers:
        for number in range(2, count + 2):
            advance(upstream, number)
            with site.start("deploy") as child:
                time.sleep(chance.uniform(0, usual * 1.05))
                target = chance.choice([os.kill, os.killpg])
                with contextlib.suppress(ProcessLookupError):
                    target(child.pid, signal.SIGKILL)
                child.wait(30)
            assert problem_with(site.current.resolve()) == ""
            assert readers.problems == []
    assert readers.looks > count
    is_settled(site, upstream)


def test_kills_at_random_moments_are_survived(site: Site, upstream: Upstream) -> None:
    kills(site, upstream, 8, 1)


@pytest.mark.fuzz
@pytest.mark.timeout(1200)
def test_two_hundred_kills_at_random_moments_are_survived(site: Site, upstream: Upstream) -> None:
    kills(site, upstream, 200, 2)


@needs("rsync")
@pytest.mark.parametrize("first_time", [True, False])
def test_every_step_may_be_the_last(site: Site, upstream: Upstream, tmp_path: Path, first_time: bool) -> None:
    """One site goes through all of them: a few that come late in a run show that the earlier ones left nothing behind."""
    log = tmp_path / "announced"
    site.change("publish", keep=1, hooks={"before": [["true"]], "after": [["sh", "-c", f"echo $VAULT_RELEASE >> {log}"]]})
    site.change("publish", targets=[{"type": "rsync", "destination": str(tmp_path / "server")}])
    if not first_time:
        advance(upstream, 0)
        site.deploy()
        advance(upstream, 1)
        site.deploy()
    steps = [step for step in STEPS if step not in OF_TARGETS | ELSEWHERE]
    if first_time:
        steps = ["mirror-created", "fetched", "release-named", "previous-linked", "current-swapped", "state-written"]
    reached = []
    for number, step in enumerate(steps, start=2):
        head = advance(upstream, number)
        if site.run("deploy", FAULT_POINT=step).code == 137:
            reached.append(step)
        if site.current.is_symlink():
            assert problem_with(site.current.resolve()) == ""
        if step in {"release-named", "state-written", "old-release-moved"} or number % 12 == 0:
            is_settled(site, upstream)
            assert site.record()["commit"] == head
    is_settled(site, upstream)
    assert set(steps) - set(reached) <= ({"mirror-maintained"} if not first_time else set())
    assert log.read_text().split()[-1] == site.names()[-1]


@needs("strace")
def test_the_published_files_are_on_the_disk_before_their_name(site: Site, upstream: Upstream, tmp_path: Path) -> None:
    site.deploy()
    upstream.commit({"index.md": "# New\n"})
    log = tmp_path / "strace"
    calls = "trace=fsync,fdatasync,rename,renameat,renameat2,symlink,symlinkat,unlink,unlinkat"
    words = ["strace", "-y", "-qq", "-f", "-e", calls, "-e", "signal=none", "-o", str(log), *site.words("deploy")]
    assert subprocess.run(words, env=site.environment(), capture_output=True, check=False).returncode == 0
    lines = log.read_text().splitlines()
    named = next(number for number, line in enumerate(lines) if "rename" in line and "/.work/site" in line and "/releases/2-" in line)
    swapped = next(number for number, line in enumerate(lines) if "rename" in line and 'public/current"' in line)
    synced = [line for line in lines[:named] if "sync(" in line]
    for name in ("index.html", ".release.json", "Notes/One/index.html", "/.work/site>"):
        assert any(name in line for line in synced), name
    assert any("sync(" in line and "public/releases>" in line for line in lines[named:swapped])
    assert any("sync(" in line and "public>" in line for line in lines[swapped:])
    assert not any("unlink" in line and 'public/current"' in line for line in lines)
