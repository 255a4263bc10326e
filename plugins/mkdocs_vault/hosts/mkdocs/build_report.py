"""Which page each note became, told to the program that started the build: a deployment checks with it that no private note has one."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.structure.files import Files

VARIABLE = "MKDOCS_VAULT_BUILD_REPORT"
"""The environment variable that names the file to write; without it there is no report."""


def write_build_report(files: Files) -> None:
    """Write `{"pages": {"Note.md": "note/index.html"}}`: paths relative to `docs_dir` and to the site. Raises `OSError` where it can't."""
    if not (report := os.environ.get(VARIABLE, "")):
        return
    pages = {file.src_uri: file.dest_uri for file in files.documentation_pages() if file.inclusion.is_included()}
    Path(report).write_text(json.dumps({"pages": pages}, ensure_ascii=False, sort_keys=True), encoding="utf-8")
