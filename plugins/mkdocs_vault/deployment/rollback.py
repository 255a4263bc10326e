"""Back to an older release: offline, in one swap, and it stays until there is a newer commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_vault.deployment import steps
from mkdocs_vault.deployment.errors import ExitCode, RefusedError
from mkdocs_vault.deployment.releases import read_record
from mkdocs_vault.deployment.workplace import opened_workplace

if TYPE_CHECKING:
    from mkdocs_vault.deployment.progress import Progress
    from mkdocs_vault.deployment.releases import Release
    from mkdocs_vault.deployment.settings_loading import LoadedSettings
    from mkdocs_vault.deployment.workplace import Workplace

SHORTEST_COMMIT = 4


def roll_back(settings: LoadedSettings, progress: Progress, wanted: str, *, wait: bool = False) -> ExitCode:
    """Let readers see an older release: by its name, number or commit; by default the one before the current."""
    with opened_workplace(settings, progress, wait=wait) as place:
        with progress.phase("rollback") as phase:
            release = _wanted_release(place, wanted)
            state = place.state
            # The pin first: a run that is killed between the two finds what was meant, and the next deploy does it.
            state.pinned_release, state.pinned_against = release.name, state.commit or read_record(place.store.all()[-1]).commit
            place.save()
            steps.done("rollback-pinned")
            place.store.point_to(release)
            steps.done("rollback-swapped")
            phase.note = release.name
        progress.result(
            f"rolled back to {release.name}; it stays until there is a newer commit (`rollback --unpin` ends that)", release=release.name
        )
    return ExitCode.OK


def unpin(settings: LoadedSettings, progress: Progress, *, wait: bool = False) -> ExitCode:
    """Let the next deploy publish the newest commit again."""
    with opened_workplace(settings, progress, wait=wait) as place:
        place.state.pinned_release = place.state.pinned_against = ""
        place.save()
        progress.result("nothing is pinned now: the next deploy publishes the newest commit")
    return ExitCode.OK


def _wanted_release(place: Workplace, wanted: str) -> Release:
    releases, current = place.store.all(), place.store.current()
    if not wanted:
        older = [release for release in releases if current is not None and release < current]
        if not older:
            message = "there is no older release to go back to"
            raise RefusedError(message)
        return older[-1]
    found = [release for release in releases if wanted in {release.name, str(release.sequence)}]
    if not found and len(wanted) >= SHORTEST_COMMIT:
        found = [release for release in releases if release.commit.startswith(wanted[:12])][-1:]
    if not found:
        names = ", ".join(release.name for release in reversed(releases)) or "none"
        message = f"there is no release '{wanted}'; there are: {names}"
        raise RefusedError(message)
    return found[0]
