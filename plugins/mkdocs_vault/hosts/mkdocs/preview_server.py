"""What `mkdocs serve` rebuilds the site for: Obsidian writes its own files all the time, and few of them are of the site."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from mkdocs_vault.vault.obsidian_settings import SETTINGS_FILE, SETTINGS_FOLDER, TEMPLATES_SETTINGS

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer
    from watchdog.events import FileSystemEvent

SETTINGS = tuple(PurePath(SETTINGS_FOLDER, file) for file in (SETTINGS_FILE, *TEMPLATES_SETTINGS))
"""The files of Obsidian's settings that a site depends on."""
PUBLISHED_HIDDEN_FOLDER = ".well-known"
WRITTEN_BY_SYSTEMS = (".DS_Store", ".#", ".~", "~$")
"""How names of files begin that a file manager or an open editor leaves beside the notes."""


def rebuild_only_for_the_site(server: LiveReloadServer, vault: Path) -> None:
    """Leave out events of files that no page depends on; `server` watches a folder that the vault lies in."""
    for emitter in server.observer.emitters:
        watched = Path(os.fsdecode(emitter.watch.path))
        if vault == watched or watched in vault.parents:
            emitter.queue_event = _filtered(emitter.queue_event, watched, vault)  # type: ignore[method-assign, assignment]


def concerns_the_site(path: Path, watched: Path, vault: Path) -> bool:
    """Whether a page may depend on the file: it lies in no hidden folder, or it holds the vault's settings."""
    if any(path == vault / settings for settings in SETTINGS):
        return True
    try:
        folders = path.relative_to(watched).parts[:-1]
    except ValueError:
        return True
    hidden = any(folder.startswith(".") and folder != PUBLISHED_HIDDEN_FOLDER for folder in folders)
    return not hidden and not path.name.startswith(WRITTEN_BY_SYSTEMS)


def _filtered(queue: Callable[[FileSystemEvent], None], watched: Path, vault: Path) -> Callable[[FileSystemEvent], None]:
    def queue_event(event: FileSystemEvent) -> None:
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        if any(concerns_the_site(path, watched, vault) for path in paths):
            queue(event)

    return queue_event
