"""MkDocs' files and where they are on the site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import mkdocs.utils
from mkdocs.structure.files import File, InclusionLevel

from mkdocs_vault.website.routes import Route
from mkdocs_vault.website.site_files import SiteFile

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mkdocs.config.defaults import MkDocsConfig


class _ContentFile(File):
    """A file whose content is known: it is written as pages are, so that one that is the same stays as it is."""

    def copy_file(self, dirty: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 - MkDocs' signature
        """Write the file to its address."""
        mkdocs.utils.write_file(self.content_bytes, self.abs_dest_path)


def route_of(file: File) -> Route:
    """Where MkDocs writes a file, and the address that it gives it."""
    return Route(file.url, file.dest_uri)


def move(file: File, address: str) -> None:
    """Have MkDocs write a file elsewhere."""
    if address != file.dest_uri:
        file.dest_uri = address
        for derived in ("url", "abs_dest_path"):
            file.__dict__.pop(derived, None)


def generated_file(site_file: SiteFile, config: MkDocsConfig) -> File:
    """A file of the site that MkDocs writes as it is."""
    file = _ContentFile(site_file.path, None, config.site_dir, config.use_directory_urls, inclusion=InclusionLevel.INCLUDED)
    file.generated_by = "vault"
    file.content_string = site_file.content
    return file


def write_site_files(site_files: Iterable[SiteFile], site: str) -> None:
    """Write files below the site's folder."""
    for path, content in site_files:
        mkdocs.utils.write_file(content.encode("utf-8", "replace"), str(Path(site, path)))
