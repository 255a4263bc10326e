"""Every command that the guide shows works as it is shown."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deployment.vault_site import Site, Upstream, git

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted((ROOT / "docs" / "Deploying").glob("*.md")), ROOT / "README.md"]
SHELL = re.compile(r"^```sh[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
OURS = "mkdocs-vault "
TESTED_ELSEWHERE = {"webhook": "it serves until it is stopped", "check": "it belongs to the plugin", "headers": "it reads a built site"}


def commands() -> Iterator[tuple[str, list[str]]]:
    for page in PAGES:
        for block in SHELL.findall(page.read_text(encoding="utf-8")):
            for line in block.splitlines():
                words = shlex.split(line, comments=True)
                if line.startswith(OURS) and words[1] not in TESTED_ELSEWHERE:
                    yield f"{page.stem}: {line}", words[1:]


SHOWN = dict(commands())


def test_the_guide_shows_the_commands() -> None:
    assert {words[0] for words in SHOWN.values()} >= {"deploy", "pull", "status", "rollback", "releases", "purge", "schedule"}


@pytest.mark.parametrize("words", SHOWN.values(), ids=SHOWN.keys())
def test_a_command_works_as_shown(site: Site, upstream: Upstream, tmp_path: Path, words: list[str]) -> None:
    git(tmp_path, "clone", "-q", str(upstream.bare), "mine")
    site.change("vault", checkout=str(tmp_path / "mine"))
    if words[0] not in {"deploy", "schedule", "pull"}:
        site.deploy()
        upstream.commit({"More.md": "# More\n"})
        site.deploy()
    command = [sys.executable, "-m", "mkdocs_vault.command_line", *words]
    done = subprocess.run(command, cwd=site.folder, env=site.environment(), capture_output=True, check=False, timeout=90)
    assert done.returncode == 0, done.stderr.decode()
