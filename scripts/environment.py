"""The project's own Python environment, mostly `.venv`: made once, renewed when `pyproject.toml` changes. Standard library alone."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / os.environ.get("MKDOCS_VAULT_ENVIRONMENT", ".venv")
"""Another Python needs an environment of its own."""

PYTHON = FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(extra: str = "") -> None:
    """Have the project installed, with the packages of an extra; silent and immediate when nothing has changed."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"This needs Python {'.'.join(map(str, OLDEST_PYTHON))} or newer; this is Python {sys.version.split()[0]}.")
    wanted = _fingerprint()
    if PYTHON.exists() and _stamp(extra) == wanted:
        return
    print(f"Setting up {FOLDER.name}, once; this may take some minutes.", flush=True)
    if not PYTHON.exists() or wanted not in {_stamp(""), _stamp("test")}:
        _create()
    project = f"{ROOT}[{extra}]" if extra else str(ROOT)
    if run_quietly("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", project):
        sys.exit("Could not install the project; pip says why above.")
    _stamp_file(extra).write_text(wanted, encoding="utf-8")


def run(*arguments: str, folder: Path = ROOT) -> int:
    """Run the environment's Python with these arguments; the answer is its exit code."""
    return subprocess.run([str(PYTHON), *arguments], cwd=folder, check=False).returncode


def run_quietly(*arguments: str) -> int:
    """As `run`, but the program is heard only where it fails."""
    done = subprocess.run([str(PYTHON), *arguments], cwd=ROOT, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode:
        sys.stdout.buffer.write(done.stdout)
        sys.stdout.flush()
    return done.returncode


def is_active() -> bool:
    """Whether this very program runs in the environment."""
    return Path(sys.prefix).resolve() == FOLDER.resolve()


def _create() -> None:
    try:
        venv.create(FOLDER, with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"Could not make {FOLDER}: {error}\nOn Debian and Ubuntu, `apt install python3-venv` may be missing.")


def _stamp_file(extra: str) -> Path:
    return FOLDER / f"installed-{extra or 'project'}"


def _stamp(extra: str) -> str:
    """What the environment was made for, with the packages of an extra; empty where it was not."""
    try:
        return _stamp_file(extra).read_text(encoding="utf-8")
    except OSError:
        return ""


def _fingerprint() -> str:
    """What the environment depends on: the project's needs, this Python, and where the project lies."""
    parts = [(ROOT / "pyproject.toml").read_text(encoding="utf-8"), sys.version, str(ROOT)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
