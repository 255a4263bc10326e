"""A deploy from the question to the remote to the last target, in phases that each can be killed without harm."""

from __future__ import annotations

import shlex
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mkdocs_vault.deployment import steps
from mkdocs_vault.deployment.build_inputs import BuildKey, build_key
from mkdocs_vault.deployment.deadline import Deadline
from mkdocs_vault.deployment.delivery import deliver
from mkdocs_vault.deployment.errors import ExitCode, MirrorDamagedError, RefusedError
from mkdocs_vault.deployment.git_runner import Access
from mkdocs_vault.deployment.mirror import Mirror, Tip, remote_tip
from mkdocs_vault.deployment.releases import read_record
from mkdocs_vault.deployment.settings import MEBIBYTE
from mkdocs_vault.deployment.workplace import Workplace, opened_workplace

if TYPE_CHECKING:
    from mkdocs_vault.deployment.git_runner import CommitFacts
    from mkdocs_vault.deployment.progress import Progress
    from mkdocs_vault.deployment.releases import Release
    from mkdocs_vault.deployment.settings_loading import LoadedSettings

SHORT = 12


@dataclass(frozen=True, slots=True)
class DeployWishes:
    """What the command line adds to the settings. `confirmed_commit` is the (shortened) commit whose deletions are meant."""

    wait: bool = False
    confirmed_commit: str = ""


def deploy(settings: LoadedSettings, progress: Progress, wishes: DeployWishes) -> ExitCode:
    """Bring what is published up to date; raises the `DeploymentError` that stopped it."""
    with opened_workplace(settings, progress, wait=wishes.wait) as place:
        _Deploy(place, wishes).run()
    return ExitCode.OK


class _Deploy:
    """One deploy while the lock is held."""

    def __init__(self, place: Workplace, wishes: DeployWishes) -> None:
        self._place = place
        self._wishes = wishes
        self._values = place.settings.values
        self._mirror = Mirror(place.state_folder / "mirror.git", place.runner, self._values.limits.total_megabytes * MEBIBYTE)
        self._access = Access(place.settings.remote, self._values.vault.credentials, Deadline(self._values.vault.deadline_seconds))

    def run(self) -> None:
        self._values.vault.credentials.check(self._place.progress.redact, "vault")
        with self._place.progress.phase("ask") as phase:
            tip = remote_tip(self._place.runner, self._access, self._values.vault.branch)
            phase.note = f"{tip.branch} is at {tip.commit[:SHORT]}"
        steps.done("remote-asked")
        key = self._key(tip.commit)
        if self._is_pinned(tip) or self._is_current(key):
            self._finish(None)
            return
        tip = self._fetch(tip)
        if self._is_held_back(tip):
            self._finish(None)
            return
        self._publish(tip, self._key(tip.commit))

    def _key(self, commit: str) -> BuildKey:
        vault, site, limits = self._values.vault, self._values.site, self._values.limits
        choices = {"folder": vault.folder, "strict": str(site.strict), "limits": f"{limits.files}/{limits.file_megabytes}"}
        written = (self._values.state, self._values.publish.folder)
        return build_key(commit, site.config, choices, written)

    def _is_current(self, key: BuildKey) -> bool:
        current = self._place.store.current()
        if current is None or current.key != key.digest[:8] or current.commit != key.parts["commit"][:SHORT]:
            return False
        self._place.progress.result(f"already current: {current.name}", release=current.name, commit=key.parts["commit"])
        return True

    def _is_pinned(self, tip: Tip) -> bool:
        state, store = self._place.state, self._place.store
        if not state.pinned_release:
            return False
        pinned = next((release for release in store.all() if release.name == state.pinned_release), None)
        if pinned is None or tip.commit != state.pinned_against:
            return False
        store.point_to(pinned)
        self._place.progress.result(
            f"rolled back: {pinned.name} stays until there is a newer commit than {tip.commit[:SHORT]} (or `rollback --unpin`)",
            release=pinned.name,
        )
        return True

    def _fetch(self, tip: Tip) -> Tip:
        with self._place.progress.phase("fetch") as phase:
            self._mirror.prepare()
            if self._mirror.holds(tip.commit):
                phase.note = "the mirror has it"
                return tip
            commit = self._mirror.fetch(self._access, tip.branch)
            phase.note = commit[:SHORT]
        if self._mirror.is_shallow():
            self._place.progress.warn("the remote has only the newest part of its history: dates of older notes will be wrong")
        return Tip(tip.branch, commit)

    def _is_held_back(self, tip: Tip) -> bool:
        """Whether the branch was rewound and the settings don't want to follow."""
        before, wish = self._place.state.commit, self._values.vault.on_rewind
        if wish == "follow" or not before or before == tip.commit or self._mirror.is_ancestor(before, tip.commit):
            return False
        told = f"the branch '{tip.branch}' was rewound: {tip.commit[:SHORT]} doesn't build upon {before[:SHORT]}"
        if wish == "fail":
            raise RefusedError(told, "vault.on_rewind says what to do then")
        self._place.progress.warn(f"{told}; what is published stays (vault.on_rewind: hold)")
        return True

    def _publish(self, tip: Tip, key: BuildKey) -> None:
        from mkdocs_vault.deployment.candidate import make_release  # noqa: PLC0415 - not needed without news

        place = self._place
        try:
            facts = self._facts(tip)
            release = make_release(place, self._mirror, facts, key, self._confirmation(tip))
        except MirrorDamagedError as error:
            place.progress.warn(f"{error.message}: it is fetched anew")
            place.group.kill()
            with place.progress.phase("fetch") as phase:
                tip = Tip(tip.branch, self._mirror.rebuild(self._access, tip.branch))
                phase.note = f"{tip.commit[:SHORT]}, everything anew"
            key = self._key(tip.commit)
            release = make_release(place, self._mirror, self._facts(tip), key, self._confirmation(tip))
        state = place.state
        state.sequence, state.release, state.commit, state.branch = release.sequence, release.name, tip.commit, tip.branch
        state.build_key, state.published_at = key.digest, time.time()
        state.pinned_release = state.pinned_against = ""
        place.save()
        self._finish(release)

    def _facts(self, tip: Tip) -> CommitFacts:
        with self._mirror.reader() as reader:
            # The commit proves itself before GitPython reads it.
            list(reader.contents([tip.commit], "commit"))
        return self._place.runner.commit_facts(self._mirror.folder, tip.commit)

    def _confirmation(self, tip: Tip) -> tuple[bool, str]:
        """Whether a mass deletion is confirmed, and the command that confirms it for this very commit."""
        confirmed = self._wishes.confirmed_commit
        command = ["mkdocs-vault", "deploy", "--config", str(self._place.settings.file), "--confirm-deletion", tip.commit[:SHORT]]
        return bool(confirmed) and tip.commit.startswith(confirmed), shlex.join(command)

    def _finish(self, release: Release | None) -> None:
        """Deliver what the targets don't have yet, run hooks, keep house. A target that fails fails the run, not the release."""
        place = self._place
        current = place.store.current()
        failure = deliver(place, current) if current is not None else None
        if release is not None:
            old = place.store.remove_old(self._values.publish.keep, place.state.pinned_release)
            self._mirror.maintain()
            commit = read_record(release).commit
            gone = f", {len(old)} old removed" if old else ""
            place.progress.result(f"published: {release.name}{gone}", release=release.name, commit=commit)
        if failure is not None:
            raise failure
        place.state.succeeded()
        place.save()
