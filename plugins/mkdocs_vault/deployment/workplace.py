"""The folders and the lock of a run: who has it may change what is published."""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs_vault.deployment import steps
from mkdocs_vault.deployment.durable import remove_tree
from mkdocs_vault.deployment.errors import DeploymentError, DiskFullError, TemporaryError, from_os_error
from mkdocs_vault.deployment.git_runner import GitRunner
from mkdocs_vault.deployment.lock import run_lock
from mkdocs_vault.deployment.processes import ProcessGroup
from mkdocs_vault.deployment.releases import ReleaseStore, is_whole, read_record
from mkdocs_vault.deployment.state import State, load_state, save_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mkdocs_vault.deployment.progress import Progress
    from mkdocs_vault.deployment.settings_loading import LoadedSettings

EXPORT = "docs"


@dataclass(slots=True)
class Workplace:
    """What a run works with while it holds the lock."""

    settings: LoadedSettings
    progress: Progress
    state: State
    store: ReleaseStore
    group: ProcessGroup
    runner: GitRunner

    @property
    def state_folder(self) -> Path:
        """The folder of mirror, lock and state."""
        return self.settings.values.state

    @property
    def work_folder(self) -> Path:
        """Where the notes are exported to; between runs it holds nothing but the last export."""
        return self.state_folder / "work"

    @property
    def cache_folder(self) -> Path:
        """Where builds keep what the next one needs: compiled notes, private ones too. It may be lost without harm."""
        return self.state_folder / "cache"

    def save(self) -> None:
        """Write the state."""
        save_state(self.state_folder / "state.json", self.state)

    def clean_up(self) -> None:
        """Leave nothing behind but mirror, export, lock, state and releases."""
        self.remove_work_but_export()
        self.store.clean_up()

    def remove_work_but_export(self) -> None:
        """Remove what a run makes for itself on the way."""
        for path in self.work_folder.glob("*"):
            if path.name != EXPORT:
                remove_tree(path)


@contextmanager
def opened_workplace(settings: LoadedSettings, progress: Progress, *, wait: bool = False) -> Iterator[Workplace]:
    """Take the lock, open the folders and mend what a killed run has left. A failure inside is remembered in the state.

    Raises `TemporaryError` if another run is going on; an `OSError` inside becomes the `DeploymentError` that it means.
    """
    folder = settings.values.state
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        store = ReleaseStore(settings.values.publish.folder)
        store.folder.mkdir(parents=True, exist_ok=True)
        with run_lock(folder / "lock", wait=wait) as descriptor, _publish_lock(store.folder, wait=wait), ProcessGroup(descriptor) as group:
            steps.done("locked")
            place = Workplace(settings, progress, load_state(folder / "state.json"), store, group, GitRunner(group))
            yield from _guarded(place)
    except OSError as error:
        raise from_os_error(error, "opening the folders") from error


def _guarded(place: Workplace) -> Iterator[Workplace]:
    """The inside of the lock: mended before, cleaned up after, failures remembered."""
    try:
        _mend(place)
        yield place
        place.clean_up()
        steps.done("cleaned-up")
    except OSError as error:
        failure = from_os_error(error, "writing the site")
        _remember(place, failure)
        raise failure from error
    except DeploymentError as error:
        _remember(place, error)
        raise


def _remember(place: Workplace, error: DeploymentError) -> None:
    place.group.kill()
    try:
        if isinstance(error, DiskFullError):
            remove_tree(place.work_folder)
            remove_tree(place.cache_folder)
        place.clean_up()
        place.state.failed(error, place.progress.redact(error.message))
        place.save()
    except OSError:
        # The disk is full or read-only: the failure is told on the terminal, and the next run tries again.
        return


def _mend(place: Workplace) -> None:
    place.remove_work_but_export()
    for leftover in place.state_folder.glob("*.new"):
        if leftover.is_file():
            leftover.unlink()
    place.store.prepare()
    steps.done("rubbish-removed")
    _resume(place)
    steps.done("publish-resumed")


def _resume(place: Workplace) -> None:
    """A release that has its name but was not linked when its run was killed: link it if it is whole, or remove it."""
    state, store = place.state, place.store
    current = store.current()
    known = state.sequence or (current.sequence if current else 0)
    for release in store.all():
        if release.sequence <= known:
            continue
        if release != store.current() and not is_whole(release):
            store.remove(release)
            continue
        store.point_to(release)
        record = read_record(release)
        state.sequence, state.release = release.sequence, release.name
        state.commit, state.build_key = record.commit, record.build_key
        state.pinned_release = state.pinned_against = ""
        place.save()


@contextmanager
def _publish_lock(folder: Path, *, wait: bool) -> Iterator[None]:
    """Two settings files may publish into one folder: the folder itself is locked, too, without a file in it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = f"another run is publishing to {folder}"
            raise TemporaryError(message, "wait for it, or start with --wait") from None
        yield
    finally:
        os.close(descriptor)
