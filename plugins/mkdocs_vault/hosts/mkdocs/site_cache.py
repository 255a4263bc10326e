"""The cache of compiled notes that a site's options ask for."""

from __future__ import annotations

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_vault.build.cache_folder import CacheFolderError, claim_folder, folder_that_contains
from mkdocs_vault.build.digests import compiler_version
from mkdocs_vault.build.note_cache import NoteCache
from mkdocs_vault.hosts.mkdocs.configuration import VaultOptions

USUAL_FOLDER = Path(".cache", "mkdocs-vault")
CHOSEN_FOLDER = "MKDOCS_VAULT_CACHE"
"""The environment variable of a deployment, which keeps the cache where nobody but itself writes: what is in a cache is published as it is,
so one that came with a repository could bring pages that nobody has cleaned."""
_MILLION = 1_000_000


def open_note_cache(config: MkDocsConfig, options: VaultOptions) -> tuple[NoteCache, str]:
    """The cache, and why it keeps nothing for the next build although it should; mostly empty. Whoever asks closes it."""
    try:
        folder = _claimed(config, options.cache)
    except CacheFolderError as error:
        return NoteCache(None, compiler_version()), f"Notes are compiled anew in every build, since the cache can't be used: {error}"
    return NoteCache(folder, compiler_version(), limit_bytes=options.cache_size * _MILLION), ""


def _claimed(config: MkDocsConfig, where: bool | str) -> Path | None:  # noqa: FBT001 - it is the option's value
    if where is False:
        return None
    base = Path(config.config_file_path or "mkdocs.yml").absolute().parent
    folder = base / (USUAL_FOLDER if where is True else where)
    if chosen := os.environ.get(CHOSEN_FOLDER):
        folder = Path(chosen).absolute()
        base = folder.parent
    if public := folder_that_contains(folder, [Path(config.docs_dir), Path(config.site_dir)]):
        raise CacheFolderError(f"'{folder}' lies in '{public}', and what is in there is published")
    claim_folder(folder, base)
    return folder
