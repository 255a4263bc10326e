"""Puts results where readers find them: into the README, the guide's page on speed, and the picture on that page."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.plots import write_plot
from benchmarks.results import Results
from benchmarks.tables import table, tables

README = "README.md"
PAGE = "docs/Reference/Speed.md"
PICTURE = "docs/Attachments/Speed.svg"
SIZE_OF_README = 1000
"""The README has one table: that of so many notes, or of the largest vault if there is none."""


def publish(results: Results, root: Path, profile: str = "") -> None:
    """Replace tables and picture in the project at `root`; without a profile the one that is there stays."""
    sizes = results.sizes()
    write_plot(results, root / PICTURE)
    replace_part(root / README, "benchmark", table(results, SIZE_OF_README if SIZE_OF_README in sizes else max(sizes)))
    replace_part(root / PAGE, "benchmark", tables(results))
    if profile:
        replace_part(root / PAGE, "profile", profile)


def replace_part(file: Path, name: str, content: str) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- /name -->`. Raises `ValueError` where there is no such place."""
    old = file.read_text(encoding="utf-8")
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    new, found = marks.subn(lambda match: f"{match[1]}\n{content.strip()}\n\n{match[2]}", old)
    if found != 1:
        raise ValueError(f"{file} has {found} places for '{name}', not one")
    file.write_text(new, encoding="utf-8")
