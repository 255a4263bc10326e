"""What was taken back upstream is gone here, too: old releases, the cache of compiled notes, what the mirror no longer needs."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from mkdocs_vault.deployment import steps
from mkdocs_vault.deployment.durable import remove_tree, sync_folder
from mkdocs_vault.deployment.errors import ExitCode, MirrorDamagedError
from mkdocs_vault.deployment.mirror import Mirror
from mkdocs_vault.deployment.settings import MEBIBYTE
from mkdocs_vault.deployment.workplace import opened_workplace

if TYPE_CHECKING:
    from mkdocs_vault.deployment.progress import Progress
    from mkdocs_vault.deployment.settings_loading import LoadedSettings


def purge(settings: LoadedSettings, progress: Progress, *, wait: bool = False) -> ExitCode:
    """Remove all releases but the current one, and every object of the mirror that the branch doesn't reach."""
    with opened_workplace(settings, progress, wait=wait) as place:
        with progress.phase("purge") as phase:
            current = place.store.current()
            with contextlib.suppress(FileNotFoundError):
                (place.store.folder / "previous").unlink()
                sync_folder(place.store.folder)
            old = [release for release in place.store.all() if release != current]
            for release in old:
                place.store.remove(release)
                steps.done("purge-moved")
            if place.state.pinned_release not in {"", current.name if current else ""}:
                place.state.pinned_release = place.state.pinned_against = ""
                place.save()
            remove_tree(place.work_folder)
            remove_tree(place.cache_folder)
            phase.note = f"{len(old)} releases removed"
        mirror = Mirror(place.state_folder / "mirror.git", place.runner, settings.values.limits.total_megabytes * MEBIBYTE)
        with progress.phase("mirror") as phase:
            mirror.prepare()
            try:
                mirror.forget_unreachable()
                phase.note = "only the branch is kept"
            except MirrorDamagedError:
                remove_tree(mirror.folder)
                phase.note = "it was damaged and is fetched anew by the next deploy"
        steps.done("purged")
        progress.result(f"purged: {current.name if current else 'nothing'} is what is left")
    return ExitCode.OK
