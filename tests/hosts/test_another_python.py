"""A site is the same bytes whichever Python builds it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OTHER = os.environ.get("OTHER_PYTHON", "")
"""The Python of another environment that has the project installed; continuous integration names one where there is a newer Python."""


def files_built_by(python: str, folder: Path) -> dict[str, bytes]:
    command = [python, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)]
    variables = os.environ | {
        "SOURCE_DATE_EPOCH": "1700000000",
        "TZ": "UTC",
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(ROOT / "plugins"),
    }
    subprocess.run(command, cwd=ROOT, env=variables, check=True, timeout=300)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.skipif(not OTHER, reason="OTHER_PYTHON names no other environment with the project")
def test_two_pythons_build_the_same_guide(tmp_path: Path) -> None:
    one, other = files_built_by(sys.executable, tmp_path / "one"), files_built_by(OTHER, tmp_path / "other")
    assert one.keys() == other.keys()
    assert "sitemap.xml.gz" in one
    assert not [path for path in one if one[path] != other[path]]
