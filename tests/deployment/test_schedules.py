"""The files of scheduled deploys: complete, readable for their programs, and runnable with nearly no environment."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from deployment.vault_site import PACKAGES, Site


def written(site: Site, kind: str, folder: Path) -> dict[str, str]:
    outcome = site.run("schedule", kind, "--folder", str(folder))
    assert outcome.code == 0, outcome.said
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("systemd", {"mkdocs-vault.service", "mkdocs-vault.timer", "mkdocs-vault-webhook.service"}),
        ("cron", {"mkdocs-vault.cron"}),
        ("github", {".github/workflows/publish.yml", "for-the-vault/.github/workflows/wake-site.yml"}),
        ("gitlab", {".gitlab-ci.yml"}),
        ("forgejo", {".forgejo/workflows/publish.yml"}),
    ],
)
def test_each_kind_has_its_files(site: Site, tmp_path: Path, kind: str, names: set[str]) -> None:
    assert set(written(site, kind, tmp_path / "out")) == names


@pytest.mark.parametrize("kind", ["github", "gitlab", "forgejo"])
def test_workflows_run_one_at_a_time_and_are_never_cut_off(site: Site, tmp_path: Path, kind: str) -> None:
    for name, text in written(site, kind, tmp_path / "out").items():
        workflow: dict[Any, Any] = yaml.safe_load(text)
        if kind == "gitlab":
            assert workflow["pages"]["resource_group"]
            assert workflow["pages"]["interruptible"] is False
        elif "wake" not in name:
            assert workflow["concurrency"] == {"group": "publish", "cancel-in-progress": False}
            assert workflow[True]["schedule"]


def test_nothing_is_overwritten_unasked(site: Site, tmp_path: Path) -> None:
    (tmp_path / "mkdocs-vault.cron").write_text("mine")
    assert site.run("schedule", "cron", "--folder", str(tmp_path)).code != 0
    assert (tmp_path / "mkdocs-vault.cron").read_text() == "mine"
    assert site.run("schedule", "cron", "--folder", str(tmp_path), "--force").code == 0


def test_the_line_of_cron_publishes_with_what_cron_gives(site: Site, tmp_path: Path) -> None:
    (text,) = written(site, "cron", tmp_path / "out").values()
    lines = [line for line in text.splitlines() if line.startswith("*/5 ")]
    command = lines[0].split(" ", 5)[5]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(PACKAGES)}  # an installed package needs no PYTHONPATH
    done = subprocess.run(["/bin/sh", "-c", command], cwd="/", env=environment, capture_output=True, check=False, timeout=90)
    assert done.returncode == 0, done.stderr.decode()
    assert (site.current / "index.html").exists()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here")
def test_systemd_understands_its_units(site: Site, tmp_path: Path) -> None:
    written(site, "systemd", tmp_path / "out")
    units = sorted(str(path) for path in (tmp_path / "out").iterdir())
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, check=False, env=dict(os.environ), timeout=60)
    assert b"Unknown" not in done.stderr


@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_a_cache_never_holds_the_vault(site: Site, tmp_path: Path, kind: str) -> None:
    for text in written(site, kind, tmp_path / "out").values():
        lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
        assert not [line for line in lines if "mirror.git" in line or line.strip().rstrip("/").endswith(".vault-state")]
