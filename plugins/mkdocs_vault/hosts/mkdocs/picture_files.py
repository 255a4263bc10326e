"""Pictures of the vault on their way to the site: what they hold beside what is seen stays behind."""

from __future__ import annotations

import logging
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs_vault.hosts.mkdocs.host_seams import copy_in_another_way
from mkdocs_vault.hosts.mkdocs.vault_files import AttachmentFile
from mkdocs_vault.note.digest import digest
from mkdocs_vault.website import pictures
from mkdocs_vault.website.pictures.metadata import without_metadata

if TYPE_CHECKING:
    from mkdocs.structure.files import File

log = logging.getLogger("mkdocs.plugins.vault")

MOST_BYTES = 1 << 28
"""Nobody has a picture on a page that is larger; such a file is copied as it is."""


@dataclass
class CleanedPictures:
    """How many pictures have lost their metadata in this build."""

    count: int = 0

    def tell(self) -> None:
        """Log the number, and begin anew."""
        if self.count:
            log.info("Removed the metadata of %s (option 'picture_metadata').", f"{self.count:,} picture{'s' if self.count > 1 else ''}")
        self.count = 0


class PictureFile(AttachmentFile):
    """A picture that is published without its metadata. `cleaned` counts those that had any."""

    cleaned: CleanedPictures

    def without_metadata(self) -> Path | bytes:
        """What is published: the file where it lies if nothing has to go, or its new bytes. Raises `OSError`."""
        source = Path(self.abs_src_path or "")
        picture = _read(source)
        cleaned = without_metadata(picture)
        return source if cleaned is picture else cleaned

    def copy_to_site(self, dirty: bool) -> None:  # noqa: FBT001 - as in MkDocs
        """Write the picture to its address."""
        if not dirty or self.is_modified():
            os.makedirs(os.path.dirname(self.abs_dest_path), exist_ok=True)  # noqa: PTH103, PTH120 - as MkDocs has it
            copy_in_another_way(self.abs_src_path or "", self.abs_dest_path, self._copy, _way_of_cleaning())

    def _copy(self, source: str, path: str) -> None:
        published = self.without_metadata()
        if isinstance(published, Path):
            shutil.copyfile(source, path)
        else:
            Path(path).write_bytes(published)
            self.cleaned.count += 1


def as_published(file: File) -> Path | bytes:
    """What a build would write of a file that is no page: one that lies somewhere, or what it holds."""
    if isinstance(file, PictureFile):
        with suppress(OSError):
            return file.without_metadata()
    return Path(file.abs_src_path) if file.abs_src_path else file.content_bytes


def _read(picture: Path) -> bytes:
    with picture.open("rb") as file:
        return file.read() if os.fstat(file.fileno()).st_size <= MOST_BYTES else b""


@cache
def _way_of_cleaning() -> bytes:
    """A digest of the code that cleans: pictures that were cleaned by other code are cleaned again."""
    folder = Path(pictures.__file__).parent
    return digest(*(path.read_bytes() for path in sorted(folder.glob("*.py"))))
