"""The folder of a site that has the files of its index."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from mkdocs_vault.build.search_index.index_files import ENTRY
from mkdocs_vault.website.search.port import Files

_OF_AN_INDEX = (ENTRY, ".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta", ".pagefind")


@dataclass(frozen=True, slots=True)
class IndexFolder:
    """Writes an index, of which no reader finds a half: what names other files is replaced at once, and after them."""

    folder: Path

    def receive(self, files: Files) -> None:
        """Write files, but for those that are there already."""
        for path, content in files.items():
            file = self.folder / path
            if _has(file, content):
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            written = file.with_name(f"{file.name}.new") if file.name == ENTRY else file
            written.write_bytes(content)
            if written != file:
                written.replace(file)

    def complete(self, paths: Collection[str]) -> None:
        """Remove what an earlier index has left, and folders that are empty then."""
        for parent, folders, names in os.walk(self.folder, topdown=False):
            here = Path(parent)
            for name in names:
                if name.endswith(_OF_AN_INDEX) and (here / name).relative_to(self.folder).as_posix() not in paths:
                    (here / name).unlink(missing_ok=True)
            for name in folders:
                with contextlib.suppress(OSError):  # It isn't empty.
                    (here / name).rmdir()


def _has(file: Path, content: bytes) -> bool:
    try:
        return file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False
