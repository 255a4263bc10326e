"""Other hosts and themes for tests, each in a place of its own: nothing is installed into the environment that runs the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from dataclasses import dataclass
from pathlib import Path

import pytest

PLUGINS = Path(__file__).resolve().parents[2] / "plugins"
PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet")
OF_MATERIAL = ("material", "mkdocs_material-*")
"""What `mkdocs-material` has in a folder of packages."""


@dataclass(frozen=True)
class Environment:
    """A Python, and folders that it looks for packages in before its own."""

    python: Path
    folders: tuple[Path, ...] = ()

    def run(self, *arguments: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run Python with these arguments; the answer has what it printed, whatever the exit code."""
        variables = os.environ | {"PYTHONPATH": os.pathsep.join(map(str, self.folders)), "NO_MKDOCS_2_WARNING": "1"}
        command = [str(self.python), *map(str, arguments)]
        return subprocess.run(command, cwd=folder, env=variables, capture_output=True, text=True, check=False, timeout=300)

    def succeed(self, *arguments: str | Path, folder: Path | None = None) -> str:
        """As `run`, but a failure ends the test; the answer is what was printed to the log."""
        done = self.run(*arguments, folder=folder)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stderr


def this_environment(*folders: Path) -> Environment:
    """The environment of the tests, with packages of these folders before its own."""
    return Environment(Path(sys.executable), (PLUGINS, *folders))


def packages(folder: Path, *names: str) -> Path:
    """A folder with these packages and none that they need; where no package index can be reached the test is skipped."""
    done = this_environment().run(*PIP, "install", "--no-deps", "--no-compile", "--target", folder, *names)
    if done.returncode:
        pytest.skip(f"{', '.join(names)} can't be installed here: {(done.stderr.strip().splitlines() or ['pip says nothing'])[-1]}")
    return folder


def environment_like_this(folder: Path) -> Environment:
    """A virtual environment with the packages of this one, of which it may remove Material without harm to this one.

    They are seen through links that lie outside of it, so that pip never touches them; only Material is a copy inside.
    """
    shared, own = folder / "shared", folder / "environment"
    shared.mkdir(parents=True)
    here = Path(sysconfig.get_path("purelib"))
    material = {path for pattern in OF_MATERIAL for path in here.glob(pattern)}
    for path in set(here.iterdir()) - material:
        if path.suffix != ".pth" and path.name != "__pycache__":
            (shared / path.name).symlink_to(path)
    venv.create(own, symlinks=True)
    places = sysconfig.get_paths("venv", {"base": str(own), "platbase": str(own)})
    packages_folder = Path(places["purelib"])
    for path in material:
        shutil.copytree(path, packages_folder / path.name)
    (packages_folder / "shared.pth").write_text(f"{PLUGINS}\n{shared}\n", encoding="utf-8")
    return Environment(Path(places["scripts"]) / Path(sys.executable).name)
